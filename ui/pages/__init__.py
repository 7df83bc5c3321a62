"""What fills the middle of the window: home, the Quick page, the sections."""
