"""What a person decides about the quotes of a theme: keep, drop, order, trim."""

import re
from collections import Counter
from collections.abc import Sequence

from qualcode.errors import QualcodeError, typed
from qualcode.project import Project
from qualcode.project.quote_choices import WantedQuote
from qualcode.reports.answers.quoting import FROM_ONE_PERSON
from qualcode.reports.answers.trimming import fits, in_one_turn, lost_by
from qualcode.reports.content.markdown import one_line
from qualcode.study.reporting.quoting import Offer, Quoting

_EDITS = re.compile(r"…|\.{3}|\[[^\[\]]*\]")


class SenseLost(QualcodeError):
    """A trim leaves out a word that turns the sense; it stands only where the person says so."""


def picked(found: Quoting, given: Sequence[str]) -> list[Offer]:
    """Offers by their number or the first letters of the id of a coding of theirs; several between commas."""
    words = [word.strip() for one in given for word in one.split(",") if word.strip()]
    return list({one.number: one for one in (_one(found, word) for word in words)}.values())


def keep_quotes(project: Project, coder: str, found: Quoting, offers: Sequence[Offer], audience: str = "") -> None:
    """Have excerpts quoted; QualcodeError where one person would be quoted more than twice under the theme."""
    _refuse_too_many(found, offers)
    project.quote_choices.keep(coder, found.theme, [_wanted(one, "keep") for one in offers], audience)


def drop_quotes(project: Project, coder: str, found: Quoting, offers: Sequence[Offer], audience: str = "") -> None:
    """Have excerpts never quoted under the theme."""
    project.quote_choices.drop(coder, found.theme, [_wanted(one, "drop") for one in offers], audience)


def reset_quotes(project: Project, coder: str, found: Quoting, offers: Sequence[Offer], audience: str = "") -> None:
    """Leave excerpts to the rule, or for one audience to what holds for all."""
    project.quote_choices.reset(coder, found.theme, [_wanted(one, None) for one in offers], audience)


def order_quotes(project: Project, coder: str, found: Quoting, offers: Sequence[Offer], audience: str = "") -> None:
    """Have excerpts quoted first, in this order; those not kept yet are kept by it."""
    _refuse_too_many(found, offers)
    project.quote_choices.order(coder, found.theme, [_wanted(one, "keep") for one in offers], audience)


def trim_quote(
    project: Project,
    coder: str,
    found: Quoting,
    offer: Offer,
    words: str,
    audience: str = "",
    *,
    sense_lost: bool = False,
) -> None:
    """Keep an excerpt, shown shortened by “…” or explained by “[ ]”; empty words show it whole again.

    Raises QualcodeError where the words are not those of the transcript, and SenseLost where a “not” or “maybe” is left
    out of a sentence still shown, unless `sense_lost` says that this is meant.
    """
    _refuse_too_many(found, [offer])
    whole = offer.candidate.words
    wanted = _with_its_ends(one_line(words), whole)
    if wanted:
        _refuse_wrong_words(found, offer, wanted)
        lost = lost_by(wanted, whole)
        if lost and not sense_lost:
            raise SenseLost(
                f"That leaves out “{lost}”, and so may turn what was said into something else.",
                hint="If the quote still says what was meant: the same again with --yes",
            )
    wanted = "" if wanted == one_line(whole) else wanted
    project.quote_choices.trim(coder, found.theme, _wanted(offer, "keep", wanted), audience)


def _one(found: Quoting, word: str) -> Offer:
    by_number = [one for one in found.offers if word == str(one.number)]
    by_id = [one for one in found.offers if any(coding.id.startswith(word) for coding in one.candidate.codings)]
    fitting = by_number or by_id
    if len(fitting) == 1:
        return fitting[0]
    listing = f"qualcode quotes {typed(found.theme.name)} --all"
    if fitting:
        raise QualcodeError(
            f"“{word}” could be several excerpts.", hint=f"Type more of the id, or a number of: {listing}"
        )
    raise QualcodeError(f"No excerpt of “{found.theme.name}” that may be quoted is “{word}”.", hint=f"See: {listing}")


def _wanted(one: Offer, choice: str | None, words: str | None = None) -> WantedQuote:
    ids = [coding.id for coding in one.candidate.codings]
    coding = one.candidate.choice.coding if one.candidate.choice else ids[0]
    return WantedQuote(coding, choice, words, tuple(other for other in ids if other != coding))


def _refuse_too_many(found: Quoting, offers: Sequence[Offer]) -> None:
    kept = {one.number: one for one in (*found.offers, *offers) if one.chosen == "kept" or one in offers}
    said = Counter(one.candidate.speaker for one in kept.values())
    for one in offers:
        if said[one.candidate.speaker] > FROM_ONE_PERSON:
            others = [other.number for other in kept.values() if other.candidate.speaker == one.candidate.speaker]
            taken = " or ".join(str(number) for number in others if number != one.number)
            raise QualcodeError(
                f"{one.candidate.speaker} would be quoted more than twice under “{found.theme.name}”;"
                " a theme that rests on one person is better shown as that.",
                hint=f"Take one back first: qualcode quotes {typed(found.theme.name)} --reset {taken}",
            )


def _with_its_ends(words: str, whole: str) -> str:
    """The same with “…” where the beginning or the end was left out without a sign."""
    shown = (words, f"{words} …", f"… {words}", f"… {words} …")
    return next((one for one in shown if words and fits(one, whole)), words)


def _refuse_wrong_words(found: Quoting, offer: Offer, words: str) -> None:
    within = in_one_turn(found.answers.material, offer.candidate.place)
    if not re.search(r"\w", _EDITS.sub("", words)):
        raise QualcodeError("A quote needs words of the transcript.", hint='Shortened: --trim 3 "We drafted … in May"')
    if fits(words, offer.candidate.words, in_one_turn=within):
        return
    if fits(words, offer.candidate.words):
        raise QualcodeError(
            "That excerpt goes over several turns; across them nothing may be left out.",
            hint="Code the words of one turn for themselves, then quote these",
        )
    whole = " ".join(offer.candidate.words.split())
    strange = next((piece.strip() for piece in _EDITS.split(words) if piece.strip() not in whole), None)
    what = (
        f"“{strange}” does not stand in the excerpt like that" if strange else "Those are not the words of the excerpt"
    )
    raise QualcodeError(
        f"{what}; only “…” and “[ ]” may differ, and “…” leaves out whole words.", hint=f"The excerpt: “{whole}”"
    )
