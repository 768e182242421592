"""A SQLite file of a study for other programs to read: no events, no vectors, no stored ids."""

import sqlite3
from collections.abc import Iterable

from qualcode.project.export_layout import ExportTable, ExportView, Rows, quoted


def sqlite_copy(tables: Iterable[ExportTable], views: Iterable[ExportView], rows: Rows) -> bytes:
    """The bytes of a SQLite file; the same rows give the same bytes. Its table `descriptions` says what is what."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("BEGIN")
        made = tuple(tables)
        for table in made:
            _make(connection, table)
            places = ", ".join("?" * len(table.columns))
            # Cases and codes point to others of their table, which may come later.
            connection.execute("PRAGMA defer_foreign_keys=ON")
            connection.executemany(f"INSERT INTO {quoted(table.name)} VALUES ({places})", rows.get(table.name, ()))
            _make_searchable(connection, table)
        asked = tuple(views)
        for view in asked:
            connection.execute(f"CREATE VIEW {quoted(view.name)} AS -- {_remark(view.meaning)}\n{view.select}")
        _describe(connection, made, asked)
        connection.execute("COMMIT")
        return bytes(connection.serialize())
    finally:
        connection.close()


def last_change(connection: sqlite3.Connection) -> str:
    """When the project was changed last, in UTC; empty where nothing was done yet."""
    row = connection.execute("SELECT max(time) FROM events").fetchone()
    return str(row[0] or "")


def _make(connection: sqlite3.Connection, table: ExportTable) -> None:
    written = [f"{quoted(one.name)} {one.type} {one.rules}".rstrip() for one in table.columns]
    meanings = [one.meaning for one in table.columns]
    if table.key:
        written.append(f"PRIMARY KEY ({', '.join(map(quoted, table.key))})")
        meanings.append("")
    last = len(written) - 1
    lines = [
        f"  {one}{'' if place == last else ','}{f' -- {_remark(meaning)}' if meaning else ''}"
        for place, (one, meaning) in enumerate(zip(written, meanings, strict=True))
    ]
    body = "\n".join(lines)
    connection.execute(f"CREATE TABLE {quoted(table.name)} ( -- {_remark(table.meaning)}\n{body}\n)")
    for one in table.columns:
        if "REFERENCES" in one.rules and one.name not in table.key[:1]:
            index = quoted(f"{table.name}_{one.name}")
            connection.execute(f"CREATE INDEX {index} ON {quoted(table.name)} ({quoted(one.name)})")


def _make_searchable(connection: sqlite3.Connection, table: ExportTable) -> None:
    if not table.searched:
        return
    name, columns = quoted(f"{table.name}_search"), ", ".join(map(quoted, table.searched))
    connection.execute(f"CREATE VIRTUAL TABLE {name} USING fts5({columns}, content={quoted(table.name)})")
    connection.execute(f"INSERT INTO {name} ({name}) VALUES ('rebuild')")


def _describe(connection: sqlite3.Connection, tables: Iterable[ExportTable], views: Iterable[ExportView]) -> None:
    connection.execute(
        "CREATE TABLE descriptions ( -- what every table, view and column means\n"
        "  item TEXT NOT NULL, -- the table or view\n"
        "  column TEXT NOT NULL, -- empty for the whole of it\n"
        "  meaning TEXT NOT NULL,\n"
        "  PRIMARY KEY (item, column)\n)"
    )
    told = [(table.name, "", table.meaning) for table in tables]
    told += [(view.name, "", view.meaning) for view in views]
    told += [(table.name, one.name, one.meaning) for table in tables for one in table.columns]
    told += [
        (f"{table.name}_search", "", f"full-text search in {' and '.join(table.searched)} of {table.name}")
        for table in tables
        if table.searched
    ]
    connection.executemany("INSERT INTO descriptions VALUES (?, ?, ?)", told)


def _remark(words: str) -> str:
    """Words that stand behind a comment sign to the end of a line."""
    return " ".join(words.split())
