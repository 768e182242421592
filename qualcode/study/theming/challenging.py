"""Looking for what speaks against a theme, and what that came to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.errors import QualcodeError, typed
from qualcode.model import Challenge, Coding, Find, Theme
from qualcode.project import Project
from qualcode.project.codings import visible
from qualcode.study.keeping_back import hidden_from, note_what_is_shown
from qualcode.study.theming.cluster_rows import schools_of
from qualcode.study.theming.theme_members import answers_about
from qualcode.study.theming.theme_search import Said, all_said, asked_about, groups_of, likeness, stances
from qualcode.themes.parts import with_parts

if TYPE_CHECKING:
    from qualcode.themes.challenging import Heard, Reason

_LOOKED_FOR = (
    "words on the same subject that are coded as absent or the other way, were not put to it, or deny; its excerpts"
    " least like the rest; the nearest words of people, roles and schools it is not heard from"
)


@dataclass(frozen=True, slots=True)
class FindRow:
    """A passage to look at before a theme is believed."""

    number: int
    """On the page; `--against` takes it."""
    participant: str | None
    document: str
    turn: int | None
    start: int
    end: int
    stance: str
    """for where it belongs to the theme already, against where it was put against it, else empty."""
    codes: tuple[str, ...]
    """The codes that count there; empty where nobody coded it."""
    why: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class PageAgainst:
    """What a search for what speaks against a theme puts before a coder."""

    theme: Theme
    query: str
    rows: tuple[FindRow, ...]
    searched: int
    """Passages and excerpts gone through."""
    people: int
    """Participants and interviews nobody is named in, of whom they are."""
    notice: str | None
    newly_seen: tuple[str, ...]


def look_for_against(
    project: Project,
    coder: str,
    name: str,
    *,
    query: str = "",
    thorough: bool = False,
    map_: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> PageAgainst:
    """What would speak against a theme, kept as a search that waits for a verdict; `query` is looked for besides.

    With `thorough` the page is three times as long.

    Only interviews that are coded once through are searched: what stands there without a code was read and left.
    Raises QualcodeError where there is none.
    """
    from qualcode.themes.challenging import Heard, likeness_to_theme, look_against

    theme, settings = project.themes.named(name, map_), project.settings.read()
    whole = next(one for one in with_parts(project.themes.of_map(theme.map)) if one.name == theme.name)
    answers = answers_about(project, [whole], coder)
    said = all_said(project, answers)
    if not said:
        raise QualcodeError(
            "There is nothing to search yet: no interview has been coded once through.", hint="qualcode finish D01"
        )
    stance = stances(answers, theme.name)
    people = project.participants.by_id()
    schools = schools_of(project, list(people.values()))
    heard = [
        Heard(
            who=one.participant or one.document,
            words=one.words,
            stance=stance.get((one.document, one.start, one.end), ""),
            coded=bool(one.codings),
            valences=frozenset(coding.modifiers["valence"] for coding in one.codings if "valence" in coding.modifiers),
            groups=groups_of(people.get(one.participant or ""), schools),
        )
        for one in said
    ]
    asked_for = " ".join(query.split())
    alike, to, notice = likeness(project, [_claim(theme), *([asked_for] if asked_for else [])], heard, progress)
    found = look_against(
        heard,
        likeness_to_theme(heard, to[0], alike),
        asked=asked_about(answers, whole),
        to_query=to[1] if asked_for else None,
        times=3 if thorough else 1,
        language=settings.language,
    )
    told = _Wording(settings.mode)
    finds = [_find(said[one.index], tuple(told.of(reason) for reason in one.reasons)) for one in found]
    whole_query = f"{asked_for}; besides {_LOOKED_FOR}" if asked_for else _LOOKED_FOR
    project.theme_challenges.keep_search(coder, theme, whole_query, len(said), finds)
    rows = tuple(
        _row(number, said[one.index], heard[one.index], find)
        for number, (one, find) in enumerate(zip(found, finds, strict=True), 1)
    )
    shown = [coding for one in found for coding in said[one.index].codings]
    return PageAgainst(
        theme,
        whole_query,
        rows,
        len(said),
        len({one.who for one in heard}),
        notice,
        note_what_is_shown(project, coder, shown),
    )


def decide_on_search(
    project: Project,
    coder: str,
    name: str,
    verdict: str,
    note: str = "",
    against: Sequence[str] = (),
    *,
    map_: str | None = None,
) -> Challenge:
    """Say what a search came to; `against` are numbers of its page, or ids of codings, that speak against the theme."""
    theme = project.themes.named(name, map_)
    codings = codings_against(project, coder, theme, against)
    changed = project.theme_challenges.decide(coder, theme, verdict, note.strip(), [one.id for one in codings])
    return changed.challenges[-1]


def codings_against(project: Project, coder: str, theme: Theme, given: Sequence[str]) -> list[Coding]:
    """The codings that numbers of a search's page, or ids, mean; QualcodeError for words that nobody coded."""
    search = project.theme_challenges.last(coder, theme)
    finds = search.finds if search else ()
    found: list[Coding] = []
    for one in given:
        if not one.isdecimal() or len(one) > 3:
            found.append(project.codings.get(one))
            continue
        if not 0 < int(one) <= len(finds):
            raise QualcodeError(
                f"There is no number {one} on the page of “{theme.name}”.",
                hint=f"qualcode themes challenge {typed(theme.name)}",
            )
        found += _on(project, coder, finds[int(one) - 1])
    return found


