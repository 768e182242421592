"""The authors’ own prose, with live references into the project."""
