import os
import subprocess
import sys
from pathlib import Path

import pytest
from studies import EXAMPLE

NO_SOCKETS = """
import os, sys

FORBIDDEN = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr",
             "socket.getnameinfo", "socket.sendto", "socket.sendmsg", "socket.bind", "urllib.Request")

def hook(event, args):
    # urllib3, which the model's library imports, binds to ::1 once to learn whether the machine has IPv6.
    if event in FORBIDDEN and not (event == "socket.bind" and args[1] == ("::1", 0)):
        os.write(2, f"A socket was wanted: {event} {args}\\n".encode())
        os._exit(99)

sys.addaudithook(hook)
"""
SESSION = """
import io
from pathlib import Path
import typer
from qualcode.cli import app, main

example = Path(sys.argv[1])

ran = set()

def run(*words, answers="", code=0):
    ran.update([words[0], " ".join(map(str, words[:2]))])
    sys.argv, sys.stdin = ["qualcode", *map(str, words)], io.StringIO(answers)
    ended = 0
    try:
        main()
    except SystemExit as end:
        ended = end.code or 0
    if ended != code:
        sys.exit(f"{words} ended with {ended}")

run("init", "--coder", "ana", "--codebook", "value-creation")
interviews = sorted(path for path in example.iterdir() if path.name[:2] in ("01", "12"))
run("import", *interviews, "--participants", example / "participants.csv")
run("coder", "ben", "--add"); run("coder", "ana"); run("coder")
run("status"); run("documents"); run("documents", "edit", "D01", "--wave", "1"); run("cases")
run("participants", "edit", "P01", "--set", "years=7")
Path("guide.yaml").write_text("questions:\\n- words: What did you take home?\\n  gives_chance_for: [vc.applied]\\n")
run("import", "--guide", "guide.yaml"); run("questions"); run("questions", "confirm", "--yes")
run("questions", "deny", "Q01", "D02")
run("documents"); run("participants"); run("read", "D01"); run("search", "door")
rows = Path("codings.csv")
lines = (example / "codings.csv").read_text().splitlines()
rows.write_text("\\n".join([lines[0], *(line for line in lines[1:] if line.startswith("D01") and ",ana," in line)]))
run("coding", "import", rows, "--blind", "--dry-run"); run("coding", "import", rows, "--blind")
run("coding", "add", "-d", "D02", "-t", "2", "-c", "applied")
from qualcode.project import open_project
with open_project(Path.cwd()) as project:
    coding = project.codings.within()[-1].id
    event = project.history.all()[-1].id
run("coding", "edit", coding, "-c", "realized"); run("coding", "remove", coding); run("undo"); run("redo"); run("undo")
run("codings"); run("memo", "add", "A thought", "-d", "D01")
with open_project(Path.cwd()) as project:
    memo = project.memos.all()[-1].id
run("memo", "edit", memo, "Another"); run("memos"); run("memo", "remove", memo)
run("codebook", "list"); run("codebook", "check", "--meaning"); run("codebook", "show"); run("codebook", "update")
run("codebook", "add", "pride"); run("codebook", "rename", "pride", "joy"); run("codebook", "move", "joy", "applied")
run("codebook", "merge", "joy", "--into", "applied"); run("codebook", "retire", "learning"); run("codebook", "schema")
run("codebook", "split", "human", "--into", "a: New insight", "--into", "b: New skill", answers="q\\n")
run("codebook", "diff"); run("report", "codebook")
Path("more.csv").write_text("name,definition\\nwarmth,Being welcomed\\n"); run("codebook", "import", "more.csv")
run("finish", "D01"); run("finish", "D02"); run("suggest", "evaluate"); run("reopen", "D02")
run("correct", "D01", "--words", "door", "--to", "gate", "--everywhere")
run("suggest", "--limit", "5"); run("suggest", "run"); run("suggest", "sample", "--n", "2"); run("suggest", "audit")
run("suggestions"); run("review", answers="r\\n1\\nq\\n")
run("themes", "discover"); run("themes", "name", "It moves", "--idea", "It does.", "-c", "applied")
run("themes", "list"); run("themes", "show", "moves"); run("themes", "export", "-o", "themes.yaml")
run("themes", "import", "themes.yaml"); run("frequencies")
run("themes", "edit", "moves", "--boundary", "Not standing still."); run("themes", "table", "--by", "role")
run("themes", "split", "moves", "--into", "It moves here", "--idea", "Here it does.", "-c", "applied")
run("themes", "move", "It moves here", "--to", "It moves", "-c", "applied"); run("themes", "map")
run("themes", "challenge", "It moves"); run("quotes", "It moves"); run("quotes", "It moves", "--keep", "1")
run("themes", "challenge", "It moves", "--verdict", "nothing found", "--note", "Looked.")
run("themes", "merge", "It moves here", "--into", "It moves")
run("themes", "name", "Gone soon", "--idea", "Nothing."); run("themes", "remove", "Gone soon")
run("crosstab", "--by", "role"); run("export", "csv", "-o", "out/codings.csv"); run("export", "json", "--matrix")
run("export", "sqlite", "-o", "study.db")
run("cooccurrence"); run("saturation", "-c", "applied", "--base", "1", "--run", "1"); run("chart")
run("chart", "write", "P01", "applied", "Tried it."); run("chart", "show", "P01", "applied")
run("chart", "edit", "P01", "applied", "Tried it twice."); run("chart", "remove", "P01", "applied")
run("stories", "add", "P01", "--title", "Tried"); run("stories", "step", "V01", "-c", "potential", "--summary", "Had")
run("stories", "step", "V01", "-c", "applied", "--after", "1"); run("stories", "link", "V01", "2"); run("stories")
run("stories", "loop", "V01", "2", "--to", "reframing"); run("stories", "source", "V01", "--outside", "A list")
run("stories", "edit", "V01", "--shared"); run("stories", "show", "V01"); run("stories", "build", "P01", "--draft")
run("stories", "export", "-o", "told.yaml"); run("stories", "import", "told.yaml"); run("stories", "remove", "V01")
Path("i.csv").write_text("cycle,name\\napplied,Use\\n"); run("value-matrix", "import", "i.csv")
run("value-matrix", "export"); run("value-matrix"); run("value-matrix", "--flows"); run("value-matrix", "remove", "I01")
run("report", "themes", "-o", "reports/themes.md"); run("verify", "reports/themes.md")
run("verify", "--phrases", "reports/themes.md")
for kind, file in (("themes", "t.html"), ("themes", "t.docx"), ("codebook", "c.md"), ("methods", "m.md")):
    run("report", kind, "-o", file); run("verify", file)
run("report", "study", "-o", "s.md"); run("verify", "s.md")
run("report", "participants", "-o", "pp.md"); run("verify", "pp.md")
run("report", "progress", "--since", "2w", "-o", "p.md"); run("verify", "p.md"); run("report", "themes", "--brief")
run("history"); run("undo", "--to", event, "--yes"); run("check"); run("check", "--installation")
run("backup"); run("restore", next(Path("backups").glob("*by-hand.db")), "--yes"); run("restore", "--list")
run("demo", ".", code=1); run("code", "D01", code=1)
from qualcode.encoders import PackagedModel, best_encoder
for named in ("packaged", "packaged int8", str(PackagedModel().folder)):
    encoder, told = best_encoder(named)
    if encoder.encode(["Offline."]).shape != (1, 384) or ("of the ten nearest" in (told or "")) != ("int8" in named):
        sys.exit(f"“{named}”: {told}")
known = {
    f"{name} {below}" if below else name
    for name, command in typer.main.get_command(app).commands.items()
    for below in getattr(command, "commands", [""])
}
print("never run:", sorted(known - ran), file=sys.stderr)
"""


def run(folder: Path, *words: str, python: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", python, *words],
        cwd=folder,
        # Nothing is kept there yet, so that all that is made once is made here.
        env={**os.environ, "QUALCODE_CACHE": str(folder / "cache")},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    "wanted", ["socket.create_connection(('127.0.0.1', 9))", "socket.getaddrinfo('localhost', 80)"]
)
def test_the_guard_stops_a_program_that_opens_a_socket(tmp_path: Path, wanted: str) -> None:
    said = run(tmp_path, python=f"{NO_SOCKETS}\nimport socket\n{wanted}\n")

    assert said.returncode == 99
    assert "A socket was wanted" in said.stderr


def test_no_command_opens_a_socket(tmp_path: Path) -> None:
    said = run(tmp_path, str(EXAMPLE), python=NO_SOCKETS + SESSION)

    assert (said.returncode, said.stderr.splitlines()[-1]) == (0, "never run: []")
