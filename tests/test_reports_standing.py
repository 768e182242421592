"""Lies that leave every figure and quote as it was, and words that are none."""

import re

import pytest
from test_reports_material import study

from qualcode.reports.kinds.themes import render_themes
from qualcode.reports.verifying.slices import sense_lost
from qualcode.reports.verifying.verify import VerifiedLine, failed, verify_report

MATERIAL = study()
REPORT = render_themes(MATERIAL)
CARD = REPORT[REPORT.index("## 1. One card") : REPORT.index("## 2. A good lunch")]
AGAINST = CARD[CARD.index("### What speaks against it") : CARD.index("### Where it comes from")]
LUNCH = re.search(r"> A nice lunch\..*?\n>\n> — [^\n]*\n\n", REPORT, re.DOTALL)[0]  # type: ignore[index]
QUOTE_AGAINST = re.search(r"> It's not perfect.*?\n>\n> — [^\n]*\n\n", REPORT, re.DOTALL)[0]  # type: ignore[index]


def faults(text: str) -> list[VerifiedLine]:
    return [one for one in verify_report(text, MATERIAL) if failed([one])]


def missing(text: str) -> list[VerifiedLine]:
    return [one for one in verify_report(text, MATERIAL) if one.status == "missing"]


def added(words: str) -> str:
    return REPORT.replace("## Themes by role", f"{words}\n\n## Themes by role")


def test_a_quote_moved_under_another_theme_is_noticed() -> None:
    text = REPORT.replace(LUNCH, "").replace("### In their words\n\n", f"### In their words\n\n{LUNCH}", 1)
    assert any("its theme is “A good lunch”" in one.what for one in faults(text))


def test_a_quote_against_a_theme_moved_among_those_for_it_is_noticed() -> None:
    text = REPORT.replace(QUOTE_AGAINST, "").replace("### What speaks", f"{QUOTE_AGAINST}### What speaks", 1)
    assert [one.line for one in faults(text)] == [text[: text.index(QUOTE_AGAINST)].count("\n") + 1]


def test_a_theme_without_what_speaks_against_it_is_no_report_of_it() -> None:
    assert any("what speaks against this theme" in one.what for one in faults(REPORT.replace(AGAINST, "")))
    assert any(
        "what speaks against" in one.what
        for one in faults(REPORT.replace(AGAINST, "<!--" + re.sub("<!--.*?-->", "", AGAINST) + "-->\n\n"))
    )


def test_what_was_taken_out_is_told_and_is_no_fault() -> None:
    for words in (
        QUOTE_AGAINST,
        CARD,
        REPORT[REPORT.index("## How to read") :],
        "**Central idea:** People like to meet.\n",
    ):
        text = REPORT.replace(words, "")
        assert not failed(verify_report(text, MATERIAL))
        assert missing(text)


def test_a_text_that_is_no_report_misses_nothing() -> None:
    assert missing(f"# A memo\n\nSomebody said:\n\n{LUNCH}Enough.\n") == []


@pytest.mark.parametrize(
    ("true", "false"),
    [
        ("**Who raised it:** 3 of 4", "**Who raised it:** at least 3 of 4"),
        ("--> participants interviewed", "--> principals interviewed"),
        ("**By role:** principal", "**By role:** teacher leader"),
        ("Outcome: bounded.", "Outcome: nothing found."),
        ("| Immediate value | 2 of 4<", "| Lunches | 11 |\n| Immediate value | 2 of 4<"),
        ("### What speaks against it", "<div hidden>\n\n### What speaks against it"),
        ("**Not yet examined:** nobody has searched", "~~**Not yet examined:** nobody has searched"),
    ],
)
def test_words_around_a_true_figure_are_held_to_the_report(true: str, false: str) -> None:
    assert true in REPORT
    text = REPORT.replace(true, false, 1)
    if false.startswith("~~"):
        text = text.replace("against this theme.", "against this theme.~~", 1)
    assert faults(text)


@pytest.mark.parametrize(
    ("shown", "source", "lost"),
    [
        ("It … did.", "It certainly never did.", "never"),
        ("… it did.", "I can't say that it did.", "n't"),
        ("I trust them …", "I trust them, or maybe I do.", "maybe"),
        ("I [do] like it.", "I do not like it.", "not"),
        ("I [never] like it.", "I like it.", "never"),
        ("We met. … We ate.", "We met. Nobody came. We ate.", None),
        ("We met … in May.", "We met twice in May.", None),
    ],
)
def test_an_edit_may_not_turn_the_sense_of_a_sentence_that_is_shown(shown: str, source: str, lost: str | None) -> None:
    assert sense_lost(shown, source) == lost


@pytest.mark.parametrize(
    "words",
    [
        "About 75 % agreed.",
        "Seventy-five per cent agreed.",
        "Only 3/12 agreed.",
        "Three in four agreed.",
        "In all, \uff19\uff0f\uff11\uff12 agreed.",
        "In all, 9\u200b of 12 agreed.",
        "In all, 9&nbsp;of <b>12</b> agreed.",
        "9 principals out of the 12 agreed.",
        "9 (of 12) agreed.",
        "Two thirds of the leaders agreed.",
        "»We never met again«",
        "<q>We never met again</q>",
        "&ldquo;We never met again&rdquo;",
        "- > We never met again.",
        "We never met again. — P03, principal",
    ],
)
def test_a_count_or_quotation_from_nowhere_is_found_in_whatever_dress(words: str) -> None:
    assert [one.status for one in faults(added(words))] == ["not backed"]


@pytest.mark.parametrize(
    "words",
    [
        "We met on the 12 of June 2021, one of the principals too.",
        "The year 2020/21, 3/12/2021 and 24/7.",
        "We are not 100 % sure.",
        "Part 2 of 3 follows.",
        "One of two things happened in one of the six schools.",
        "See <https://example.org/3/12>.",
        "We read “Promoting and Assessing Value Creation” (2011).",
        'A 5" card and a 12" card lay beside the others.',
        "We met 3 times in 4 weeks, from 9 to 12.",
    ],
)
def test_dates_idioms_and_titles_are_no_counts_and_no_quotations(words: str) -> None:
    assert faults(added(words)) == []
