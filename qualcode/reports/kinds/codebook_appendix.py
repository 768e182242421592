"""The codebook as an appendix to a report: what each code meant when the interviews were coded."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from qualcode.analysis.cycles import NOT_STEPS
from qualcode.codebook import Code, Codebook
from qualcode.codebook.wording import redirect_in, without_redirect
from qualcode.reports.content.draft import TEAM
from qualcode.reports.content.headings import heading
from qualcode.reports.content.markdown import escape, table
from qualcode.reports.kinds.opening import written_for

BESIDES, RULES = "What a coding may say besides its code", "Rules for deciding between codes"
_DEEPEST = 6
_FIRST_LEVEL = 4
_EXAMPLES = "Examples show what a code means; they are part of the codebook and are counted nowhere."


@dataclass(frozen=True, slots=True)
class AppendixBook:
    """A codebook in force, and since when."""

    file: str
    codebook: Codebook
    version: str
    """The first letters of its hash."""
    applied: str
    """The day, as ISO 8601."""
    left_behind: tuple[Code, ...] = field(default=())
    """Codes no longer in the file, kept for what rests on them."""


def render_codebook(
    title: str, books: Sequence[AppendixBook], *, head: str = "", audience: str = TEAM, language: str = "en"
) -> str:
    """The appendix as Markdown; the same codebooks give the same bytes."""
    blocks = [*([head] if head else []), f"# {heading('Codebook', language)}: {escape(title)}", written_for(audience)]
    if not books:
        blocks.append("No codebook has been applied yet.")
    labels = {code.id: code.label for book in books for code in (*book.codebook.codes, *book.left_behind)}
    for book in books:
        blocks += _book(book, labels, language)
    return "\n\n".join(blocks) + "\n"


def _book(book: AppendixBook, labels: dict[str, str], language: str) -> Iterator[str]:
    codebook = book.codebook
    yield f"## {escape(codebook.title or book.file)}"
    yield "  \n".join(_provenance(book))
    if codebook.note:
        yield f"> {escape(codebook.note)}"
    elif codebook.cycles:
        yield f"> {NOT_STEPS}"
    if codebook.modifiers:
        yield f"### {heading(BESIDES, language)}"
        rows = [[escape(one.name), escape(one.definition), escape(", ".join(one.values))] for one in codebook.modifiers]
        yield table(["Modifier", "What it says", "Values"], rows)
    if codebook.rules:
        yield f"### {heading(RULES, language)}"
        yield _bullets(f"**{escape(rule.name)}.** {escape(rule.text)}" for rule in codebook.rules)
    named = {f"{rule.name}: {rule.text}": rule.name for rule in codebook.rules}
    parts = (
        ("Codes", [code for code in codebook.codes if code.status == "active"], _EXAMPLES),
        ("Provisional codes", [code for code in codebook.codes if code.status == "provisional"], _PROVISIONAL),
        ("Retired codes", [*(code for code in codebook.codes if not code.in_use), *book.left_behind], _RETIRED),
    )
    for name, codes, remark in parts:
        if codes:
            yield f"### {heading(name, language)}"
            yield f"*{remark}*"
            for code in codes:
                yield from _code(code, labels, named)


_PROVISIONAL = "Made while coding; not defined in full yet."
_RETIRED = "No longer given; codings made with them before stand."


def _provenance(book: AppendixBook) -> Iterator[str]:
    codebook = book.codebook
    if codebook.framework_version:
        yield f"**Version of the framework:** {escape(codebook.framework_version)}"
    if codebook.source:
        yield f"**Source:** {escape(codebook.source)}"
    if codebook.include:
        yield f"**Builds on:** {escape(', '.join(codebook.include))}"
    since = f", applied {book.applied}" if book.applied else ""
    yield f"**This version:** {book.version}{since}; file {escape(book.file)}"


def _code(code: Code, labels: dict[str, str], named: dict[str, str]) -> Iterator[str]:
    depth = min(_DEEPEST, _FIRST_LEVEL + code.id.count(".") - _top(code, labels))
    yield f"{'#' * depth} {escape(code.label)} ({escape(code.id)})"
    if definition := " ".join(_sentence(escape(text)) for text in (code.brief, code.full) if text):
        yield definition
    if facts := list(_facts(code, named)):
        yield _bullets(facts)
    if code.when:
        yield f"**Use it when**\n\n{_bullets(map(escape, code.when))}"
    if code.when_not:
        yield f"**Do not use it when**\n\n{_bullets(_sent_on(text, labels) for text in code.when_not)}"
    if code.examples:
        yield f"**For example:** “{escape(code.examples[0])}”"
    if code.counter_examples:
        first = code.counter_examples[0]
        instead = f" → {_called(first.code_as, labels)}" if first.code_as else ""
        yield f"**Looks like it, is not:** “{escape(first.text)}”{instead}"


def _top(code: Code, labels: dict[str, str]) -> int:
    """How many parts of an id, from the left, are no code: “vc” in vc.applied."""
    parts = code.id.split(".")
    return next((place for place in range(len(parts)) if ".".join(parts[: place + 1]) in labels), 0)


def _facts(code: Code, named: dict[str, str]) -> Iterator[str]:
    if code.key_question:
        yield f"Asks: {escape(code.key_question)}"
    if code.kind != "content":
        yield f"Kind: {code.kind}"
    if code.scale:
        ordered = code.kind == "magnitude"
        yield f"{'Levels, lowest first' if ordered else 'Values'}: {escape(', '.join(code.scale))}"
    if code.exclusive_group:
        yield f"Only one code of the group “{escape(code.exclusive_group)}” is given to the same words."
    if code.indicators:
        yield f"Signs of it outside the interview: {escape('; '.join(code.indicators))}"
    if code.rules:
        yield f"Decided by: {'; '.join(escape(named.get(rule, rule)) for rule in code.rules)}"
    if code.source:
        yield f"Source: {escape(code.source)}"


def _sent_on(text: str, labels: dict[str, str]) -> str:
    target = redirect_in(text)
    return f"{escape(without_redirect(text))} → {_called(target, labels)}" if target else escape(text)


def _called(code_id: str, labels: dict[str, str]) -> str:
    return f"{escape(labels[code_id])} ({escape(code_id)})" if code_id in labels else escape(code_id)


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?", "。", "…")) else f"{words}."


def _bullets(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)
