"""German words for amounts, people, causes and changes."""

from dataclasses import replace

from qualcode.analysis.amounts import ALL, NONE, ONE
from qualcode.reports.wording.english import ENGLISH
from qualcode.reports.wording.tongue import ALL_BUT_ONE, COUPLE, LESS_THAN_HALF, MANY, MOST_OF, NOT_ALL, SEVERAL

_PERSON = r"(?:in|innen|:innen|en|n|s|e)?"
_VERBS = (
    "sagte sagten sagen sprach sprachen erwähnte erwähnten beschrieb beschrieben berichtete berichteten fühlte fühlten "
    "nannte nannten fand fanden meinte meinten glaubte glaubten nutzte nutzten wollte wollten teilten erlebte erlebten "
    "hoffte hofften zweifelte zweifelten erinnerten betonte betonten schätzte schätzten hatte hatten war waren sahen"
)
GERMAN = replace(
    ENGLISH,
    amounts=(
        (ALL_BUT_ONE, r"alle\s+bis\s+auf\s+eine[nr]?"),
        (NOT_ALL, r"nicht\s+(?:alle|jede[rs]?)"),
        (
            "nearly all",
            r"(?:fast|nahezu|beinahe)\s+(?:alle[rn]?|jede[rs]?|sämtliche[rn]?)|(?:die|eine)\s+überwältigende\s+Mehrheit",
        ),
        (NONE, r"keine[rsn]?|kein"),
        (
            MOST_OF,
            r"(?:etwas\s+)?mehr\s+als\s+die\s+Hälfte|(?:die|eine|der)\s+(?:große\s+|klare\s+)?Mehr(?:heit|zahl)|ein\s+Großteil",
        ),
        (LESS_THAN_HALF, r"weniger\s+als\s+die\s+Hälfte|(?:die|eine)\s+(?:kleine\s+)?Minderheit"),
        ("about half", r"(?:(?:etwa|rund|ungefähr|knapp|fast|gut)\s+)?die\s+Hälfte"),
        (ONE, r"nur\s+eine?[rs]?|ein\s+einzige[rs]?|eine\s+einzige"),
        (MANY, r"(?:sehr\s+)?viele|zahlreiche"),
        ("a few", r"(?:nur\s+)?(?:einige\s+|sehr\s+)?wenige|(?:nur\s+)?ein\s+paar|(?:nur\s+)?eine\s+Handvoll"),
        (COUPLE, r"zwei,?\s+drei"),
        (SEVERAL, r"mehrere|etliche"),
        ("some", r"einige|manche"),
        ("most", r"(?:die|der|den)\s+(?:allermeisten|meisten)"),
        (ALL, r"alle|sämtliche|jede[rs]?"),
    ),
    links=r"(?:(?:der|den|dieser|diesen|unserer|von\s+den|unter\s+den|die|diese)\s+)?",
    everybody=(
        rf"Teilnehm(?:er|ende){_PERSON}|Befragte[nr]?|Interviewte[nr]?|Gesprächspartner{_PERSON}|Personen|Menschen"
        rf"|Mitglieder[n]?|von\s+ihnen"
    ),
    schools=r"Schulen?|Standorte[n]?",
    people=(
        rf"\w*(?:leiter|lehrer|direktor|pädagog|berater|kolleg|führer|koordinator|mentor|rektor){_PERSON}"
        r"|\w*(?:leitung|lehrkraft|lehrkräfte|lehrperson|führungskraft|führungskräfte|führungsperson|leitende)(?:en|n)?"
        r"|Fachkräfte[n]?|Frauen|Männer[n]?"
    ),
    outside=rf"\w*Schüler{_PERSON}|Kinder[n]?|Eltern|Familien|Jugendliche[nr]?|Lernende[nr]?",
    adjectives=r"(?:\d+|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|[a-zäöüß-]{3,}(?:en|er|e))",
    pronouns=(
        ("nearly all", r"(?:fast|nahezu|beinahe)\s+(?:alle|jeder|jede)"),
        ("a few", r"(?:kaum|fast)\s+(?:jemand|niemand)"),
        (NONE, r"niemand|keiner|keine"),
        (ALL, r"alle|jeder|jede"),
    ),
    those=r"(?:derer|derjenigen|deren|jener),?\s+(?:mit\s+denen\s+wir\s+sprachen|die\s+wir\s+befragt(?:en|\s+haben))",
    of_one="",
    of_any=r"\Z.",
    never_alone=r"jede[rs]?|kein",
    several=r"\Z.",
    said=rf"(?:auch\s+|sogar\s+)?(?:{'|'.join(_VERBS.split())})",
    endings=r"(?:[:*_]?innen|in|en|n|e)\Z",
    quiet_before=(
        r"(?:\b(?:wie|als|ob|wenn|falls|damit|nicht\s+nur)\s+|\b(?:er|ich|wir|P\d+)\s+(?:(?!dass\b|und\b)\w+\s+){0,5}"
        r"|\b(?:am)\s+)\Z"
    ),
    quiet_after=(
        r"\s*(?:-\w|(?:sollten|sollen|müssen|werden|können|dürfen)\b|(?:wurden|werden)\s+(?:\w+\s+){0,3}"
        r"(?:befragt|eingeladen|interviewt|ausgewählt|angefragt)|stimmten\s+der|willigten)"
    ),
    quiet_sentence=r"\s*(?:Laden|Bitten|Fragen|Geben|Bieten|Zeigen)\s+(?:Sie|wir)\b",
    dominant=(
        r"dominante[sn]?\s+(?:Thema|Stärke|Wert|Befund|Nutzen)|dominierende[sn]?\s+(?:Thema|Befund)"
        r"|(?:Haupt(?:thema|stärke|nutzen|befund|gewinn|grund))"
    ),
    foremost=r"(?:wichtigste|größte|stärkste)[rsn]?\s+(?:Thema|Stärke|Wert|Befund|Nutzen|Gewinn|Grund|Sorge)",
    causal=(
        r"(?:führte[n]?|führt)\s+(?:\w+\s+){0,3}?(?:zu|dazu)|bewirkte[n]?|verursachte[n]?|verbesserte[n]?|steigerte[n]?"
        r"|erhöhte[n]?|wirksam(?:e|en|er)?|effektiv(?:e|en|er)?|Wirkung\s+(?:der|des|auf)|Auswirkung(?:en)?\s+(?:der|auf)"
    ),
    told_as_said=(
        r"\b(?:sagte[n]?|sagen|berichte(?:te)?[n]?|laut|zufolge|fühlte[n]?|beschrieb(?:en)?|meinte[n]?|glaubte?[n]?"
        r"|ob|wenn|könnte[n]?|würde[n]?|soll(?:te)?[n]?|nicht|kein[e]?|keine[nr]?|nichts|aus\s+ihrer\s+Sicht|hofft?e?[n]?)\b"
    ),
    changed=(
        r"(?:stieg(?:en)?|wuchs(?:en)?|sank(?:en)?|fiel(?:en)?|gestiegen|gesunken|Zuwachs|Anstieg|Rückgang)\s+(?:\w+\s+){0,4}?"
        r"\d[\d.,]*\s*(?:%|Prozent)|um\s+\d[\d.,]*\s*(?:%|Prozent)"
        r"|\b(?:verdoppelte[n]?|verdreifachte[n]?|halbierte[n]?|verdoppelt|verdreifacht|halbiert)\b"
    ),
    from_to=r"\bvon\s+(?:(?:etwa|rund|nur|knapp)\s+)?\d|Ausgangswert",
    how_many=r"\bn\s?=\s?\d|\b(?:von|unter|bei)\s+(?:(?:den|allen)\s+)?\d+",
    compared=r"\b(?:verglichen|Vergleich|gegenüber|als\s+(?:in|bei|an|die|der|zuvor))\b",
    called=(
        (NONE, "keine"), (ONE, "nur eine"), ("a few", "einige wenige"), ("some", "einige"),
        ("about half", "etwa die Hälfte"), ("most", "die meisten"), ("nearly all", "fast alle"), (ALL, "alle"),
    ),
)  # fmt: skip
"""German; what nothing is said about here does not occur in it."""
