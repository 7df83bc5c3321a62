"""What a person can do: open, save, check, print; the menu and the command line call the same functions."""
