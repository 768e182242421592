"""The screens: reading, selecting and coding from the keyboard."""
