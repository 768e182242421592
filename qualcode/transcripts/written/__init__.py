"""Written documents: Word, OpenDocument and rich text, as paragraphs and tables."""
