"""From a folder of interview transcripts to a theme report, on your own machine."""

__version__ = "0.1.0"
