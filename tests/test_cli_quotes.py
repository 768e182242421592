"""Choosing what a report quotes, as people type it."""

import shutil
from pathlib import Path

import pytest
from studies import Said, qualcode, small_study

OURS, PRETTY, WEEK = "It was ours, though, and “ours” matters.", "It wasn’t pretty.", "Then we used it every week."
TRUSTED = "Honestly, I trust three of those people."
LOUD = "It was loud and it was long. I came home with nothing I could use."


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A theme with three excerpts of P01, one of P02, and one of P03 against it; all interviews finished by ana."""
    folder = small_study(tmp_path_factory.mktemp("cli-quotes") / "study")
    for document, words in (("D01", OURS), ("D01", PRETTY), ("D01", WEEK), ("D02", TRUSTED), ("D03", LOUD)):
        said = qualcode(folder, "coding", "add", "-d", document, "--words", words, "--code", "vc.immediate")
        assert said.code == 0, said.err
    for document in ("D01", "D02", "D03"):
        assert qualcode(folder, "finish", document).code == 0
    against = next(
        row["id"] for row in qualcode(folder, "codings", "--format", "json").rows if row["document"] == "D03"
    )
    assert qualcode(folder, "themes", "name", "Ours", "--idea", "It is ours.", "--code", "vc.immediate").code == 0
    assert qualcode(folder, "themes", "edit", "Ours", "--against", against).code == 0
    assert qualcode(folder, "themes", "name", "Empty", "--idea", "Nobody said so.").code == 0
    return folder


@pytest.fixture
def study(prepared: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(prepared, tmp_path / "study"))


def listed(study: Path, *more: str) -> dict[str, dict[str, object]]:
    """The candidates by the words of the whole excerpt."""
    return {row["whole"]: row for row in qualcode(study, "quotes", "Ours", "--format", "json", *more).rows}


def number(study: Path, words: str) -> int:
    return int(str(listed(study)[words]["number"]))


def choose(study: Path, *words: object) -> Said:
    said = qualcode(study, "quotes", "Ours", *words)
    assert said.code == 0, said.err
    return said


def refused(study: Path, *words: object) -> str:
    before = len(qualcode(study, "history", "--format", "json").rows)
    said = qualcode(study, "quotes", "Ours", *words)
    assert said.code == 1
    assert len(qualcode(study, "history", "--format", "json").rows) == before
    return said.err


def test_what_may_be_quoted_is_listed_with_what_the_rule_would_choose(study: Path) -> None:
    rows = listed(study)
    assert set(rows) == {OURS, PRETTY, WEEK, TRUSTED, LOUD}
    assert sorted(row["number"] for row in rows.values()) == [1, 2, 3, 4, 5]  # type: ignore[type-var]
    assert [rows[LOUD][name] for name in ("stance", "chosen", "offered", "who")] == [
        "against",
        "by rule 1",
        "against",
        "P03, principal",
    ]
    assert str(rows[TRUSTED]["chosen"]).startswith("by rule")
    assert sum(str(row["chosen"]).startswith("by rule") for row in rows.values()) == 3
    assert list(listed(study, "--against")) == [LOUD]


def test_the_table_fits_and_says_that_its_order_means_nothing(study: Path) -> None:
    said = qualcode(study, "quotes", "ours", "--all")
    assert all(len(line) <= 80 for line in said.out.splitlines())
    assert "drawn by lot" in said.err


def test_kept_quotes_stand_in_the_report_in_their_order_and_who_chose_them(study: Path) -> None:
    said = choose(study, "--keep", number(study, TRUSTED), "--keep", number(study, PRETTY))
    assert "chosen by people" not in said.out
    rows = listed(study)
    assert (rows[TRUSTED]["chosen"], rows[PRETTY]["chosen"], rows[OURS]["chosen"]) == ("kept 1", "kept 2", "")
    choose(study, "--order", f"{number(study, PRETTY)},{number(study, TRUSTED)}")
    report = qualcode(study, "report", "themes", "--audience", "team", "-o", "r.md")
    assert report.code == 0, report.err
    text = (study / "r.md").read_text()
    assert text.index("It wasn’t pretty") < text.index("Honestly, I trust")
    assert "hosen by ana" in text
    assert qualcode(study, "verify", "r.md").code == 0


def test_numbers_stay_with_their_excerpts_whatever_is_chosen(study: Path) -> None:
    before = {words: row["number"] for words, row in listed(study).items()}
    choose(study, "--keep", number(study, TRUSTED))
    choose(study, "--drop", number(study, OURS))
    assert {words: row["number"] for words, row in listed(study).items()} == before


def test_an_excerpt_may_be_picked_by_the_id_of_a_coding(study: Path) -> None:
    coding = str(listed(study)[OURS]["coding"])
    choose(study, "--drop", coding[:8])
    assert listed(study)[OURS]["chosen"] == "dropped"
    choose(study, "--reset", coding)
    assert listed(study)[OURS]["chosen"] != "dropped"
    assert "No excerpt of “Ours”" in refused(study, "--keep", "77")
    assert "No excerpt of “Ours”" in refused(study, "--keep", "zz")


def test_a_choice_is_taken_back_by_its_event(study: Path) -> None:
    said = choose(study, "--keep", number(study, TRUSTED))
    assert "(chosen by ana)" in said.err
    assert choose(study, "--keep", number(study, TRUSTED)).err == "It is like that already.\n"
    event = said.err.rsplit(" ", 1)[-1].strip()
    assert qualcode(study, "undo", "--event", event).code == 0
    assert str(listed(study)[TRUSTED]["chosen"]).startswith("by rule")
    assert qualcode(study, "check").code == 0


def test_a_third_quote_of_one_person_is_refused(study: Path) -> None:
    choose(study, "--keep", f"{number(study, OURS)},{number(study, PRETTY)}")
    told = refused(study, "--keep", number(study, WEEK))
    assert "P01 would be quoted more than twice" in told
    assert f"--reset {min(number(study, OURS), number(study, PRETTY))}" in told
    assert "more than twice" in refused(
        study, "--order", ",".join(str(number(study, one)) for one in (OURS, PRETTY, WEEK))
    )


def test_an_audience_has_choices_of_its_own(study: Path) -> None:
    choose(study, "--keep", number(study, OURS))
    choose(study, "--drop", number(study, OURS), "--audience", "public")
    assert listed(study)[OURS]["chosen"] == "kept 1"
    assert listed(study, "--audience", "public")[OURS]["chosen"] == "dropped"
    assert listed(study, "--audience", "sponsor")[OURS]["chosen"] == "kept 1"
    assert "no audience “friends”" in refused(study, "--audience", "friends")


def test_a_quote_is_trimmed_to_words_of_its_own_and_the_report_can_be_proved(study: Path) -> None:
    choose(study, "--trim", number(study, OURS), "It was ours … and “ours” [the team’s own] matters.")
    row = listed(study)[OURS]
    assert (row["chosen"], row["words"]) == ("kept 1", "It was ours … and “ours” [the team’s own] matters.")
    assert qualcode(study, "report", "themes", "--audience", "team", "-o", "r.md").code == 0
    text = (study / "r.md").read_text()
    assert "It was ours … and" in text
    assert qualcode(study, "verify", "r.md").code == 0
    (study / "r.md").write_text(text.replace("It was ours … and", "It was theirs … and"))
    assert qualcode(study, "verify", "r.md").code == 1
    choose(study, "--trim", number(study, OURS), "")
    assert listed(study)[OURS]["words"] == OURS
    choose(study, "--trim", number(study, OURS), "“ours” matters.")
    assert listed(study)[OURS]["words"] == "… “ours” matters.", "what is left out at an end is shown too"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("It was mine … matters.", "“It was mine” does not stand in the excerpt"),
        ("It was our… matters.", "leaves out whole words"),
        ("… […]", "needs words of the transcript"),
        ("[We own it.]", "needs words of the transcript"),
    ],
)
def test_a_trim_in_other_words_is_refused(study: Path, words: str, told: str) -> None:
    assert told in refused(study, "--trim", number(study, OURS), words)


def test_a_trim_that_drops_a_negation_needs_a_yes_and_then_the_report_verifies(study: Path) -> None:
    words = "… I came home with … I could use."
    choose(study, "--drop", number(study, TRUSTED))
    told = refused(study, "--trim", number(study, LOUD), words)
    assert "leaves out “nothing”" in told
    assert "--yes" in told
    choose(study, "--trim", number(study, LOUD), words, "--yes")
    assert qualcode(study, "report", "themes", "--audience", "team", "-o", "r.md").code == 0
    assert words in (study / "r.md").read_text()
    assert qualcode(study, "verify", "r.md").code == 0


def test_who_may_only_be_paraphrased_is_counted_and_not_listed(study: Path) -> None:
    assert qualcode(study, "participants", "edit", "P01", "--set", "consent=paraphrase").code == 0
    assert qualcode(study, "participants", "edit", "P02", "--set", "consent=none").code == 0
    assert list(listed(study)) == [LOUD]
    said = qualcode(study, "quotes", "Ours")
    assert "3 excerpts may be paraphrased only" in said.err
    assert "1 excerpt may not be shown at all" in said.err


def test_excerpts_of_an_interview_one_is_still_coding_are_left_out(study: Path) -> None:
    said = qualcode(
        study, "coding", "add", "-d", "D02", "--words", "I looked twice.", "--code", "vc.immediate", "--coder", "ben"
    )
    assert said.code == 0, said.err
    seen = qualcode(study, "quotes", "Ours", "--coder", "ben", "--format", "json")
    assert TRUSTED not in {row["whole"] for row in seen.rows}
    assert "your later codings there will not count as blind" in seen.err
    assert "1 interview you are still coding" in qualcode(study, "quotes", "Ours", "--coder", "ben").err
    assert "No excerpt" in refused(study, "--keep", str(listed(study)[TRUSTED]["coding"]), "--coder", "ben")


def test_a_theme_without_excerpts_and_one_that_is_not_there_are_plain_sentences(study: Path) -> None:
    assert "No excerpt of “Empty”" in qualcode(study, "quotes", "Empty").err
    assert qualcode(study, "quotes", "Empty", "--format", "json").rows == []
    assert qualcode(study, "quotes", "Nowhere").code == 1
    assert "One thing at a time" in refused(study, "--keep", "1", "--drop", "2")
