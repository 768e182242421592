"""The headings a report adds, in the languages it can be written in."""

from collections.abc import Mapping

from qualcode.reports.content.headings_of_work import HEADINGS_OF_WORK

_TRANSLATED: Mapping[str, Mapping[str, str]] = {
    **HEADINGS_OF_WORK,
    "In their words": {"de": "In ihren Worten", "fr": "En leurs propres mots", "es": "En sus propias palabras"},
    "What speaks against it": {
        "de": "Was dagegen spricht",
        "fr": "Ce qui s’y oppose",
        "es": "Lo que habla en contra",
    },
    "Where it comes from": {"de": "Woher es stammt", "fr": "D’où cela vient", "es": "De dónde procede"},
    "How it came about": {"de": "Wie es entstanden ist", "fr": "Comment il est né", "es": "Cómo surgió"},
    "Question": {"de": "Frage", "fr": "Question", "es": "Pregunta"},
    "Table": {"de": "Tabelle", "fr": "Tableau", "es": "Tabla"},
    "Themes": {"de": "Themen", "fr": "Thèmes", "es": "Temas"},
    "Themes at a glance": {
        "de": "Die Themen auf einen Blick",
        "fr": "Les thèmes en un coup d’œil",
        "es": "Los temas de un vistazo",
    },
    "Codes behind theme": {"de": "Codes hinter Thema", "fr": "Codes du thème", "es": "Códigos del tema"},
    "Themes that pull apart": {
        "de": "Themen, die auseinanderstreben",
        "fr": "Thèmes en tension",
        "es": "Temas en tensión",
    },
    "Whose words these are": {
        "de": "Wessen Worte das sind",
        "fr": "Qui parle dans ces citations",
        "es": "De quién son estas palabras",
    },
    "Participants by role": {
        "de": "Teilnehmende nach Rolle",
        "fr": "Participants par fonction",
        "es": "Participantes por función",
    },
    "Themes by": {"de": "Themen nach", "fr": "Thèmes par", "es": "Temas por"},
    "Codes by": {"de": "Codes nach", "fr": "Codes par", "es": "Códigos por"},
    "What each recommendation rests on": {
        "de": "Worauf jede Empfehlung beruht",
        "fr": "Sur quoi repose chaque recommandation",
        "es": "En qué se apoya cada recomendación",
    },
    "Themes by role": {"de": "Themen nach Rolle", "fr": "Thèmes par fonction", "es": "Temas por función"},
    "Themes by value cycle": {
        "de": "Themen nach Wertzyklus",
        "fr": "Thèmes par cycle de valeur",
        "es": "Temas por ciclo de valor",
    },
    "Value cycles": {"de": "Wertzyklen", "fr": "Cycles de valeur", "es": "Ciclos de valor"},
    "Codes": {"de": "Codes", "fr": "Codes", "es": "Códigos"},
    "How to read this report": {
        "de": "Wie dieser Bericht zu lesen ist",
        "fr": "Comment lire ce rapport",
        "es": "Cómo leer este informe",
    },
    "Codebook": {"de": "Codebuch", "fr": "Livre de codes", "es": "Libro de códigos"},
    "What a coding may say besides its code": {
        "de": "Was eine Codierung außer ihrem Code sagen kann",
        "fr": "Ce qu’un codage peut dire en plus de son code",
        "es": "Qué puede decir una codificación además de su código",
    },
    "Rules for deciding between codes": {
        "de": "Regeln für die Wahl zwischen Codes",
        "fr": "Règles pour choisir entre les codes",
        "es": "Reglas para elegir entre códigos",
    },
    "Provisional codes": {"de": "Vorläufige Codes", "fr": "Codes provisoires", "es": "Códigos provisionales"},
    "Retired codes": {"de": "Ausgemusterte Codes", "fr": "Codes retirés", "es": "Códigos retirados"},
    "Value matrix": {"de": "Wertmatrix", "fr": "Matrice de valeur", "es": "Matriz de valor"},
    "Indicators": {"de": "Kennzahlen", "fr": "Indicateurs", "es": "Indicadores"},
    "How value flowed between cycles": {
        "de": "Wie Wert von Zyklus zu Zyklus floss",
        "fr": "Comment la valeur a circulé entre les cycles",
        "es": "Cómo fluyó el valor entre los ciclos",
    },
    "What was carried back": {
        "de": "Was zurückgetragen wurde",
        "fr": "Ce qui a été rapporté",
        "es": "Lo que se llevó de vuelta",
    },
    "Chains that broke off": {
        "de": "Ketten, die abbrachen",
        "fr": "Chaînes interrompues",
        "es": "Cadenas que se rompieron",
    },
    "Stories of value": {"de": "Wertgeschichten", "fr": "Récits de valeur", "es": "Historias de valor"},
}
"""By the English heading, then by language."""


def heading(english: str, language: str) -> str:
    """A heading of a report in the language of the study; English where it is in no other.

    >>> heading("In their words", "de")
    'In ihren Worten'
    """
    return _TRANSLATED.get(english, {}).get(language, english)
