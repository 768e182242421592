"""Whether a text is still true to the project it reports on."""
