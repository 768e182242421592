"""The frame of an HTML report and its style: ours, or the project's own."""

import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import QualcodeError

if TYPE_CHECKING:
    from jinja2 import TemplateError

_OURS = Path(__file__).parent / "templates"
PAGE, STYLE = "page.html.jinja", "page.css"
_SAFE = ("report", "style")
"""What is HTML or style already; all else is escaped."""


def style_of(templates: Path | None) -> str:
    """The style of the page, and after it what the project's page.css adds.

    Raises QualcodeError when that cannot be read, or would end the style element.
    """
    ours = (_OURS / STYLE).read_text("utf-8")
    path = templates / STYLE if templates else None
    if path is None or not path.is_file():
        return ours
    own = _read(path)
    if "</" in own or "<!--" in own:
        raise QualcodeError(f"{path} holds “</” or “<!--”, which no style may.", hint="Take it out and try again.")
    return f"{ours}\n{own}"


def framed(words: Mapping[str, object], templates: Path | None) -> str:
    """The page with a report in it.

    Raises QualcodeError, with file and line, when the project's own frame is wrong or leaves the report out.
    """
    from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined, TemplateError
    from jinja2.sandbox import ImmutableSandboxedEnvironment
    from markupsafe import Markup

    own = templates / PAGE if templates else None
    folders = [templates] if templates and own and own.is_file() else []
    loader = ChoiceLoader([FileSystemLoader(folder) for folder in (*folders, _OURS)])
    frame = ImmutableSandboxedEnvironment(loader=loader, autoescape=True, undefined=StrictUndefined)
    # The report and the style are made by us, every word in them escaped.
    safe = {name: Markup(words[name]) for name in _SAFE}  # noqa: S704
    try:
        page = frame.get_template(PAGE).render({**words, **safe})
    except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError) as error:
        raise _wrong(error, own or _OURS / PAGE) from error
    if str(words["report"]) not in page:
        raise QualcodeError(f"{own} does not show the report.", hint="Put {{ report }} where it is to stand.")
    return page


def _wrong(error: "TemplateError | Exception", path: Path) -> QualcodeError:
    if isinstance(error, UnicodeDecodeError):
        return QualcodeError(f"{path} is no UTF-8 text.", hint="Save it as UTF-8 and try again.")
    line = getattr(error, "lineno", None)
    name = getattr(error, "filename", None) or str(path)
    if line is None:
        frames = [
            frame for frame in traceback.extract_tb(error.__traceback__) if Path(frame.filename).name == path.name
        ]
        line, name = (frames[-1].lineno, frames[-1].filename) if frames else (None, name)
    where = f"{name}, line {line}" if line else str(name)
    return QualcodeError(f"{where}: {error}", hint=f"Put it right, or move {path.name} away to use the usual frame.")


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    except OSError as error:
        raise QualcodeError(f"{path} cannot be read: {error.strerror}.", hint="Check who may read it.") from error
    except UnicodeDecodeError as error:
        raise QualcodeError(f"{path} is no UTF-8 text.", hint="Save it as UTF-8 and try again.") from error
