"""What every report is written in: Markdown, and the markers that prove its figures and quotes."""
