"""Tagged, archivable PDF on top of ReportLab: structure, marked content, layout and serialising."""
