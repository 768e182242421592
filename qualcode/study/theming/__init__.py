"""Clusters and themes: finding, naming, challenging, taking in and out."""
