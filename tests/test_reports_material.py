"""A small invented study that the tests of the reports share: five people, two coders, one interview not coded yet."""

from dataclasses import replace

from qualcode.model import Challenge, Coding, Document, Evidence, Participant, Speaker, Theme, Turn
from qualcode.reports.answers.material import Material

SPEECH: dict[str, list[tuple[str, str]]] = {
    "D01": [
        ("Interviewer", "Thanks for making time. What, if anything, did you take back to your school?"),
        (
            "Dana",
            "We drafted the feedback card together in May, and I took it home. It was *our* card [laughs] & mine.",
        ),
        ("Interviewer", "Mhm."),
        ("Dana", "My teachers asked for the card again this spring, so the card is still in use at our school."),
    ],
    "D02": [
        ("Interviewer", "Did anything you drafted together with the others reach a classroom?"),
        (
            "Femi",
            "The card we drafted together is in use in four classrooms now. She said “come in” <!-- and --> I did.",
        ),
        ("Femi", "It's not perfect | nobody counts it; I don’t, 1 of 9 weeks goes by without it."),
    ],
    "D03": [
        ("Interviewer", "What did the meetings give you?"),
        ("Gus", "Honestly? Nothing I could use. A nice lunch. The card never reached our school."),
    ],
    "D04": [
        ("Interviewer", "And you?"),
        ("Hana", "I would love to use the card with my team next year, if the budget allows it."),
    ],
    "D05": [("Interviewer", "Shall we begin?"), ("Ines", "Please do, I have the card right here with me today.")],
}
PEOPLE = {
    "Dana": Participant("P01", {"role": "principal", "school": "Alder"}),
    "Femi": Participant("P02", {"role": "vice principal", "school": "Birch"}),
    "Gus": Participant("P03", {"role": "principal", "school": "Cedar"}),
    "Hana": Participant("P04", {"role": "teacher leader", "school": "Birch"}),
    "Ines": Participant("P05", {"role": "teacher leader", "school": "Cedar"}),
}
CODINGS = [
    ("D01", "We drafted the feedback card together in May, and I took it home.", "vc.applied", "ana", {}),
    ("D01", "It was *our* card [laughs] & mine.", "vc.immediate", "ana", {"valence": "positive"}),
    ("D01", "My teachers asked for the card again this spring", "vc.applied.school", "ana", {"valence": "positive"}),
    ("D02", SPEECH["D02"][1][1], "vc.applied", "ana", {"valence": "mixed"}),
    ("D02", SPEECH["D02"][2][1], "vc.immediate", "ben", {"valence": "negative"}),
    ("D03", "The card never reached our school.", "vc.applied", "ana", {"valence": "absent"}),
    ("D03", "A nice lunch.", "vc.immediate", "ben", {}),
    ("D04", SPEECH["D04"][1][1], "vc.applied", "ben", {"narrative": "aspiration"}),
    ("D05", SPEECH["D05"][1][1], "vc.applied", "ana", {}),
]
LABELS = {
    "vc.immediate": "Immediate value",
    "vc.potential": "Potential value",
    "vc.applied": "Applied value",
    "vc.applied.school": "Applied in the whole school",
}


def speak(document: str) -> tuple[str, tuple[Turn, ...]]:
    text, turns = "", []
    for number, (label, words) in enumerate(SPEECH[document], 1):
        start = len(text) + len(label) + 2
        turns.append(Turn(number, start, start + len(words), label, begins=60.0 * number))
        text += f"{label}: {words}\n\n"
    return text, tuple(turns)


def coding(number: int, row: tuple[str, str, str, str, dict[str, str]]) -> Coding:
    document, words, code, coder, modifiers = row
    text, turns = speak(document)
    start = text.index(words)
    turn = next(turn for turn in turns if turn.start <= start < turn.end)
    return Coding(
        f"c{number}", document, PEOPLE[turn.label or ""].id, turn.number, start, start + len(words), words, code, coder,
        modifiers,
    )  # fmt: skip


def document(name: str, finished_by: tuple[str, ...], asked: frozenset[str] | None = None) -> Document:
    person = PEOPLE[SPEECH[name][1][0]].id
    return Document(
        name, f"Interview {name}", "interview", (person,), finished_by, next(iter(finished_by), None), asked
    )


def study() -> Material:
    card = Theme(
        id="3d0c",
        name='One card | "ours"',
        idea="Something made together is used, because it is “ours and nobody else's”; 3 of 9 such things are.",
        boundary="Not things that were handed out.",
        codes=("vc.applied",),
        evidence=(Evidence("c5", "against"),),
        challenges=(Challenge("things nobody used", 40, "bounded", "One school never saw the card."),),
    )
    lunch = Theme(id="77ab", name="A good lunch", idea="People like to meet.", codes=("vc.immediate",))
    return Material(
        title="What the principals’ community gave",
        question="What value do leaders say the community created?",
        mode="codebook",
        documents=(
            document("D01", ("ana",)),
            document("D02", ("ana", "ben")),
            document("D03", ("ben", "ana")),
            document("D04", ("ben",)),
            document("D05", ()),
        ),
        participants=tuple(PEOPLE.values()),
        speakers=tuple(
            Speaker(name, label, "participant" if label in PEOPLE else "interviewer",
                    PEOPLE[label].id if label in PEOPLE else None)
            for name in SPEECH for label in dict(SPEECH[name])
        ),
        turns={name: speak(name)[1] for name in SPEECH},
        texts={name: speak(name)[0] for name in SPEECH},
        codings=tuple(coding(number, row) for number, row in enumerate(CODINGS, 1)),
        themes=(card, lunch),
        code_labels=LABELS,
        cycles={"vc.immediate": "Immediate value", "vc.applied": "Applied value"},
    )  # fmt: skip


def test_the_invented_study_codes_exactly_the_words_of_its_transcripts() -> None:
    material = study()
    assert all(material.texts[one.document][one.start : one.end] == one.words for one in material.codings)
    assert replace(material) == material
