"""Codebooks: what each code means, when to use it and when not, as a value that never changes."""

from qualcode.codebook.codes import Code, Codebook, CounterExample, Modifier, Rule

__all__ = ["Code", "Codebook", "CounterExample", "Modifier", "Rule"]
