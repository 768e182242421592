"""PDF: pages of letters in, lines, paragraphs and turns out."""
