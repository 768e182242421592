"""A transcript as rows, letters, words and sentences on a screen, before anything is drawn."""
