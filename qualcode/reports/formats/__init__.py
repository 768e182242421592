"""A report as a file: Markdown, HTML, Word."""
