import pytest

from qualcode.analysis.decision_alarms import questions_to_the_coder
from qualcode.analysis.ledger import Offered


def decided(number: int, *, added: bool, seconds: float | None = 8.0, arm: str = "offered") -> Offered:
    return Offered(
        coder="ana",
        code="trust",
        document="D01",
        participant=None,
        arm=arm,
        band="some",
        probability=0.5,
        status="accepted" if added else "rejected",
        added=added,
        seconds=seconds,
        decided=f"2026-03-02T09:{number:02d}:00Z",
    )


def sitting(accepted: int, of: int, seconds: float | None) -> list[Offered]:
    return [decided(number, added=number >= of - accepted, seconds=seconds) for number in range(of)]


@pytest.mark.parametrize(
    ("some", "question"),
    [
        (
            sitting(19, 20, 2.1),
            "You accepted 19 of the last 20, about 2 seconds each. Were these all so clear, or is it time for a break?",
        ),
        (
            sitting(20, 20, None),
            "You accepted 20 of the last 20. Would you have given each of these codes unasked?",
        ),
        (
            sitting(10, 20, 0.3),
            "Your last 20 decisions took less than a second each. Was that time enough to read them?",
        ),
        (sitting(18, 20, 3.0), None),
        (sitting(19, 19, 1.0), None),
        ([decided(59, added=False), *sitting(18, 30, 9.0)], None),
    ],
)
def test_eager_and_quick_decisions_are_asked_about_once_there_are_twenty(some: list[Offered], question: str) -> None:
    assert questions_to_the_coder(some, "ana") == ((question,) if question else ())
    assert questions_to_the_coder(some, "ben") == ()


@pytest.mark.parametrize(("accepted", "of", "asked"), [(2, 10, True), (1, 10, False), (9, 9, False), (3, 30, False)])
def test_accepted_decoys_are_asked_about_once_there_are_ten(accepted: int, of: int, asked: bool) -> None:
    some = [decided(number, added=number < accepted, arm="decoy") for number in range(of)]

    found = questions_to_the_coder(some, "ana")

    assert bool(found) is asked
    assert not asked or found[0].startswith(f"{accepted} of the {of} passages put in as a test")
