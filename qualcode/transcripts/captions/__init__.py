"""Subtitle files: cues in, turns out."""
