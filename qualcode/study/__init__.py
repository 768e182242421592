"""The steps of a study, each joining what is stored with what thinks; commands and screens call them alike."""
