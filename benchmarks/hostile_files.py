"""Hostile transcripts: what is empty, cut, locked, lying, endless or no transcript at all."""

import json
import random
import zipfile
from collections.abc import Callable, Mapping

from hostile_made import (
    LARGE,
    OLE,
    docx,
    interview,
    locked_docx,
    lying,
    noise,
    odt,
    pdf,
    prose,
    row,
    said,
    segments,
    shown,
    times,
    turns_of,
    vtt,
    xlsx,
    zipped,
)

_DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
_EAF = '<?xml version="1.0"?>{}<ANNOTATION_DOCUMENT><TIME_ORDER>{}</TIME_ORDER>{}</ANNOTATION_DOCUMENT>'

FILES: Mapping[str, Callable[[], bytes]] = {
    "empty.txt": lambda: b"",
    "byte order mark only.txt": lambda: b"\xef\xbb\xbf",
    "zero bytes.txt": lambda: b"Q: Hello\x00 there\nA: Yes\x00\x00\x00 indeed\n" * 20,
    "picture.txt": lambda: b"\x89PNG\r\n\x1a\n" + noise(20_000),
    "archive.txt": lambda: zipped({"a.bin": noise(20_000)}),
    "noise.txt": lambda: noise(LARGE),
    "half characters.txt": lambda: b"Q: Hello \xed\xa0\x80 there\nA: Yes\n" * 20,
    "half characters wide.txt": lambda: b"\xff\xfe" + "Q: Hello\nA: Yes".encode("utf-16-le") + b"\x00\xd8\n\x00",
    "right to left.txt": lambda: "Q: \u202eHello\u202c \u2066there\u2069\nA: \u200fYes, it was.\n".encode() * 20,
    "line of 2 MB.txt": lambda: b"Interviewer: And?\nP01: " + times(b"word and ", 2_000_000) + b"\nInterviewer: Yes.\n",
    "60,000 turns.txt": lambda: interview(60_000),
    "turns without end.txt": lambda: interview(198_000),
    "labels of one letter.txt": lambda: times(b"A: x\nB: y\n"),
    "everybody once.txt": lambda: b"".join(b"Person%d: hello to you\n" % n for n in range(350_000)),
    "colons.txt": lambda: times(b":"),
    "backticks.txt": lambda: times(b"`"),
    "brackets.txt": lambda: times(b"[("),
    "labels inside.txt": lambda: times(b"Hello there. Interviewer: Yes. Participant: No. "),
    "initials.txt": lambda: times(b"Ab. Cd: "),
    "bars.txt": lambda: times(b"| a | b |\n", 8_000_000),
    "empty lines.txt": lambda: times(b"\n") + b"x",
    "windows.txt": lambda: times(
        "Q: Où était-ce, et après ?\nA: À l’école, nous avons travaillé toute la semaine.\n".encode("cp1252")
    ),
    "emoji.txt": lambda: times("😀".encode()),
    "prose.md": lambda: " ".join(prose(LARGE)).encode(),
    "prose and a smile.md": lambda: " ".join(prose(LARGE)).encode() + "😀".encode(),
    "turns and a smile.txt": lambda: interview(190_000) + "😀".encode(),
    "time stamps.txt": lambda: times(b"[00:00:01] #00:00:02-0# x\n"),
    "out of order.vtt": lambda: vtt(2_000, step=-2),
    "no time.vtt": lambda: vtt(2_000, lasts=0),
    "negative.vtt": lambda: vtt(2_000, lasts=-1),
    "cues without end.vtt": lambda: vtt(170_000),
    "one cue.vtt": lambda: b"WEBVTT\n\n00:00.000 --> 00:02.000\n<v Ana>" + times(b"and then "),
    "open marks.vtt": lambda: b"WEBVTT\n\n00:00.000 --> 00:02.000\n" + times(b"<v <c.&"),
    "arrows.srt": lambda: times(b"1\n00:00:01,000 --> 00:00:02,000\n"),
    "old word.doc": lambda: OLE + noise(50_000),
    "locked.docx": lambda: OLE + noise(50_000),
    "locked inside.docx": locked_docx,
    "cut short.docx": lambda: docx(turns_of(500))[:-400],
    "bomb.docx": lambda: docx(said("a" * 60_000_000)),
    "lying.docx": lambda: lying("word/document.xml", b" " * 80_000_000, 1_000),
    "other packing.docx": lambda: zipped({"word/document.xml": b"a" * 1000}, zipfile.ZIP_LZMA),
    "many members.docx": lambda: docx(said("Q: Yes"), more={f"word/{n}.xml": "" for n in range(60_000)}),
    "doctype.docx": lambda: docx(said("Q: &b;&f;"), _DOCTYPE),
    "paths.docx": lambda: docx(turns_of(20), more={"../../out.txt": "x", "/etc/out": "x", "C:\\out": "x"}),
    "deep.docx": lambda: docx("<w:tbl><w:tr><w:tc>" * 60_000),
    "paragraphs.docx": lambda: docx(turns_of(120_000)),
    "runs.docx": lambda: docx("<w:p>" + "".join(f"<w:r><w:t>{n * n}</w:t></w:r>" for n in range(240_000)) + "</w:p>"),
    "cells.docx": lambda: docx(
        "<w:tbl><w:tr>" + "".join(f"<w:tc>{said(str(n * n))}</w:tc>" for n in range(60_000)) + "</w:tr></w:tbl>"
    ),
    "one word.docx": lambda: docx(said("".join(map(chr, random.Random(7).choices(range(97, 123), k=15_000_000))))),
    "bomb.odt": lambda: odt("<text:p>" + "a" * 60_000_000 + "</text:p>"),
    "locked.odt": lambda: odt("<text:p>x</text:p>", manifest="<manifest><encryption-data/></manifest>"),
    "doctype.odt": lambda: odt("<text:p>&b;&f;</text:p>", _DOCTYPE),
    "spaces.odt": lambda: odt('<text:p>Q: a<text:s text:c="999999999"/>b</text:p>' * 1_000),
    "columns.odt": lambda: odt(
        '<table:table><table:table-row table:number-rows-repeated="99999999"><table:table-cell '
        'table:number-columns-repeated="99999999"><text:p>a</text:p></table:table-cell></table:table-row></table:table>'
    ),
    "groups.rtf": lambda: b"{\\rtf1" + times(b"{"),
    "paragraphs.rtf": lambda: b"{\\rtf1 " + times(b"A: x\\par ") + b"}",
    "prose.rtf": lambda: b"{\\rtf1 Q: " + times(b"and then ") + b"}",
    "binary.rtf": lambda: b"{\\rtf1 Q: yes \\bin999999999 " + times(b"\\'00") + b"}",
    "cut short.pdf": lambda: pdf(shown(b"Q: Yes.") * 100)[:-200],
    "locked.pdf": lambda: pdf(
        shown(b"Q: Yes."),
        more=b"/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O(%s)/U(%s)>>" % (b"o" * 32, b"u" * 32),
    ),
    "bomb.pdf": lambda: pdf(shown(b"Q: Yes.") * 6_000_000, packed=True),
    "pages.pdf": lambda: pdf(shown(b"Q: Yes."), pages=60_000),
    "drawings.pdf": lambda: pdf(times(b"0 0 m 9 9 l S\n"), packed=True),
    "noise.pdf": lambda: b"%PDF-1.7\n" + noise(LARGE) + b"\n%%EOF\n",
    "semicolons.csv": lambda: b"Sprecher;Text\n" + "Änne;Es war schön\nJörg;Für mich nicht\n".encode("cp1252") * 20,
    "two headings.csv": lambda: b"speaker,text,text\n" + b"Ana,It was fine I think,Another thing was said here\n" * 20,
    "commas.csv": lambda: b"speaker,text\n" + times(b","),
    "open quotation.csv": lambda: b'speaker,text\nAna,"It was fine\n' + times(b"Lee,It was not\n"),
    "rows.csv": lambda: b"speaker,text\n" + times(b"Ana,It was\n"),
    "one cell.csv": lambda: b"speaker,text\nAna," + times(b"and then "),
    "questions.csv": lambda: times(b"`", 5_000_000) + b",answer\n" + b"P1,It was fine I think and so\n" * 20,
    "bomb.xlsx": lambda: xlsx(row("speaker", "text") + row("Ana", "a" * 60_000_000)),
    "cells.xlsx": lambda: xlsx(row("speaker", "text") + "".join(row("Ana", f"It was {n * n}") for n in range(190_000))),
    "far away.xlsx": lambda: xlsx(row("speaker", "text") + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    "row beyond.xlsx": lambda: xlsx(row("a", "b") + '<row r="99999999999999999999"><c><v>1</v></c></row>'),
    "wide.xlsx": lambda: xlsx("".join(row(f"{n * n}") + '<row><c r="XFD2"><v>1</v></c></row>' for n in range(50_000))),
    "strings.xlsx": lambda: xlsx(
        row("speaker", "text"), strings="".join(f"<si><t>{n * n}</t></si>" for n in range(390_000))
    ),
    "doctype.xlsx": lambda: xlsx(row("speaker", "&b;"), _DOCTYPE),
    "deep.json": lambda: times(b"["),
    "deep objects.json": lambda: times(b'{"segments":[', 4_000_000),
    "segments.json": lambda: b"[" + segments(140_000) + b"]",
    "cut short.json": lambda: b"[" + segments(140_000),
    "long number.json": lambda: b'[{"speaker": "A", "text": "x", "start": ' + times(b"9") + b"}]",
    "no numbers.json": lambda: b'[{"speaker": "A", "text": "It was", "start": NaN, "end": Infinity}]',
    "half characters.json": lambda: json.dumps([{"speaker": "A", "text": "It was \ud800\u0000"}] * 9).encode(),
    "turns.cha": lambda: b"@UTF8\n@Begin\n@Participants:\tPAR Participant\n" + times(b"*PAR:\tit was .\n") + b"@End\n",
    "times.cha": lambda: b"@UTF8\n@Begin\n" + b"*PAR:\tit was . \x15999999999999_1\x15\n" * 50 + b"@End\n",
    "doctype.eaf": lambda: _EAF.format(_DOCTYPE, "", "").encode(),
    "slots.eaf": lambda: _EAF.format("", '<TIME_SLOT TIME_SLOT_ID="a" TIME_VALUE="1"/>' * 200_000, "").encode(),
    "circle.eaf": lambda: _EAF.format(
        "",
        "",
        '<TIER TIER_ID="a" PARENT_REF="b"/><TIER TIER_ID="b" PARENT_REF="a"><ANNOTATION><REF_ANNOTATION '
        'ANNOTATION_ID="x" ANNOTATION_REF="x"><ANNOTATION_VALUE>yes</ANNOTATION_VALUE></REF_ANNOTATION>'
        "</ANNOTATION></TIER>",
    ).encode(),
    "web page.html": lambda: b"<html><body>" + times(b"<p>Q: yes</p>"),
}
"""What each file holds, by its name."""

HARMLESS: Mapping[str, Callable[[], bytes]] = {
    "text": lambda: interview(8),
    "vtt": lambda: vtt(8),
    "docx": lambda: docx(turns_of(8)),
    "odt": lambda: odt("<text:p>Q: Yes, it was.</text:p><text:p>A: No, it was not.</text:p>" * 4),
    "rtf": lambda: b"{\\rtf1 Q: Yes, it was.\\par A: No, it was not.\\par }",
    "pdf": lambda: pdf(shown(b"Q: Yes, it was.")),
    "csv": lambda: b"speaker,text\n" + b"Ana,It was fine\nLee,It was not\n" * 4,
    "xlsx": lambda: xlsx(row("speaker", "text") + (row("Ana", "It was fine") + row("Lee", "It was not")) * 4),
    "json": lambda: b'[{"speaker": "A", "start": 0, "end": 1, "text": "It was fine."}]',
    "cha": lambda: b"@UTF8\n@Begin\n@Participants:\tPAR Participant\n*PAR:\tit was .\n@End\n",
    "eaf": lambda: _EAF.format(
        "",
        '<TIME_SLOT TIME_SLOT_ID="a" TIME_VALUE="1"/><TIME_SLOT TIME_SLOT_ID="b" TIME_VALUE="9"/>',
        '<TIER TIER_ID="Ana"><ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="x" TIME_SLOT_REF1="a" TIME_SLOT_REF2="b">'
        "<ANNOTATION_VALUE>yes it was</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION></TIER>",
    ).encode(),
}
"""A short good file of each format, against whose memory the others are held."""