def _on(project: Project, coder: str, find: Find) -> list[Coding]:
    codings = visible(project.codings.within(), hidden_from(project, coder), coder)
    place = (find.start, find.end)
    there = [one for one in codings if one.document == find.document and (one.start, one.end) == place]
    there = there or [one for one in codings if one.document == find.document and _covers(one, find)]
    if not there:
        raise QualcodeError(
            f"Nobody has coded these words of {find.document} yet, so they cannot be put to a theme.",
            hint=f"qualcode coding add -d {find.document} --at {find.start}:{find.end} -c CODE, then the same again",
        )
    own = [one for one in there if one.coder == coder]
    return own or there


def _covers(coding: Coding, find: Find) -> bool:
    """Whether a coding holds half or more of the words that were found."""
    shared = min(coding.end, find.end) - max(coding.start, find.start)
    return 2 * shared >= find.end - find.start


def _claim(theme: Theme) -> str:
    return " ".join([f"{theme.name}.", theme.idea, theme.boundary]).strip()


class _Wording:
    """Reasons in plain words; in a reflexive study without counts of people, which carry no theme there."""

    def __init__(self, mode: str) -> None:
        self._counts = mode != "reflexive"

    def of(self, reason: "Reason") -> str:
        if reason.kind == "group":
            counted = f": {reason.k} of {reason.n} raised it" if self._counts else ""
            return f"{reason.detail}, where the theme is little heard{counted}"
        return {
            "asked": "nearest to what you asked for",
            "sense": f"the same subject, coded {reason.detail}",
            "beside": "the same subject, coded and not put to the theme",
            "denied": "the same subject, with words that deny",
            "least": "least like the theme’s other excerpts",
            "absent": f"nearest words of somebody {'asked about it ' if reason.detail else ''}who never raised it",
        }[reason.kind]


def _find(said: Said, why: tuple[str, ...]) -> Find:
    return Find(said.document, said.participant, said.turn, said.start, said.end, said.words, why)


def _row(number: int, said: Said, heard: "Heard", find: Find) -> FindRow:
    codes = dict.fromkeys(
        f"{one.code} ({one.modifiers['valence']})" if "valence" in one.modifiers else one.code for one in said.codings
    )
    return FindRow(
        number=number,
        participant=said.participant,
        document=said.document,
        turn=said.turn,
        start=said.start,
        end=said.end,
        stance=heard.stance,
        codes=tuple(codes),
        why=find.why,
        words=" ".join(said.words.split()),
    )
