"""Tables, separated or of Excel: interviews by row, and surveys."""
