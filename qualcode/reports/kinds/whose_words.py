"""How many voices the quotes of a report rest on, and who is never quoted."""

from qualcode.reports.answers.answers import Answers
from qualcode.reports.answers.theme_quotes import theme_quotes
from qualcode.reports.answers.voices import voices
from qualcode.reports.content.draft import TEAM
from qualcode.reports.content.headings import heading
from qualcode.reports.kinds.figures import figure

WHOSE = "Whose words these are"


def whose_words(answers: Answers, audience: str) -> list[str]:
    """A paragraph on the spread of a theme report's quotes; nothing where nobody is quoted."""
    places = [one.place for quotes in theme_quotes(answers, audience).values() for one in quotes]
    found = voices(answers, places)
    if not found.people:
        return []
    about = figure(answers, "number", "voices", to=audience)
    people = figure(answers, "number", "quoted", to=audience)
    noun = "person" if about.startswith("1<") else "people"
    lines = [f"The quotes rest on about {about} {noun}, as evenly as they are spread; quoted at all: {people}."]
    for what, who, words in (
        ("neverquoted", found.never, "Raised a theme and could be quoted, but are not"),
        ("paraphrased", found.paraphrased, "Raised a theme and agreed to be paraphrased only"),
        ("withheld", found.withheld, "Raised a theme and did not agree to be quoted"),
    ):
        if who:
            named = f" ({', '.join(who)})" if audience == TEAM else ""
            lines.append(f"{words}: {figure(answers, 'number', what, to=audience)}{named}.")
    if found.uneven and audience == TEAM:
        lines.append(f"Worth a look: {', '.join(found.most_quoted)} has more of the quotes than others.")
    return [f"## {heading(WHOSE, answers.material.language)}", " ".join(lines)]
