"""A study's answers for reports: the material, the figures, the quotes."""
