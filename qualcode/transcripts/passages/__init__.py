"""Turns cut into the units that are embedded and suggested."""
