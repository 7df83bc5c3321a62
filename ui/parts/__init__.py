"""The parts a form is built of, from the declarations alone: rows, blocks, lists of entries, tables of grades."""
