"""Codebooks of a study: checking, comparing, changing and applying them."""
