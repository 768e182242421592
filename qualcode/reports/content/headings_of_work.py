"""Headings of the reports on how a study was done and on single people, in the languages they can be written in."""

from collections.abc import Mapping

HEADINGS_OF_WORK: Mapping[str, Mapping[str, str]] = {
    "Methods": {"de": "Methoden", "fr": "Méthodes", "es": "Métodos"},
    "Approach": {"de": "Vorgehen", "fr": "Démarche", "es": "Enfoque"},
    "Material": {"de": "Material", "fr": "Matériau", "es": "Material"},
    "Coding": {"de": "Codierung", "fr": "Codage", "es": "Codificación"},
    "Assistance by the program": {
        "de": "Hilfe durch das Programm",
        "fr": "Aide du programme",
        "es": "Ayuda del programa",
    },
    "Consent and quotes": {
        "de": "Einwilligung und Zitate",
        "fr": "Consentement et citations",
        "es": "Consentimiento y citas",
    },
    "Software and log": {"de": "Software und Protokoll", "fr": "Logiciel et journal", "es": "Programa y registro"},
    "Checklists": {"de": "Checklisten", "fr": "Listes de contrôle", "es": "Listas de verificación"},
    "Who coded": {"de": "Wer codierte", "fr": "Qui a codé", "es": "Quién codificó"},
    "Versions of the codebook": {
        "de": "Fassungen des Codebuchs",
        "fr": "Versions du livre de codes",
        "es": "Versiones del libro de códigos",
    },
    "What became of suggestions": {
        "de": "Was aus Vorschlägen wurde",
        "fr": "Ce que sont devenues les suggestions",
        "es": "Qué fue de las sugerencias",
    },
    "Participants": {"de": "Teilnehmende", "fr": "Participants", "es": "Participantes"},
    "Summed up": {"de": "Zusammengefasst", "fr": "En résumé", "es": "En resumen"},
    "Memos": {"de": "Memos", "fr": "Mémos", "es": "Notas"},
    "Progress": {"de": "Stand der Arbeit", "fr": "Avancement", "es": "Avance"},
    "In these days": {"de": "In diesen Tagen", "fr": "Ces jours-ci", "es": "En estos días"},
    "Finished": {"de": "Fertig", "fr": "Terminé", "es": "Terminado"},
    "Codings by day": {"de": "Codierungen nach Tag", "fr": "Codages par jour", "es": "Codificaciones por día"},
    "New codes": {"de": "Neue Codes", "fr": "Nouveaux codes", "es": "Códigos nuevos"},
    "Changed definitions": {
        "de": "Geänderte Definitionen",
        "fr": "Définitions modifiées",
        "es": "Definiciones modificadas",
    },
    "Themes not yet examined": {
        "de": "Noch nicht geprüfte Themen",
        "fr": "Thèmes pas encore examinés",
        "es": "Temas aún no examinados",
    },
    "What waits": {"de": "Was wartet", "fr": "Ce qui attend", "es": "Lo que espera"},
    "Next": {"de": "Als Nächstes", "fr": "Prochaine étape", "es": "Lo siguiente"},
}
"""By the English heading, then by language."""
