"""The few words an HTML report adds to what Markdown and Word hold too, in the languages of reports."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrases:
    """What the page itself says."""

    skip: str
    contents: str
    around: str
    """Above the turns around a quote."""
    interviewer: str
    speaker: str
    """Who is quoted."""
    another: str
    """Anybody else who speaks."""
    as_quoted: str
    left_out: str
    table: str
    shaded: str
    """Under a shaded table."""
    flow: str
    """Under the picture of flows."""
    checked: str
    """At the foot of the page."""


_IN: Mapping[str, Phrases] = {
    "en": Phrases(
        "Skip to the report",
        "Contents",
        "What was said around it",
        "Interviewer",
        "Participant",
        "Another participant",
        "The words quoted above.",
        "Words left out.",
        "Table",
        "The stronger the colour of a cell, the larger the share.",
        "Arrows are as thick as the number of participants beside them. Full lines: participants said that one led to "
        "the other. Broken lines: inferred only.",
        "Every figure and quote here can be checked against the interviews with “qualcode verify”.",
    ),
    "de": Phrases(
        "Zum Bericht springen",
        "Inhalt",
        "Was davor und danach gesagt wurde",
        "Interview",
        "Teilnehmende Person",
        "Eine andere teilnehmende Person",
        "Die oben zitierten Worte.",
        "Worte ausgelassen.",
        "Tabelle",
        "Je kräftiger die Farbe einer Zelle, desto größer der Anteil.",
        "Die Pfeile sind so dick wie die Zahl der Teilnehmenden daneben. Volle Linien: Teilnehmende sagten selbst, "
        "dass eines zum anderen führte. Gestrichelte Linien: nur erschlossen.",
        "Alle Zahlen und Zitate lassen sich mit „qualcode verify“ an den Interviews prüfen.",
    ),
    "fr": Phrases(
        "Aller au rapport",
        "Sommaire",
        "Ce qui a été dit avant et après",
        "Interview",
        "Participant·e",
        "Une autre personne",
        "Les mots cités ci-dessus.",
        "Mots omis.",
        "Tableau",
        "Plus la couleur d’une case est soutenue, plus la part est grande.",
        "L’épaisseur des flèches suit le nombre de participants inscrit à côté. Traits pleins : les participants ont "
        "dit eux-mêmes que l’un a mené à l’autre. Traits discontinus : seulement déduit.",
        "Chaque chiffre et chaque citation peut être vérifié dans les entretiens avec « qualcode verify ».",
    ),
    "es": Phrases(
        "Ir al informe",
        "Índice",
        "Lo que se dijo antes y después",
        "Entrevista",
        "Participante",
        "Otra persona participante",
        "Las palabras citadas arriba.",
        "Palabras omitidas.",
        "Tabla",
        "Cuanto más intenso el color de una celda, mayor la parte.",
        "El grosor de las flechas sigue el número de participantes escrito al lado. Líneas continuas: los "
        "participantes dijeron que lo uno llevó a lo otro. Líneas discontinuas: solo inferido.",
        "Cada cifra y cada cita puede comprobarse en las entrevistas con «qualcode verify».",
    ),
}


def phrases_in(language: str) -> Phrases:
    """What the page says in a language; English where it speaks no other."""
    return _IN.get(language, _IN["en"])
