"""Which reader reads which file: by content first, then by name."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from difflib import get_close_matches

from qualcode.errors import QualcodeError, typed
from qualcode.model import Turn
from qualcode.transcripts.captions.reader import CAPTION_FORMATS, looks_like_cues, read_captions
from qualcode.transcripts.decoding import LARGEST_FILE, binary_kind, refuse_binary
from qualcode.transcripts.foreign import refuse_foreign
from qualcode.transcripts.labelled.plain import read_plain
from qualcode.transcripts.labelled.speakers import role
from qualcode.transcripts.linguistics.chat import is_chat, read_chat
from qualcode.transcripts.linguistics.elan import is_elan, read_elan
from qualcode.transcripts.looked_over import doubts
from qualcode.transcripts.numbering import count, numbered
from qualcode.transcripts.pdf.reader import is_pdf, read_pdf
from qualcode.transcripts.reading import Content, Known, LabelFound, Reading, Source
from qualcode.transcripts.recognizers.reader import JSON_SUFFIXES, looks_like_json, read_json
from qualcode.transcripts.tables.separated import looks_separated, read_separated
from qualcode.transcripts.tables.spreadsheets import is_workbook, read_workbook
from qualcode.transcripts.usable import refuse_unusable
from qualcode.transcripts.written.docx import is_docx
from qualcode.transcripts.written.odt import is_odt, read_odt
from qualcode.transcripts.written.rtf import is_rtf, read_rtf
from qualcode.transcripts.written.word import read_docx


@dataclass(frozen=True, slots=True)
class Reader:
    """One way of reading transcripts. A newer version never changes what was imported with an older one."""

    name: str
    version: int
    formats: Mapping[str, tuple[str, ...]]
    """What it tells apart, each with the suffixes such files have; each also serves as a name for --read-as."""
    recognizes: Callable[[Source], bool]
    """Whether a file is of this kind, by its content; asked in the order of the table."""
    read: Callable[[Source], Sequence[Content]]
    """The documents in a file: mostly one."""
    text: bool = True
    """Whether its files are text, so that they are decoded before anybody looks at them."""


_TEXT = (".txt", ".text", ".md", ".markdown")

READERS = (
    Reader("spreadsheet", 2, {"xlsx": (".xlsx", ".xlsm", ".xltx")}, is_workbook, read_workbook, text=False),
    Reader(
        "docx",
        5,
        {"docx": (".docx", ".docm", ".dotx", ".dotm")},
        lambda source: is_docx(source.data),
        read_docx,
        text=False,
    ),
    Reader("odt", 3, {"odt": (".odt", ".ott")}, lambda source: is_odt(source.data), read_odt, text=False),
    Reader("rtf", 3, {"rtf": (".rtf",)}, lambda source: is_rtf(source.data), read_rtf, text=False),
    Reader("pdf", 3, {"pdf": (".pdf",)}, lambda source: is_pdf(source.data), read_pdf, text=False),
    Reader("elan", 1, {"elan": (".eaf",)}, is_elan, read_elan, text=False),
    Reader("chat", 1, {"chat": (".cha",)}, is_chat, read_chat, text=False),
    Reader(
        "captions",
        4,
        CAPTION_FORMATS,
        lambda source: looks_like_cues(source.decoded[0]),
        read_captions,
    ),
    Reader("json", 1, {"json": JSON_SUFFIXES}, looks_like_json, read_json),
    Reader("csv", 2, {"csv": (".csv", ".tsv"), "tsv": (".tsv", ".tab", ".csv")}, looks_separated, read_separated),
    Reader("text", 4, {"text": _TEXT, "otter text": _TEXT}, lambda source: True, read_plain),
)
"""Every reader, those whose content is unmistakable first."""

MAYBE_TRANSCRIPTS = (
    ".doc", ".pages", ".ods", ".xls", ".xlsb", ".html", ".htm", ".ttml", ".dfxp", ".smi", ".ass", ".ssa", ".exb",
    ".textgrid", ".trs", ".tei",
)  # fmt: skip
"""Endings of files that may well hold an interview and are not read: from a folder they are refused with a reason."""

_OTHER_FORMATS = {
    ".doc": "old Word",
    ".html": "HTML", ".htm": "HTML", ".xml": "XML",
    ".yaml": "YAML", ".yml": "YAML",
}  # fmt: skip


def read_transcripts(
    data: bytes,
    name: str,
    *,
    read_as: str | None = None,
    encoding: str | None = None,
    speakers: Sequence[str] = (),
    interviewers: Sequence[str] = (),
    source: str = "",
) -> tuple[Reading, ...]:
    """The documents in a file: text, turns and labels of each, and what was doubtful about it.

    `name` is shown in messages and its suffix is a hint. `speakers` and `interviewers` are labels known to be in it;
    `source` says what kind of document it is (interview, field note, program record …), where somebody does.
    Raises QualcodeError, naming the file, for whatever is no transcript.
    """
    if len(data) > LARGEST_FILE:
        raise QualcodeError(f"“{name}” is larger than 100 MB.", hint="Import transcripts one interview to a file.")
    file = Source(data, name, encoding, Known.of(speakers, interviewers, source=source))
    reader = _reader_named(read_as) if read_as else _recognized(file)
    _refuse_unlike(reader, file)
    with _naming(name):
        readings = [
            _reading(reader, content, file, [*speakers, *interviewers], chosen=bool(read_as))
            for content in reader.read(file)
        ]
    if not readings:
        raise QualcodeError(
            f"“{name}” holds no words anybody says.",
            hint="Open it and see what was exported; if people speak in it, name them with --speakers.",
        )
    return tuple(readings)


@contextmanager
def _naming(name: str) -> Iterator[None]:
    """Name the file in errors of what does not know it."""
    try:
        yield
    except QualcodeError as error:
        if name in error.message:
            raise
        raise QualcodeError(f"“{name}”: {error.message}", hint=error.hint) from error


def _reading(reader: Reader, content: Content, source: Source, named: Sequence[str], *, chosen: bool) -> Reading:
    refuse_unusable(content, source.name)
    content = replace(content, turns=tuple(numbered(content.turns, content.sections)))
    labels = _labels_found(content)
    warnings = [] if chosen else list(_suffix_warning(reader, content, source))
    warnings += [*content.warnings, *doubts(content, labels, named)]
    return Reading(
        content.format,
        reader.name,
        reader.version,
        content.encoding,
        content.text,
        content.turns,
        content.front,
        labels,
        content.rejected,
        tuple(warnings),
        content.duration,
        content.sections,
        content.part,
        content.facts,
        content.people,
    )


def _reader_named(read_as: str) -> Reader:
    for reader in READERS:
        if read_as.casefold() in {reader.name, *reader.formats}:
            return reader
    names = sorted({name for reader in READERS for name in (reader.name, *reader.formats)})
    near = get_close_matches(read_as.casefold(), names, 1)
    raise QualcodeError(
        f"qualcode has no reader called “{read_as}”.",
        hint=f"Did you mean this? --read-as {typed(near[0])}" if near else f"Give one of: {', '.join(names)}.",
    )


def _recognized(source: Source) -> Reader:
    """The reader for a file's content; its suffix decides only where the content leaves it open."""
    for reader in READERS:
        if reader.recognizes(source):
            if reader.name == "text":
                refuse_foreign(source)
            if reader.name == "text" and source.suffix in _OTHER_FORMATS:
                raise QualcodeError(
                    f"“{source.name}” is a {_OTHER_FORMATS[source.suffix]} file, which qualcode does not read.",
                    hint="Save it as .docx or .txt, or read it as it stands with --read-as text.",
                )
            return reader
    raise AssertionError


def _refuse_unlike(reader: Reader, source: Source) -> None:
    """A reader of binary files that was asked for by name cannot read anything else."""
    if not reader.text and not reader.recognizes(source):
        if binary_kind(source.data) is None:
            refuse_binary(source.data, source.name)
        raise QualcodeError(f"“{source.name}” is no {reader.name} file.", hint="Leave out --read-as.")


def _suffix_warning(reader: Reader, content: Content, source: Source) -> Iterator[str]:
    if source.suffix not in reader.formats[content.format]:
        yield f"“{source.name}” was read by its content, which is {content.format}, not by its name."


def _labels_found(content: Content) -> tuple[LabelFound, ...]:
    spans: dict[str, list[Turn]] = {}
    for turn in content.turns:
        if turn.label is not None:
            spans.setdefault(turn.label, []).append(turn)
    return tuple(
        LabelFound(
            label,
            count(said),
            sum(len(content.text[turn.start : turn.end].split()) for turn in said),
            role(label, content.known),
        )
        for label, said in spans.items()
    )
