import re
import unicodedata
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from lxml.html import HtmlElement, document_fromstring
from test_reports_material import PEOPLE, SPEECH, study

from qualcode.errors import QualcodeError
from qualcode.model import Participant, QuoteChoice
from qualcode.reports.answers.answers import Answers
from qualcode.reports.answers.material import Material
from qualcode.reports.answers.quote_surroundings import surroundings
from qualcode.reports.content.blocks import Table, shown
from qualcode.reports.content.draft import Draft
from qualcode.reports.content.markdown import escape, table
from qualcode.reports.content.markers import ask, write_marker
from qualcode.reports.content.reading_markdown import read_markdown
from qualcode.reports.content.report_head import ReportHead, write_head
from qualcode.reports.content.writing_markdown import write_markdown
from qualcode.reports.formats.html import write_html
from qualcode.reports.kinds.themes import render_themes
from qualcode.reports.verifying.from_html import markdown_of
from qualcode.reports.verifying.shown_besides import check_shown_besides

HOSTILE = [
    "<script>alert(1)</script>",
    "]]> and <!-- --> and </article></style>",
    "`code` and ``more``",
    "a | pipe | b",
    '=cmd()|"/c calc"!A1',
    "abc \u202edcba\u202c \u2067עברית\u2069",
    "שלום עולם",
    "😀 𝔘𝔫𝔦 👩‍👩‍👧",
    "&amp; &#60; &lt;b&gt; 'one' \"two\"",
    "bell \x07 escape \x1b[31m delete \x7f next \x9b \ufffe \U0001fffe",
    "[link](javascript:alert(1)) <img src=x onerror=alert(1)>",
]
WORDS = some.one_of(some.sampled_from(HOSTILE), some.text(min_size=1, max_size=20)).map(
    lambda words: " ".join(words.replace("\0", "").encode(errors="ignore").decode().split())
)


def page(text: str, material: Material | None = None, audience: str = "team", language: str = "en") -> str:
    return write_html(Draft("themes", text, audience, language), Answers(material or study()))


def tree(html: str) -> HtmlElement:
    return document_fromstring(html.encode())


def again(text: str) -> str:
    return write_markdown(read_markdown(text))


def seen(element: HtmlElement) -> str:
    """The words of an element, characters without a look as they are in the report."""
    if element.get("class") == "control":
        return chr(int(element.get("value") or "0"))
    inside = (f"{seen(one)}{one.tail or ''}" for one in element)
    return f"{element.text or ''}{''.join(inside)}"


def quote(material: Material, words: str) -> tuple[str, str, int]:
    found = next(one for one in material.codings if words in one.words)
    return found.id, found.document, found.start


def around(material: Material, words: str, audience: str, *, wanted: bool = True) -> list[tuple[str, str, str]]:
    found = next(one for one in material.codings if words in one.words)
    question = ask("quote", **{"in": found.document, "at": f"{found.start}:{found.end}"})
    return [
        (one.who, one.name, one.words) for one in surroundings(Answers(material), question, audience, wanted=wanted)
    ]


@given(
    some.lists(some.lists(WORDS, min_size=2, max_size=2), min_size=1, max_size=3),
    some.lists(WORDS, min_size=7, max_size=7),
    some.sampled_from(["", "<!-- picture bars -->\n\n", "<!-- picture heat -->\n\n", "<!-- picture flow -->\n\n"]),
    some.booleans(),
)
@settings(max_examples=30, deadline=None)
def test_a_report_comes_back_from_html_as_it_was(
    rows: list[list[str]], words: list[str], picture: str, captioned: bool
) -> None:
    title, said, who, item, strong, struck, link = map(escape, words)
    marker = write_marker(ask("quote", theme=words[0], stance="for"))
    caption = f"*Table 1. {title}*\n\n" if captioned else ""
    cells = [[escape(one), f"{escape(two)} 7 of 12{write_marker(ask('count', 'participants'))}"] for one, two in rows]
    text = (
        f'<!-- qualcode report="themes" audience="team" -->\n\n# {title}\n\n## {said}\n\n{caption}{picture}'
        f"{table(['One', 'Two'], cells)}\n\nAsked: “{said}”{marker}\n\n> {said}{marker}\n>\n> — {who}\n\n"
        f"1. {item}\n2. **{strong}** and ~~{struck}~~ *so* [x{link}](https://example.org/a?b=1&c=2)\n\n"
        f"- - {item}\n\n  {who}\n\n---\n\n    {words[1]}\n\na `{words[3].replace('`', ' ')}`  \nb\n"
    )
    html = page(text)
    assert "\0" not in html
    assert markdown_of(html) == again(text)


