"""Reports of a project, the quotes in them, and data for other programs."""
