"""The small document vocabulary: its table, its parser and its compiler to flowables."""
