"""Who speaks in running text: labels, their judging, and the turns they make."""
