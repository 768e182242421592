"""What speech recognizers write: JSON of many makers."""
