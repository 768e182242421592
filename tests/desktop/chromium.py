"""A page in a real browser without a window: how it looks, what it complains of, who can read it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

Scheme = Literal["light", "dark"]


@contextmanager
def browser() -> Iterator[Browser]:
    """Chromium as it is installed; nothing is downloaded."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert path, "chromium is missing; on Debian and Ubuntu: apt-get install chromium"
    with sync_playwright() as player:
        chromium = player.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@contextmanager
def opened(chromium: Browser, file: Path, width: int, scheme: Scheme) -> Iterator[tuple[Page, list[str]]]:
    """A file as a page that many pixels wide, and what goes wrong meanwhile: messages, errors, requests, refusals."""
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page, wrong = context.new_page(), []
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda request: wrong.append(request.url) if request.url != file.as_uri() else None)
    page.add_init_script("""
        window.refused = [];
        document.addEventListener('securitypolicyviolation', one => window.refused.push(one.violatedDirective));
    """)
    page.goto(file.as_uri())
    yield page, wrong
    wrong += page.evaluate("window.refused")
    context.close()


def overflow(page: Page) -> int:
    """How many pixels of the page lie beyond the right edge of the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def barriers(page: Page) -> list[str]:
    """What axe finds that keeps people from reading the page, rules of good practice among it."""
    found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]
