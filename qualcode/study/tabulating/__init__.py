"""Codes and themes counted, compared and charted."""