@pytest.mark.parametrize("words", HOSTILE)
def test_what_people_said_is_inert_and_exact(words: str) -> None:
    said = escape(words)
    text = f"# {said}\n\n## Two\n\n## {said}\n\n| Said |\n| --- |\n| {said} |\n\n> {said}\n"
    html = page(text)
    root = tree(html)
    plain = " ".join(words.split())
    assert [seen(one) for one in root.xpath("//h1 | //article//h2[2] | //td | //blockquote/p")] == [plain] * 4
    assert not root.xpath("//script | //img | //@onerror | //article//comment()")
    assert len(root.xpath("//article")) == len(root.xpath("//style")) == 1
    assert all(unicodedata.category(one) != "Cc" or one == "\n" for one in html)
    assert markdown_of(html) == again(text)


def test_words_that_run_the_other_way_cannot_turn_the_figure_beside_them() -> None:
    (cell,) = tree(page("a \u202eb **7 of 12**")).xpath("//article/p")
    assert cell.xpath("string(bdi)") == "a \u202eb "
    assert cell.xpath("string(strong)") == "7 of 12"
    assert not cell.xpath("bdi//strong")


def test_a_page_fetches_nothing_and_its_style_is_the_one_the_policy_names() -> None:
    html = page(render_themes(study()))
    root = tree(html)
    (style,) = root.xpath("//style/text()")
    (policy,) = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" in policy
    assert policy.startswith("default-src 'none';")
    assert not re.search(r"url\(|@import|https?:", style)
    assert not root.xpath("//script | //@src | //@style | //@srcset | //iframe | //object | //form")
    assert [(one.get("rel"), one.get("href")) for one in root.iter("link")] == [("icon", "data:,")]


def test_markdown_and_html_show_the_same_cells() -> None:
    text = render_themes(study())
    cells = [[shown(cell) for cell in row] for one in read_markdown(text) if isinstance(one, Table) for row in one.rows]
    rows = tree(page(f"<!-- picture bars -->\n\n{text}")).xpath("//tbody/tr")
    assert [[cell.text_content() for cell in row] for row in rows] == cells
    assert cells


def test_a_table_is_named_by_its_caption_and_its_rows_by_their_first_cell() -> None:
    text = "*Table 1. By role*\n\n<!-- picture heat -->\n\n| Theme | all |\n| --- | --- |\n| Trust | 3 of 4 |\n"
    root = tree(page(text))
    (box,) = root.xpath("//div[@role='group']")
    assert root.get_element_by_id(box.get("aria-labelledby")).text_content() == "Table 1. By role"
    assert root.xpath("//th[@scope='row']/text()") == ["Trust"]
    assert root.xpath("//th[@scope='col']/text()") == ["Theme", "all"]
    assert root.xpath("//td/@class") == ["number heat-8"]


def test_a_bar_is_as_long_as_those_asked_and_filled_as_far_as_those_who_said_so() -> None:
    rows = [["A", "3 of 12"], ["B", "0 of 6"], ["C", "not asked"], ["D", "7 of 3"], ["E", "0 of 0"]]
    root = tree(page(f"<!-- picture bars -->\n\n{table(['Theme', 'Who'], rows)}"))
    widths = [one.xpath(".//rect/@width") for one in root.xpath("//tbody//td")]
    assert widths == [["100.0%", "25.0%"], ["50.0%", "0.0%"], [], [], []]


