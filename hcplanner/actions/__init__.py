"""What a person can do: open, save, check, print, and the rest; the menu and the command line call the same functions."""
