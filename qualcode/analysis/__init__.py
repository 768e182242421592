"""Questions about the codings, answered in rows; nothing here stores or shows."""