def test_single_numbers_are_drawn_against_the_largest() -> None:
    root = tree(page("<!-- picture bars -->\n\n| Code | n |\n| --- | --- |\n| a | 4 |\n| b | 1 |\n"))
    assert [one.get("width") for one in root.xpath("//rect[@class='raised']")] == ["100.0%", "25.0%"]


def test_flows_are_arrows_as_thick_as_people_and_broken_where_nobody_said_so() -> None:
    rows = [
        ["A <b>", "B", "2", "1", "3 of 9"],
        ["B", "A <b>", "0", "1", "1 of 9"],
        ["B", "B", "1", "0", "1"],
        ["B", "C", "0", "0", "0"],
    ]
    heads = ["From", "To", "Explicit", "Inferred", "Participants"]
    root = tree(page(f"<!-- picture flow -->\n\n{table(heads, [[escape(one) for one in row] for row in rows])}"))
    arrows = root.xpath("//svg/g[path]")
    assert sorted((one.get("class"), one.xpath("string(text)")) for one in arrows) == [
        ("inferred", "1"),
        ("said", "1"),
        ("said", "3"),
    ]
    assert [one.xpath("string()") for one in root.xpath("//svg/g[@class='cycle']")] == ["A <b>", "B"]
    thick = {one.xpath("string(text)"): float(one.xpath("path")[0].get("stroke-width")) for one in arrows}
    assert thick["3"] > thick["1"]


def test_a_flow_picture_without_flows_draws_nothing() -> None:
    assert not tree(page("<!-- picture flow -->\n\n| From | To | n |\n| --- | --- | --- |\n| A | B | none |\n")).xpath(
        "//svg"
    )


def test_headings_that_come_again_under_every_theme_stay_out_of_the_contents() -> None:
    text = "# T\n\nHead.\n\n## One\n\n### Words\n\n### Only here\n\n## Two <b>\n\n### Words\n".replace(
        "<b>", "&lt;b&gt;"
    )
    root = tree(page(text))
    assert root.xpath("//nav//a/text()") == ["One", "Only here", "Two <b>"]
    targets = [root.get_element_by_id(one.removeprefix("#")) for one in root.xpath("//nav//a/@href")]
    assert [one.text_content() for one in targets] == ["One", "Only here", "Two <b>"]


def test_an_empty_report_is_a_page_too() -> None:
    assert tree(page("")).xpath("string(//title)") == "themes"
    assert markdown_of(page("")) == again("")


def test_the_page_speaks_the_language_of_the_report() -> None:
    root = tree(page(render_themes(study()), language="de"))
    assert root.xpath("//html/@lang | /html/@lang")[0] == "de"
    assert root.xpath("string(//a[@class='skip'])") == "Zum Bericht springen"


def test_the_team_sees_the_turns_around_a_quote_with_names_and_its_own_turn_whole() -> None:
    said = [words for _, words in SPEECH["D01"]]
    names = ["Interviewer", "P01, principal", "Interviewer", "P01, principal"]
    found = around(study(), "It was *our* card", "team")
    assert [(name, words) for _, name, words in found] == list(zip(names, said, strict=True))
    assert [who for who, _, _ in found] == ["interviewer", "speaker", "interviewer", "speaker"]


def test_the_sponsor_sees_the_question_alone_unless_the_turns_were_asked_for() -> None:
    first, second = "We drafted the feedback card", "It was *our* card"
    assert [who for who, _, _ in around(study(), first, "sponsor", wanted=False)] == ["interviewer"]
    assert not around(study(), second, "sponsor", wanted=False), "above both it tells that one person said them"
    assert "<details" not in page(render_themes(study(), audience="sponsor"), audience="sponsor")
    head = write_head(ReportHead("themes", "0" * 16, "sponsor", (("around", "yes"),)))
    assert "<details" in page(render_themes(study(), audience="sponsor", head=head), audience="sponsor")


def test_the_sponsor_sees_no_names_and_nothing_of_the_turn_but_the_quote() -> None:
    found = around(study(), "It was *our* card", "sponsor")
    assert [(who, name) for who, name, _ in found] == [
        ("interviewer", ""),
        ("speaker", ""),
        ("interviewer", ""),
        ("speaker", ""),
    ]
    assert found[1][2] == ""
    html = page(render_themes(study()), audience="sponsor")
    for details in tree(html).xpath("//details"):
        assert not re.search(r"P\d\d|D\d\d|Dana|Femi|Gus|principal", details.text_content())


