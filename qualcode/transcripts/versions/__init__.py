"""From one text of a document to the next: what became of each place."""
