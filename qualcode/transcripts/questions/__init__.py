"""What was asked before an answer, and where a guide's questions were asked."""
