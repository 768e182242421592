"""Taking transcripts, people, guides and corrections into a project."""
