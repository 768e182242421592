"""One module for each kind of report, and the parts they share."""
