"""Which theme, code or story an author means."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from qualcode.errors import QualcodeError
from qualcode.reports.answers.answers import Answers


def theme_named(answers: Answers, words: str) -> str:
    """The theme of that name or number, or whose name alone holds these words."""
    names = [*answers.themes]
    if words.isdecimal() and 0 < int(words) <= len(names):
        return names[int(words) - 1]
    return _the_one("theme", words, {name: (name,) for name in names})


def code_named(answers: Answers, words: str) -> str:
    """The code of that id or label, or the only one whose id ends so: “applied” for vc.applied."""
    labels = answers.material.code_labels
    folded = words.casefold()
    for fits in (
        [code for code in labels if folded in (code.casefold(), labels[code].casefold())],
        [code for code in labels if code.casefold().endswith(f".{folded}")],
    ):
        if len(fits) == 1:
            return fits[0]
    return _the_one("code", words, {code: (labels[code], code) for code in labels})


def _the_one(kind: str, words: str, known: Mapping[str, Iterable[str]]) -> str:
    folded = " ".join(words.split()).casefold()
    whole = [one for one, names in known.items() if folded in (name.casefold() for name in names)]
    fits = whole or [one for one, names in known.items() if folded and any(folded in name.casefold() for name in names)]
    if len(fits) == 1:
        return fits[0]
    if fits:
        raise QualcodeError(f"“{words}” could be {'; '.join(f'“{one}”' for one in fits[:5])}; write more of the name")
    near = get_close_matches(folded, [name.casefold() for names in known.values() for name in names], n=1, cutoff=0.5)
    meant = [one for one, names in known.items() for name in names if near and name.casefold() == near[0]][:1]
    raise QualcodeError(f"there is no {kind} “{words}”" + (f"; did you mean “{meant[0]}”?" if meant else ""))
