"""HTML reports in a real browser: narrow and wide, light and dark, on paper."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from chromium import Scheme, barriers, browser, opened, overflow
from playwright.sync_api import Browser
from studies import EXAMPLE, example_study, qualcode
from test_reports_html import HOSTILE

from qualcode.project import open_project
from qualcode.reports.answers.answers import Answers
from qualcode.reports.content.draft import Draft
from qualcode.reports.content.markdown import escape, table
from qualcode.reports.formats.html import write_html
from qualcode.reports.verifying.from_html import markdown_of
from qualcode.reports.verifying.shown_besides import check_shown_besides
from qualcode.study.reporting.reports import material_of

REPORTS = ("study", "codebook", "hostile")
LONG = "Unbroken" * 40


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as found:
        yield found


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = example_study(tmp_path_factory.mktemp("reports") / "study")
    assert qualcode(folder, "themes", "import", EXAMPLE / "themes.yaml").code == 0
    assert qualcode(folder, "value-matrix", "import", EXAMPLE / "indicators.csv").code == 0
    assert qualcode(folder, "stories", "import", EXAMPLE / "stories.yaml").code == 0
    for kind in ("themes", "study", "codebook"):
        written = qualcode(folder, "report", kind, "-o", folder / f"{kind}.html", "--audience", "team")
        assert written.code == 0, written.err
    (folder / "hostile.html").write_text(write_html(Draft("themes", hostile(), "team"), answers(folder)))
    return folder


def answers(folder: Path) -> Answers:
    with open_project(folder) as project:
        return Answers(material_of(project))


def hostile() -> str:
    """Everything a report can hold, said by somebody who means harm."""
    names = [escape(words) for words in [*HOSTILE, LONG]]
    rows = [[name, f"{place % 4} of 4", "not asked", name] for place, name in enumerate(names)]
    shown = table(["Name", "Who", "Asked", "Words"], rows)
    flows = [
        [name, names[(place + step) % len(names)], "1", "2"] for step in (1, 3) for place, name in enumerate(names)
    ]
    quotes = "\n\n".join(f"> {name}\n>\n> — {name}" for name in names)
    return (
        f"# {names[0]}\n\n## Two\n\n*Table 1. {names[5]}*\n\n<!-- picture bars -->\n\n{shown}\n\n## Three\n\n"
        f"<!-- picture heat -->\n\n*Table 2. {LONG}*\n\n{shown}\n\n## Four\n\n<!-- picture flow -->\n\n"
        f"{table(['From', 'To', 'Inferred', 'Participants'], flows)}\n\n## {LONG}\n\n{quotes}\n\n"
        f"- {names[0]}\n\n```\n{LONG}\n```\n"
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("report", REPORTS)
def test_a_report_is_quiet_stays_in_the_window_and_keeps_nobody_out(
    chromium: Browser, study: Path, tmp_path: Path, report: str, width: int, scheme: Scheme
) -> None:
    with opened(chromium, study / f"{report}.html", width, scheme) as (page, wrong):
        assert overflow(page) <= 0
        page.screenshot(path=tmp_path / f"{report}-{width}-{scheme}.png", full_page=True)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert overflow(page) <= 0
        assert barriers(page) == []
    assert wrong == []


def test_nothing_that_was_said_becomes_a_script_or_leads_away(chromium: Browser, study: Path) -> None:
    with opened(chromium, study / "hostile.html", 1280, "light") as (page, wrong):
        assert page.locator("script, img, iframe, [onerror]").count() == 0
        assert page.locator("a:not([href^='#'])").count() == 0
        for words in HOSTILE[:5]:
            assert page.locator("blockquote p", has_text=words).count() >= 1
    assert wrong == []


def test_a_quote_opens_to_what_was_said_around_it_without_a_script(chromium: Browser, study: Path) -> None:
    with opened(chromium, study / "themes.html", 375, "light") as (page, _):
        details = page.locator("details.around").first
        assert not details.locator(".turn").first.is_visible()
        details.locator("summary").focus()
        page.keyboard.press("Enter")
        assert details.locator(".turn").first.is_visible()
        assert details.locator("mark").inner_text() in details.locator(".turn.own").inner_text()


def test_the_first_key_leads_past_everything_to_the_report(chromium: Browser, study: Path) -> None:
    with opened(chromium, study / "themes.html", 1280, "light") as (page, _):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        assert page.locator(".skip").bounding_box()["y"] >= 0
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "report"


def test_a_wide_table_scrolls_in_its_own_box(chromium: Browser, study: Path) -> None:
    with opened(chromium, study / "themes.html", 375, "light") as (page, _):
        wider = page.evaluate(
            "[...document.querySelectorAll('.scroll')].filter(one => one.scrollWidth > one.clientWidth).length"
        )
        assert wider >= 1
        assert overflow(page) <= 0


def test_a_page_saved_from_the_browser_still_verifies(chromium: Browser, study: Path) -> None:
    for report in (*REPORTS, "themes"):
        html = (study / f"{report}.html").read_text()
        with opened(chromium, study / f"{report}.html", 1280, "dark") as (page, _):
            page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            saved = page.content()
        assert markdown_of(saved) == markdown_of(html)
        assert check_shown_besides(saved, Draft("themes", "", "team"), answers(study)) == ()


def test_on_paper_everything_is_open_and_nothing_is_cut_off(chromium: Browser, study: Path) -> None:
    with opened(chromium, study / "themes.html", 1280, "dark") as (page, wrong):
        around = page.locator(".around .turn.own").first.inner_text()
        page.emulate_media(media="print")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
        page.set_viewport_size({"width": 660, "height": 900})
        assert overflow(page) <= 0
        paper = page.pdf(format="A4", print_background=False)
    assert wrong == []
    document = pypdfium2.PdfDocument(paper)
    words = " ".join(" ".join(one.get_textpage().get_text_range() for one in document).split())
    assert " ".join(around.split())[-30:] in words
    assert "Skip to the report" not in words


def test_the_browser_refuses_what_somebody_put_into_a_report(chromium: Browser, study: Path, tmp_path: Path) -> None:
    html = (study / "codebook.html").read_text()
    put_in = '<script>document.title = "run"</script><p style="color: red">x</p><img src="https://example.org/x.png">'
    (tmp_path / "edited.html").write_text(html.replace("</article>", f"{put_in}</article>"))
    with opened(chromium, tmp_path / "edited.html", 1280, "light") as (page, wrong):
        assert page.title() != "run"
        assert (
            page.evaluate("getComputedStyle(document.querySelector('article > p:last-of-type')).color")
            != "rgb(255, 0, 0)"
        )
    assert {"script-src-elem", "style-src-attr", "img-src"} <= set(wrong)


def test_words_too_pale_to_read_are_found(chromium: Browser, study: Path, tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.css").write_text("p { color: #ccc; }")
    draft = Draft("themes", "# Title\n\n## Part\n\nWords.\n", "team")
    (tmp_path / "pale.html").write_text(write_html(draft, answers(study), templates=tmp_path / "templates"))
    with opened(chromium, tmp_path / "pale.html", 375, "light") as (page, wrong):
        assert any(one.startswith("color-contrast") for one in barriers(page))
    assert wrong == []