def test_the_public_sees_the_question_alone_and_not_twice() -> None:
    question = "Did anything you drafted together with the others reach a classroom?"
    assert [words for _, _, words in around(study(), "in use in four classrooms", "public")] == [question]
    assert "<details" not in page(render_themes(study()), audience="public")


def test_nobody_who_did_not_agree_to_be_quoted_is_shown_around_a_quote() -> None:
    material = study()
    silent = Participant("P01", {**PEOPLE["Dana"].attributes, "consent": "paraphrase"})
    material = replace(material, participants=(silent, *material.participants[1:]))
    for audience in ("team", "sponsor"):
        found = around(material, "It was *our* card", audience)
        assert [words for who, _, words in found if who != "interviewer"] == ["", ""]
    assert "My teachers asked" not in page(render_themes(study()), material, "team").partition("<details")[2]


def test_a_turn_that_somebody_shortened_for_the_report_is_left_out_around_other_quotes() -> None:
    material = study()
    coding, *_ = quote(material, "My teachers asked")
    choice = QuoteChoice("3d0c", coding, "sponsor", "keep", words="My teachers asked …")
    cut = replace(material, quote_choices=(choice,))
    assert around(cut, "It was *our* card", "sponsor")[-1][2] == ""
    assert around(cut, "It was *our* card", "team") == around(material, "It was *our* card", "team")
    whole = replace(material, quote_choices=(replace(choice, words=""),))
    assert around(whole, "It was *our* card", "sponsor")[-1][2] != ""


def test_long_turns_are_cut_on_the_side_away_from_the_quote() -> None:
    material = study()
    text, turns = material.texts["D01"], material.turns["D01"]
    long = " ".join(f"word{number}" for number in range(200))
    grown = text + long
    last = replace(turns[-1], end=len(grown))
    material = replace(
        material, texts={**material.texts, "D01": grown}, turns={**material.turns, "D01": (*turns[:-1], last)}
    )
    words = around(material, "It was *our* card", "team")[-1][2]
    assert words.startswith("My teachers asked")
    assert words.endswith(" …")
    assert words.removesuffix(" …") in " ".join(grown.split())


def test_words_shown_around_a_quote_are_slices_of_the_transcript() -> None:
    material = study()
    for coding in material.codings:
        for _, _, words in around(material, coding.words, "team"):
            assert words in " ".join(material.texts[coding.document].split())


def test_a_page_as_it_was_written_shows_nothing_besides_that_the_project_would_not() -> None:
    draft = Draft("themes", "<!-- picture bars -->\n\n" + render_themes(study()), "team")
    html = write_html(draft, Answers(study()))
    assert "<details" in html
    assert check_shown_besides(html, draft, Answers(study())) == ()


@pytest.mark.parametrize(
    ("old", "new", "status", "what"),
    [
        ("<b>Interviewer</b> Mhm.", "<b>Interviewer</b> You loved it?", "changed", "what was said around a quote"),
        ('<rect class="raised" width="75.0%"', '<rect class="raised" width="99.0%"', "changed", "the bar of a figure"),
        ('"#part-2">', '"#part-2">A triumph: ', "changed", "the list of contents"),
        ("<footer><p>", "<footer><p>11 of 12 loved it. ", "not backed", "count “11 of 12”, outside the report"),
        ("<footer><p>", "<footer><p>Our best year. ", "not checked", "outside the report"),
        ('<h3 id="part-5"', '<h3 hidden id="part-5"', "changed", "hidden from readers"),
        ("</style>", "h3 { display: none }</style>", "not checked", "style"),
        ("</article>", '<img src="data:,"></article>', "changed", "“img” put in by hand"),
    ],
)
def test_what_somebody_changed_besides_the_text_of_a_page_is_told(old: str, new: str, status: str, what: str) -> None:
    bars = "<!-- picture bars -->\n\n| Theme | Who |\n| --- | --- |\n| A | 3 of 4 |\n\n"
    draft = Draft("themes", bars + render_themes(study()), "team")
    html = write_html(draft, Answers(study()))
    assert old in html
    found = check_shown_besides(html.replace(old, new, 1), draft, Answers(study()))
    assert any(one.status == status and what in one.what for one in found)


