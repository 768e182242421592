"""What the code picker finds and shows, without a terminal."""
