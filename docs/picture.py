"""Draws the coding screen for README.md and docs/ by running it on the example that comes along."""

import asyncio
import re
import sys
import tempfile
from pathlib import Path

from qualcode.project import open_project
from qualcode.shipped import shipped
from qualcode.study.bringing_in.importing import import_files
from qualcode.study.bringing_in.people_files import read_who_is_who
from qualcode.study.setting_up import set_up
from qualcode.tui.app import CodingApp

PICTURE = Path(__file__).with_name("coding-screen.svg")
_INTERVIEW = "05 Typed transcript.txt"
_CODED = (
    ("Well, I cried at the first one", ("imm",)),
    ("And nobody fixed me!", ("imm", "*")),
    ("Renata passed me a napkin", ("imm", "soc")),
    ("I can tell that woman I hollered", ("soc",)),
    ("She doesn't let me off", ("soc",)),
)


async def drawn(folder: Path) -> str:
    """The screen after a few codings, as SVG that loads nothing from elsewhere."""
    with open_project(folder) as project:
        app = CodingApp(project, "ana", "D01")
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.pause()
            text = project.texts.of_document("D01")
            for words, typed in _CODED:
                app.screen.pane.go_to(text.index(words))  # type: ignore[attr-defined]
                for part in typed:
                    await pilot.press(*([part] if part == "*" else ["enter", *part, "enter"]))
                    await pilot.pause()
            app.screen.pane.go_to(text.index("And nobody fixed me!"))  # type: ignore[attr-defined]
            await pilot.pause()
            picture = app.export_screenshot(title="qualcode code D01", simplify=True)
    return without_fonts(picture)


def without_fonts(picture: str) -> str:
    """Without the web addresses of fonts, and in lines that git can compare."""
    kept = re.sub(r"@font-face \{.*?\}\s*", "", picture, flags=re.DOTALL)
    return "\n".join(line.rstrip() for line in kept.splitlines()) + "\n"


def main() -> int:
    """Write the picture, or with --check tell whether it is as the program draws it now."""
    with tempfile.TemporaryDirectory() as above:
        folder = Path(above) / "study"
        with set_up(folder, codebook="value-creation", coder="ana", title="The example") as project:
            example = shipped("transcripts_example")
            who = read_who_is_who(example / "participants.csv")
            import_files(project, "ana", [example / _INTERVIEW], who=who)
        picture = asyncio.run(drawn(folder))
    if "--check" not in sys.argv:
        PICTURE.write_text(picture, encoding="utf-8")
    elif PICTURE.read_text(encoding="utf-8") != picture:
        sys.stderr.write(f"{PICTURE.name} is not what the screen looks like now: make docs\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
