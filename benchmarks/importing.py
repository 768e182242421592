"""How long a folder of transcripts takes to import, beside the least that any program must do with the same bytes.

    python benchmarks/importing.py [--count 1000] [--words 8000] [--share 0.1]

Half of the transcripts are Zoom's .vtt, half Word's .docx, all invented. The bare bound reads each file, unpacks and
decodes it, hashes it and finds its sentences. All files are imported; a share of each block is timed beside the bound
and beside cutting into passages, one after the other, so that a busy machine slows all alike.
Memory is the process's own, looked at after every block: it must not grow with the folder.
"""

import argparse
import hashlib
import io
import random
import resource
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

from qualcode.project import Project
from qualcode.study.bringing_in.importing import import_files
from qualcode.study.setting_up import set_up
from qualcode.transcripts.passages.cutting import passages, splitter_in_use
from qualcode.transcripts.passages.sentences import model_ends, sentences

SENTENCE = (
    "we looked at the card and then nobody asked for it again because the meeting was short so I tried it with my own"
    " teachers in spring and honestly it changed how they talk about lessons but not what they write down"
)
WORDS = SENTENCE.split()
PEOPLE = ("Interviewer", "Dana Ortiz", "Lee Park")
BLOCKS = 10


def turns(chance: random.Random, words: int) -> Iterator[tuple[str, list[str]]]:
    """An invented interview: who speaks, and the sentences."""
    while words > 0:
        who = chance.choice(PEOPLE)
        said = []
        for _ in range(chance.randint(1, 8)):
            length = chance.randint(4, 30)
            said.append(" ".join(chance.choices(WORDS, k=length)).capitalize() + ".")
            words -= length
        yield who, said


def vtt(interview: list[tuple[str, list[str]]]) -> bytes:
    cues, second = ["WEBVTT", ""], 0
    for who, said in interview:
        for sentence in said:
            times = f"{clock(second)}.000 --> {clock(second + 3)}.500"
            cues += [str(len(cues)), times, f"{who}: {sentence}", ""]
            second += 4
    return "\r\n".join(cues).encode()


def clock(second: int) -> str:
    return f"{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"


def docx(interview: list[tuple[str, list[str]]]) -> bytes:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    said = "".join(
        f'<w:p><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{who}: </w:t></w:r>'
        f"<w:r><w:t>{' '.join(words)}</w:t></w:r></w:p>"
        for who, words in interview
    )
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {space}><w:body>{said}</w:body></w:document>")
    return whole.getvalue()


def write_folder(folder: Path, count: int, words: int) -> list[Path]:
    chance = random.Random(7)
    paths = []
    for number in range(count):
        interview = list(turns(chance, words))
        path = folder / f"{number:04d}.{'docx' if number % 2 else 'vtt'}"
        path.write_bytes(docx(interview) if number % 2 else vtt(interview))
        paths.append(path)
    return paths


def bare(paths: list[Path]) -> float:
    """Read, unpack, decode, hash and split into sentences; nothing else."""
    began = time.perf_counter()
    for path in paths:
        data = path.read_bytes()
        hashlib.sha256(data).hexdigest()
        if path.suffix == ".docx":
            data = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")
        lines = data.decode().replace("<w:p>", "\r\n").split("\r\n")
        list(sentences(["\n".join(line for line in lines if "-->" not in line and not line.isdigit())], model_ends))
    return time.perf_counter() - began


def imported(project: Project, paths: list[Path]) -> float:
    began = time.perf_counter()
    rows = import_files(project, "ana", paths)
    assert all(row.status in {"ok", "warning"} for row in rows), rows
    return time.perf_counter() - began


def split(project: Project, documents: list[str]) -> float:
    """Cut the imported documents into passages, as the first `suggest` does."""
    splitter, _ = splitter_in_use()
    began = time.perf_counter()
    for document in documents:
        text, said = project.texts.of_document(document), project.documents.turns(document)
        project.passages.of(document, splitter, lambda one=document, t=text, s=said: passages(one, t, s))
    return time.perf_counter() - began


def resident() -> float:
    """Megabytes this process holds now, or held at most where the system does not tell."""
    status = Path("/proc/self/status")
    if status.is_file():
        return next(int(line.split()[1]) / 1024 for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024 * 1024)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--words", type=int, default=8000)
    parser.add_argument("--share", type=float, default=0.1, help="how many of the files are timed beside the bound")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as above:
        folder = Path(above) / "files"
        folder.mkdir()
        paths = write_folder(folder, chosen.count, chosen.words)
        size = sum(path.stat().st_size for path in paths) / 1e6
        print(f"{len(paths)} transcripts of {chosen.words} words, {size:.0f} MB")
        list(sentences(["Load the model. Now."], model_ends))
        totals = {"import": 0.0, "passages": 0.0, "bare": 0.0}
        whole = 0.0
        with set_up(Path(above) / "study", codebook="value-creation", coder="ana", title="Benchmark") as project:
            step = max(1, len(paths) // BLOCKS)
            for first in range(0, len(paths), step):
                block = paths[first : first + step]
                timed = block[: max(2, round(len(block) * chosen.share))]
                spent = imported(project, timed)
                totals["import"] += spent
                totals["bare"] += bare(timed)
                totals["passages"] += split(project, project.documents.ids()[-len(timed) :])
                whole += spent + imported(project, block[len(timed) :])
                print(f"{first + len(block):6d} imported in {whole:.1f} s, {resident():.0f} MB")
    print(", ".join(f"{name} {spent:.1f} s" for name, spent in totals.items()), "for the same files")
    print(f"import / bare: {totals['import'] / totals['bare']:.2f}")
    print(f"import and passages / bare: {(totals['import'] + totals['passages']) / totals['bare']:.2f}")


if __name__ == "__main__":
    main()
