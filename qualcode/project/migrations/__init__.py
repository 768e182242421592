"""The tables of a project file, one module for each change of them, in order."""
