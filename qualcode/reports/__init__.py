"""Rows and studies as text that people read, forward and re-check."""
