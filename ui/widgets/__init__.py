"""The window's own widgets: patient banner, contents, preview, findings."""
