from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from qualcode.project import open_project
from qualcode.project.changes import sha256
from qualcode.study.importing import ImportedFile, import_files

AT_ONCE = 4


def test_different_files_of_one_name_imported_at_once_all_keep_their_originals(folder: Path, tmp_path: Path) -> None:
    together = Barrier(AT_ONCE)

    def take_in(number: int) -> list[ImportedFile]:
        file = tmp_path / str(number) / "talk.txt"
        file.parent.mkdir()
        file.write_text(f"Asker: And then?\nEve: We met {number} times.\n")
        with open_project(folder) as project:
            together.wait()
            return import_files(project, "ana", [file])

    with ThreadPoolExecutor(AT_ONCE) as threads:
        rows = [row for rows in threads.map(take_in, range(AT_ONCE)) for row in rows]
    assert all(row.documents for row in rows)
    with open_project(folder) as project:
        kept = {one.original: one.bytes_sha256 for one in project.documents.versions()}
    originals = {path.name: sha256(path.read_bytes()) for path in (folder / "transcripts").iterdir()}
    assert kept == originals
    assert {"talk.txt", "talk (2).txt", "talk (3).txt", "talk (4).txt"} < set(originals)
