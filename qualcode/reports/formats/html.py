"""A report as one HTML file: no script, nothing fetched from anywhere."""

from base64 import b64encode
from functools import partial
from hashlib import sha256
from pathlib import Path

from qualcode.reports.answers.answers import Answers
from qualcode.reports.content.blocks import Heading, shown
from qualcode.reports.content.draft import Draft
from qualcode.reports.content.reading_markdown import read_markdown
from qualcode.reports.formats.html_blocks import BlockWriter, contents
from qualcode.reports.formats.html_frame import framed, style_of
from qualcode.reports.formats.html_phrases import phrases_in
from qualcode.reports.formats.html_pieces import shown_as_text
from qualcode.reports.formats.html_quotes import around

REPORT = "qualcode-report"
"""The class of the element that holds the report, whatever frame is around it."""


def write_html(draft: Draft, answers: Answers, *, templates: Path | None = None) -> str:
    """The report as a page that stands for itself.

    `templates` is the project's own folder: page.html.jinja in it replaces the frame of the page, page.css adds to
    its style; the folder need not exist. Raises QualcodeError when one of them cannot be used.
    """
    article, title = _article(draft, answers)
    style = style_of(templates)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    said = {"language": draft.language, "kind": draft.kind, "audience": draft.audience, "title": title}
    own = {"report": article, "style": style, "policy": policy, "phrases": phrases_in(draft.language)}
    return framed({**said, **own}, templates)


def _article(draft: Draft, answers: Answers) -> tuple[str, str]:
    """The report itself, with its list of contents before its first part, and the title."""
    says = phrases_in(draft.language)
    writer = BlockWriter(says, partial(around, answers, draft))
    blocks = read_markdown(draft.text)
    parts = (place for place, one in enumerate(blocks) if isinstance(one, Heading) and one.level > 1)
    first = next(parts, 0)
    before, after = writer.write(blocks[:first]), writer.write(blocks[first:])
    titles = (shown_as_text(shown(one.line)) for one in writer.headings if one.level == 1)
    whole = f'<article class="{REPORT}">\n{before}{contents(writer.headings, says)}{after}</article>'
    return whole, next(titles, draft.kind)
