"""Stories of value, indicators and the value matrix."""
