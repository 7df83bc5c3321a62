"""Times what users wait for, against hand-written floors."""
