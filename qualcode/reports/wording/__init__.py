"""Whether the words of a memo hold what the project counts: “most”, “leaders”, “dominant”, “led to”, “doubled”."""
