"""Suggestions: asking for them, laying them before coders, and what they did."""