def test_an_edit_by_hand_comes_back_as_markdown() -> None:
    html = page("# T\n\nFor **7 of 12**<!-- count participants --> people.\n\n| A | B |\n| --- | --- |\n| 1 | 2 |\n")
    edited = html.replace("people.", "<b>people</b>\n   and <i>more</i>.")
    edited = edited.replace('<td class="number">2</td>', "")
    edited = edited.replace("</article>", "loose words <span>here</span><div>and there</div></article>")
    assert markdown_of(edited) == (
        "# T\n\nFor **7 of 12**<!-- count participants --> **people** and *more*.\n\n"
        "| A | B |\n| --- | --- |\n| 1 |  |\n\nloose words here\n\nand there\n"
    )


@pytest.mark.parametrize("text", ["", " ", "<p>Hello</p>", "# A memo", "<article>no</article>", "\0"])
def test_a_page_that_is_no_report_is_said_to_be_none(text: str) -> None:
    with pytest.raises(QualcodeError, match="no HTML report") as error:
        markdown_of(text)
    assert error.value.hint


def test_two_reports_in_one_page_are_not_read_as_one() -> None:
    html = page("# T")
    with pytest.raises(QualcodeError, match="more than one"):
        markdown_of(html + html[html.index("<article") : html.index("<footer")])


def test_a_project_may_have_a_frame_and_a_style_of_its_own(tmp_path: Path) -> None:
    head = "<html lang=x><style>{{ style }}</style><title>{{ title }}</title>"
    (tmp_path / "page.html.jinja").write_text(f"{head}<p>The Foundation {{{{ audience }}}}</p>{{{{ report }}}}")
    (tmp_path / "page.css").write_text("h1 { color: teal }")
    draft = Draft("themes", "# T <b>&lt;i&gt;", "sponsor")
    html = write_html(draft, Answers(study()), templates=tmp_path)
    assert "<title>T &lt;b&gt;&lt;i&gt;</title><p>The Foundation sponsor</p>" in html
    assert html.partition("</style>")[0].endswith("h1 { color: teal }")
    assert markdown_of(html) == again(draft.text)
    assert check_shown_besides(html, draft, Answers(study()), templates=tmp_path) == ()


def test_a_templates_folder_that_is_not_there_changes_nothing(tmp_path: Path) -> None:
    draft = Draft("themes", "# T")
    there = write_html(draft, Answers(study()), templates=tmp_path / "templates")
    assert there == write_html(draft, Answers(study()))


@pytest.mark.parametrize(
    ("frame", "told"),
    [
        ("one\n{% if %}", "line 2"),
        ("one\ntwo\n{{ nothing }}{{ report }}", "line 3"),
        ("one\n{{ report.__class__.mro() }}{{ report }}", "line 2"),
        ("\n{{ 1 // 0 }}{{ report }}", "line 2"),
        ('{% include "no.html" %}', "no.html"),
        ("no report here", "does not show the report"),
        (b"\xff\xfe", "UTF-8"),
    ],
)
def test_a_frame_that_cannot_be_used_is_named_with_its_line(tmp_path: Path, frame: str | bytes, told: str) -> None:
    (tmp_path / "page.html.jinja").write_bytes(frame if isinstance(frame, bytes) else frame.encode())
    with pytest.raises(QualcodeError, match=told) as error:
        write_html(Draft("themes", "# T"), Answers(study()), templates=tmp_path)
    assert "page.html.jinja" in error.value.message
    assert error.value.hint


def test_a_style_that_would_end_its_element_is_refused(tmp_path: Path) -> None:
    (tmp_path / "page.css").write_text("</style><script>")
    with pytest.raises(QualcodeError, match=r"page\.css"):
        write_html(Draft("themes", "# T"), Answers(study()), templates=tmp_path)
