"""Files of other programs that look like text, but are no transcript qualcode reads."""

import re

from qualcode.errors import QualcodeError
from qualcode.transcripts.reading import Source

_ROOT = re.compile(r"(?:\s++|<\?[^>]*\?>|<!--.*?-->|<!DOCTYPE[^>]*>)*+<(?:[\w.-]+:)?(?P<name>[\w.-]+)[\s>/]", re.DOTALL)
_ROOTS = {
    "tt": ("a TTML subtitle", "Export it as .srt or .vtt."),
    "timedtext": ("a timed text subtitle", "Export it as .srt or .vtt."),
    "sami": ("a SAMI subtitle", "Export it as .srt or .vtt."),
    "basic-transcription": ("an EXMARaLDA", "Export it as ELAN (.eaf) or text."),
    "list-transcription": ("an EXMARaLDA", "Export it as ELAN (.eaf) or text."),
    "event-list": ("an EXMARaLDA", "Export it as ELAN (.eaf) or text."),
    "folker-transcription": ("a FOLKER", "Export it as ELAN (.eaf) or text."),
    "tei": ("a TEI", "Save its text as .txt or .docx."),
    "tei.2": ("a TEI", "Save its text as .txt or .docx."),
    "trans": ("a Transcriber", "Export it as ELAN (.eaf), .srt or text."),
    "annotation_document": ("an ELAN", "Open it in ELAN and save it again."),
}
_OPENINGS = (
    (re.compile(r'\s*(?:File type\s*=\s*)?"ooTextFile'), "a Praat TextGrid", "Export it as ELAN (.eaf) or text."),
    (re.compile(r"\s*\[Script Info\]", re.IGNORECASE), "an Advanced SubStation subtitle", "Export it as .srt or .vtt."),
    (re.compile(r"\s*\{\d+\}\{\d+\}"), "a MicroDVD subtitle", "Export it as .srt or .vtt."),
)
_LOOKED_AT = 20_000


def refuse_foreign(source: Source) -> None:
    """Raise QualcodeError, naming the program and a way out, for a file that belongs to another program."""
    start = source.decoded[0][:_LOOKED_AT]
    root = _ROOT.match(start)
    found = _ROOTS.get(root["name"].casefold()) if root else None
    if found is None:
        found = next(((name, hint) for opening, name, hint in _OPENINGS if opening.match(start)), None)
    if found:
        raise QualcodeError(f"“{source.name}” is {found[0]} file, which qualcode does not read.", hint=found[1])
