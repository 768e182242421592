"""Figures with the comments that prove them, and tables of these."""

from collections.abc import Iterable, Sequence


def code_name(answers: Answers, code: str) -> str:
    labels = answers.material.code_labels
    below = any(one != code and lies_under(one, {code}) for one in labels)
    return escape(labels.get(code, code)) + (" (with codes below)" if below else "")


def figure(answers: Answers, kind: str, what: str, **about: str | None) -> str:
    question = ask(kind, what, **about)
    return f"{answers.figure(question)}{write_marker(question)}"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(one_line(cell) for cell in line)} |" for line in lines)
