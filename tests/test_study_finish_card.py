"""The look back at a finished interview."""

from pathlib import Path

import pytest
from conftest import coded
from studies import qualcode, small_study

from qualcode.project import Project, open_project
from qualcode.project.codings import NewCoding
from qualcode.study.coding.finish_card import finish_card

CARD = "We drafted the card together."


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return small_study(tmp_path / "study")


def add(project: Project, words: str, code: str, *, document: str = "D01", coder: str = "ana", **more: object) -> str:
    text = project.texts.of_document(document)
    start = text.index(words)
    new = NewCoding(document, start, start + len(words), code, coder, **more)  # type: ignore[arg-type]
    return project.codings.add(new).id


def test_the_card_counts_ones_own_codes_by_cycle_and_names_cycles_not_reached(study: Path):
    with open_project(study) as project:
        add(project, "We drafted the card", "vc.potential.tangible", modifiers={"valence": "positive"})
        add(project, "we used it every week", "vc.applied", modifiers={"valence": "absent"})
        add(project, "used it every week until May", "vc.applied", modifiers={"narrative": "aspiration"})
        add(project, "Nobody asked us to", "vc.realized", coder="ben")
        card = finish_card(project, "ana", "d1")
        labels = {code.name: code.label for code in project.codes.all()}
    assert [(one.code, one.cycle, one.codings) for one in card.codes] == [
        ("vc.potential.tangible", labels["vc.potential"], 1),
        ("vc.applied", labels["vc.applied"], 2),
    ]
    assert {cycle: n for cycle, n in card.cycles.items() if n} == {labels["vc.potential"]: 1, labels["vc.applied"]: 2}
    assert next(iter(card.cycles)) == labels["vc.immediate"]
    assert {sense: n for sense, n in card.valence.items() if n} == {"positive": 1, "absent": 1, "hoped for": 1}
    assert (card.excerpts, card.turns, card.uncoded_turns) == (3, 2, 0)
    assert f"Nothing coded under: {labels['vc.immediate']}, {labels['vc.realized']}" in "\n".join(card.lines)


def test_codes_are_used_for_the_first_time_in_the_document_they_were_first_used_in(study: Path):
    with open_project(study) as project:
        add(project, "I trust three of those people", "vc.applied", document="D02")
        add(project, "We drafted the card", "vc.applied")
        add(project, "Nobody asked us to", "vc.realized")
        add(project, "I looked twice", "vc.realized", document="D02")
        assert [one.code for one in finish_card(project, "ana", "D01").codes if one.first_time] == ["vc.realized"]
        assert [one.code for one in finish_card(project, "ana", "D02").codes if one.first_time] == ["vc.applied"]
        add(project, "The lunch was good", "vc.realized", document="D03", coder="ben")
        assert [one.code for one in finish_card(project, "ben", "D03").codes if one.first_time] == ["vc.realized"]


def test_starred_quotes_stand_in_the_order_of_the_text_once_with_all_their_codes(project: Project):
    coded(project, "ana", "awkward things", "trust", starred=True)
    coded(project, "ana", CARD, "lunch", starred=True)
    coded(project, "ana", CARD, "card")
    coded(project, "ana", "again", "card")
    coded(project, "ben", "this spring", "card", starred=True)
    card = finish_card(project, "ana", "D01")
    assert [(one.turn, one.words, one.codes) for one in card.starred] == [
        (2, CARD, ("card", "lunch")),
        (4, "awkward things", ("trust",)),
    ]
    text = project.texts.of_document("D01")
    assert [text[one.start : one.end] for one in card.starred] == [CARD, "awkward things"]
    assert f"- “{CARD}” (turn 2, card, lunch)" in card.memo.splitlines()
    assert card.memo.index("In short:") < card.memo.index(CARD) < card.memo.index("Surprising:")


def test_a_turn_of_a_participant_without_any_code_is_counted_and_an_interviewers_is_not(project: Project):
    assert (finish_card(project, "ana", "D01").turns, finish_card(project, "ana", "D01").uncoded_turns) == (2, 2)
    coded(project, "ana", "awkward things", "trust")
    card = finish_card(project, "ana", "D01")
    assert (card.excerpts, card.uncoded_turns) == (1, 1)
    assert card.lines[1] == "1 excerpt; 1 of 2 turns of participants without any code"


def test_finishing_by_command_shows_the_card(study: Path):
    with open_project(study) as project:
        add(project, "We drafted the card", "vc.applied", starred=True)
    said = qualcode(study, "finish", "D01")
    assert said.code == 0
    assert "“We drafted the card” (turn 2, " in said.out
    assert said.err.startswith("ana has finished D01 (1 coding).")
