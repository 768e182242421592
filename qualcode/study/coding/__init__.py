"""Reading and coding interviews: what the screen and the commands share."""
