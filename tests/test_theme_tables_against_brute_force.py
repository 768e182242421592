"""Themes by participant, group and value cycle, counted a second time, naively, from rows made at random."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from studies import EXAMPLE, example_study, qualcode

from qualcode.analysis.counting import counted
from qualcode.analysis.small_groups import merged
from qualcode.analysis.theme_tables import themes_by_cycle, themes_by_group, themes_by_participant
from qualcode.model import Coding, Document, Evidence, Participant, Theme

PEOPLE = ("P01", "P02", "P03", "P04", "P05")
CODES = ("vc.immediate", "vc.potential", "vc.potential.human", "vc.applied")
CYCLES = ("vc.immediate", "vc.potential", "vc.applied")


def under(code: str, above: str) -> bool:
    return code == above or code.startswith(above + ".")


@st.composite
def studies(draw: st.DrawFn) -> tuple[list[Document], list[Coding], list[Theme], list[Participant]]:
    people = [Participant(one, {"role": draw(st.sampled_from(["principal", "teacher"]))}) for one in PEOPLE]
    documents = [
        Document(
            id=f"D{n:02}",
            title="",
            source=draw(st.sampled_from(["interview", "interview", "program record"])),
            participants=tuple(draw(st.sets(st.sampled_from(PEOPLE[:4]), min_size=1, max_size=2))),
            finished_by=draw(st.sampled_from([(), ("ana",), ("ana",)])),
            lead=None,
            asked=draw(st.none() | st.frozensets(st.sampled_from(CODES), max_size=2)),
        )
        for n in range(1, draw(st.integers(1, 4)) + 1)
    ]
    codings = []
    for n in range(draw(st.integers(0, 10))):
        document = draw(st.sampled_from(documents))
        start = draw(st.integers(0, 20))
        codings.append(
            Coding(
                id=f"c{n}",
                document=document.id,
                participant=draw(st.sampled_from([None, *document.participants])),
                turn=1,
                start=start,
                end=start + draw(st.integers(1, 8)),
                words="",
                code=draw(st.sampled_from(CODES)),
                coder="ana",
                modifiers={"narrative": "aspiration"} if draw(st.booleans()) else {},
            )
        )
    themes = [
        Theme(
            str(n),
            f"Theme {n}",
            "",
            codes=tuple(draw(st.sets(st.sampled_from(CODES), max_size=1))),
            evidence=tuple(
                Evidence(one.id, draw(st.sampled_from(["for", "against"]))) for one in codings if draw(st.booleans())
            ),
        )
        for n in range(2)
    ]
    return documents, codings, themes, people


def members(theme: Theme, codings: Sequence[Coding], done: set[str]) -> list[Coding]:
    stance = {one.coding: one.stance for one in theme.evidence}
    return [
        one
        for one in codings
        if one.document in done
        and (stance.get(one.id) == "for" or (one.id not in stance and any(under(one.code, c) for c in theme.codes)))
    ]


def chance(documents: list[Document], codes: set[str], person: str) -> str:
    """asked, not asked or not recorded, of the finished documents somebody speaks in."""
    heard = [one for one in documents if one.finished_by and person in one.participants]
    guides = [one.asked for one in heard if one.asked is not None or one.source == "interview"]
    for asked in guides:
        if asked is not None and (not codes or any(under(a, c) or under(c, a) for a in asked for c in codes)):
            return "asked"
    return "not recorded" if not heard or None in guides else "not asked"


def silent(documents: list[Document], codes: set[str], person: str) -> str:
    waits = any(not one.finished_by and person in one.participants for one in documents)
    if not any(one.finished_by and person in one.participants for one in documents):
        return "not coded yet" if waits else "no interview"
    far = " so far" if waits else ""
    return {
        "asked": f"asked, nothing said{far}",
        "not asked": f"not asked{far}",
        "not recorded": f"nothing said{far}; whether asked is not recorded",
    }[chance(documents, codes, person)]


@settings(max_examples=120, deadline=None)
@given(studies())
def test_every_cell_is_what_naive_counting_gives(study):
    documents, codings, themes, people = study
    count = counted(codings, documents)
    done = {one.id for one in documents if one.finished_by}
    groups = {role: [one for one in people if one.attributes["role"] == role] for role in ("principal", "teacher")}
    by_person = {(one.theme, one.group): one for one in themes_by_participant(themes, count, people)}
    by_group = {(one.theme, one.group): one for one in themes_by_group(themes, count, groups)}
    by_cycle = {(one.theme, one.cycle): one for one in themes_by_cycle(themes, count, people, CYCLES)}
    for theme in themes:
        raised = members(theme, codings, done)
        codes = {*theme.codes, *(one.code for one in raised)}
        sayers = {one.participant for one in raised if one.participant}
        for person in PEOPLE:
            said = {(one.document, one.start, one.end) for one in raised if one.participant == person}
            cell = by_person[theme.name, person]
            assert cell.excerpts == len(said)
            assert cell.state == ("said" if said else silent(documents, codes, person))
        heard = {who for one in documents if one.finished_by for who in one.participants}
        waiting = {who for one in documents if not one.finished_by for who in one.participants}
        for role, members_of in groups.items():
            ids = {one.id for one in members_of}
            had = {who for who in ids & heard if chance(documents, codes, who) != "not asked"}
            cell = by_group[theme.name, role]
            assert (cell.participants, cell.of, cell.people) == (len(sayers & ids), len((sayers & ids) | had), len(ids))
            assert cell.excerpts == len({(o.document, o.start, o.end) for o in raised if o.participant in ids})
            if not cell.of:
                expected = "not asked" if ids & heard else "not coded yet" if ids & waiting else "no interview"
                assert cell.state == expected
            else:
                assert (cell.state == "said") == (cell.participants > 0)
        for cycle in CYCLES:
            beside = [o for o in codings if o.document in done and under(o.code, cycle)]
            met = {
                r.participant
                for r in raised
                for o in beside
                if r.document == o.document and set(range(r.start, r.end)) & set(range(o.start, o.end))
            } - {None}
            hoping = {
                r.participant
                for r in raised
                for o in beside
                if "narrative" in o.modifiers
                and r.document == o.document
                and set(range(r.start, r.end)) & set(range(o.start, o.end))
            } - {None}
            cell = by_cycle[theme.name, cycle]
            assert (cell.participants, cell.hoped_for, cell.of) == (len(met), len(hoping), len(sayers))
            assert (cell.state == "said") == bool(met)


@given(st.dictionaries(st.text("abc", min_size=1, max_size=2), st.integers(0, 6), max_size=6), st.integers(1, 5))
def test_small_groups_are_put_together_and_nobody_is_lost(sizes, fewest):
    groups = {name: [f"{name}{n}" for n in range(size)] for name, size in sizes.items()}
    found = merged(groups, fewest)
    assert sorted(one for some in found.values() for one in some) == sorted(o for some in groups.values() for o in some)
    assert sorted(name for names in found for name in names) == sorted(groups)
    if sum(sizes.values()) >= fewest:
        assert all(len(some) >= fewest or not some for some in found.values())
    assert sum(len(names) > 1 for names in found) <= 1


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = example_study(tmp_path_factory.mktemp("tables") / "example")
    assert qualcode(folder, "themes", "import", EXAMPLE / "themes.yaml").code == 0
    return folder


def test_groups_too_small_to_be_shown_apart_are_one_unless_asked_for(example: Path):
    rows = qualcode(example, "themes", "table", "--by", "cohort", "--format", "json")
    sizes = {row["group"]: row["people"] for row in rows.rows}
    assert all(size >= 3 for size in sizes.values())
    assert sum(sizes.values()) == 12
    assert "--every-group" in rows.err
    apart = qualcode(example, "themes", "table", "--by", "cohort", "--every-group", "--format", "json").rows
    assert len({row["group"] for row in apart}) > len(sizes)


def test_the_table_by_role_has_the_figures_of_the_theme_report(example: Path):
    rows = qualcode(example, "themes", "table", "--by", "role", "--format", "json").rows
    report = qualcode(example, "report", "themes").out
    lines = [line for line in report.splitlines() if line.startswith("**By role:**")]
    assert len(lines) == 4
    for line, name in zip(lines, dict.fromkeys(row["theme"] for row in rows), strict=True):
        told = [f"{row['group']} {row['participants']} of {row['of']}" for row in rows if row["theme"] == name]
        assert all(one in line for one in told)


@pytest.mark.parametrize("by", ["participant", "cycle", "school", "role"])
def test_tables_fit_80_columns_and_name_every_theme_and_sign(example: Path, by: str):
    said = qualcode(example, "themes", "table", "--by", by)
    assert said.code == 0
    assert all(len(line) <= 80 for line in said.out.splitlines())
    assert "1  Leaders tell the truth about their work" in said.out
    if by == "participant":
        assert "~ nothing said; whether asked is not recorded" in said.out
    if by == "cycle":
        assert "The cycles are not steps or grades." in said.err
    assert "A count says who raised it, not who would agree if asked." in said.err


def test_what_there_is_to_tell_themes_by_is_named_where_it_was_mistyped(example: Path, tmp_path: Path):
    said = qualcode(example, "themes", "table", "--by", "zork")
    assert (said.code, "participant, cycle" in said.err, "role, school" in said.err) == (1, True, True)


def test_frequencies_are_drawn_as_bars_and_codes_that_meet_as_a_heat_table(example: Path):
    bars = qualcode(example, "frequencies", "--bars")
    assert "vc.applied" in bars.out
    assert "██████  12 of 12" in bars.out
    assert all(len(line) <= 80 for line in bars.out.splitlines())
    for unit in ("turn", "participant"):
        met = qualcode(example, "cooccurrence", "--unit", unit)
        assert met.out.startswith(f"Unit: the {unit}")
        assert "█" in met.out
        assert all(len(line) <= 80 for line in met.out.splitlines())
    assert "In each finished interview the codings of its lead coder count" in met.err
    rows = qualcode(example, "cooccurrence", "--unit", "turn", "--format", "json")
    assert "jaccard = both / (both + code alone + other alone)" in rows.err
    assert {row["unit"] for row in rows.rows} == {"turn"}
    assert "jaccard" not in qualcode(example, "cooccurrence", "--unit", "turn", "--format", "md").out
    beside = qualcode(example, "cooccurrence", "--unit", "participant", "--with", "themes")
    assert "4  Help that was asked for was mostly put to use" in beside.out
    assert qualcode(example, "cooccurrence", "--unit", "page").code == 1
    assert qualcode(example, "cooccurrence", "--with", "memos").code == 1


def test_commands_that_look_answer_in_a_study_where_nothing_is_coded(tmp_path: Path):
    folder = example_study(tmp_path / "new", interviews=slice(0, 2))
    for words in (["cooccurrence"], ["chart"], ["chart", "--format", "csv"], ["frequencies", "--bars"]):
        assert qualcode(folder, *words).code == 0
    for words in (["saturation"], ["themes", "table"]):
        said = qualcode(folder, *words)
        assert (said.code, said.err.count("\n→ ")) == (1, 1)
