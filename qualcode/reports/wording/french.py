"""French words for amounts, people, causes and changes."""

from dataclasses import replace

from qualcode.analysis.amounts import ALL, NONE, ONE
from qualcode.reports.wording.english import ENGLISH
from qualcode.reports.wording.tongue import ALL_BUT_ONE, COUPLE, LESS_THAN_HALF, MANY, MOST_OF, NOT_ALL, SEVERAL

_OF = r"(?:de\s+(?:ces\s+|nos\s+)?|des\s+|d['’]entre\s+(?:les\s+)?|parmi\s+les\s+|d['’])"
_VERBS = (
    "disent dit ont a évoquent évoqué mentionnent mentionné décrivent parlent rapportent racontent pensent trouvent "
    "sentent craignent espèrent voient utilisent soulignent expliquent estiment étaient sont"
)
FRENCH = replace(
    ENGLISH,
    amounts=(
        (ALL_BUT_ONE, r"tou(?:te)?s\s+sauf\s+une?"),
        (NOT_ALL, r"pas\s+tou(?:te)?s"),
        ("nearly all", r"(?:presque|quasiment)\s+tou(?:te)?s|(?:la\s+)?quasi-totalité|l['’]écrasante\s+majorité"),
        (NONE, r"aucune?|pas\s+une?\s+seule?"),
        (MOST_OF, r"plus\s+de\s+la\s+moitié|(?:la|une)\s+(?:grande\s+|large\s+)?majorité"),
        (LESS_THAN_HALF, r"moins\s+de\s+la\s+moitié|(?:la|une)\s+(?:petite\s+)?minorité"),
        ("about half", r"(?:(?:environ|près\s+de|presque|à\s+peu\s+près)\s+)?la\s+moitié"),
        (ONE, r"(?:une?\s+seule?)"),
        (COUPLE, r"deux\s+ou\s+trois"),
        (MANY, r"beaucoup|de\s+nombreu(?:x|ses)|bon\s+nombre|(?:un\s+grand\s+nombre)"),
        ("a few", r"(?:très\s+)?peu|(?:seulement\s+)?quelques(?:-une?s)?|une\s+poignée"),
        (SEVERAL, r"plusieurs"),
        ("some", r"certaine?s"),
        ("most", r"la\s+plupart"),
        (ALL, r"tou(?:te)?s|chaque|l['’]ensemble"),
    ),
    links=rf"(?:{_OF}|(?:les|nos|ces)\s+)?",
    everybody=(
        r"participante?s?|personnes|répondante?s?|interviewée?s?|enquêtée?s?|membres?|interlocuteurs|interlocutrices"
        r"|d['’]entre\s+(?:eux|elles)"
    ),
    schools=r"écoles?|établissements?",
    people=(
        r"direct(?:eur|rice)s?|chef(?:fe)?s?|enseignante?s?|professeure?s?|responsables?|cadres?|collègues|proviseure?s?"
        r"|principa(?:l|le|ux|les)|format(?:eur|rice)s?|leaders?|dirigeante?s?|éducat(?:eur|rice)s?|femmes|hommes"
    ),
    outside=r"élèves?|enfants|parents|familles|apprenante?s?",
    adjectives=r"(?:\d+|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|autres|nouveaux|nouvelles|jeunes|anciens)",
    pronouns=(
        ("nearly all", r"presque\s+tout\s+le\s+monde"),
        (ALL, r"tout\s+le\s+monde"),
        (NONE, r"personne"),
        ("a few", r"presque\s+personne"),
    ),
    those=r"(?:de\s+)?(?:ceux|celles)\s+(?:que\s+nous\s+avons\s+)?(?:interrogée?s|rencontrée?s)",
    of_one="",
    of_any=r"\Z.",
    never_alone=r"chaque",
    several=r"\Z.",
    said=rf"(?:n['’]|ne\s+|l['’]|en\s+|aussi\s+)?(?:{'|'.join(_VERBS.split())})",
    endings=r"(?:s|e|es|aux|x)\Z",
    quiet_before=(
        r"(?:\b(?:comme|que|si|une|cette|chaque|toute|autre)\s+|\b(?:il|elle|je|nous|P\d+)\s+(?:(?!que\b|et\b)\w+\s+){0,5})\Z"
    ),
    quiet_after=(
        r"\s*(?:-\w|(?:devraient|doivent|doit|pourront|seront)\b|ont\s+(?:tous\s+)?été\s+(?:interrogée?s|invitée?s|choisie?s"
        r"|sélectionnée?s)|ont\s+(?:signé|consenti))"
    ),
    quiet_sentence=r"\s*(?:Inviter|Invitez|Demander|Demandez|Offrir|Donner|Proposer)\b",
    dominant=r"(?:thème|atout|constat|bénéfice)s?\s+(?:dominant|principal|prédominant)e?s?|(?:principal|principale)\s+(?:thème|atout|bénéfice|force)",
    foremost=r"(?:le\s+plus\s+(?:grand|important)|la\s+plus\s+(?:grande|importante|forte))\s+(?:thème|atout|force|bénéfice|valeur|apport)",
    causal=(
        r"(?:a|ont)\s+(?:conduit\s+à|mené\s+à|entraîné|causé|amélioré|augmenté|réduit|renforcé|permis\s+d['’e])"
        r"|efficaces?|efficacement|(?:l['’]|un\s+)impact\s+(?:de|du|des|sur)|effets?\s+(?:de|du|des|sur)"
    ),
    told_as_said=(
        r"\b(?:disent|dit|disaient|selon|d['’]après|racontent|rapportent|pensent|estiment|sentent|décrivent|espèrent"
        r"|si|pourrait|pourraient|devrait|ne|n['’]|pas|aucune?|à\s+leurs\s+yeux)"
    ),
    changed=(
        r"(?:augmenté|progressé|crû|baissé|diminué|chuté|hausse|baisse|croissance|gain)\s+(?:\w+\s+){0,3}?(?:de\s+)?"
        r"\d[\d.,]*\s*(?:%|pour\s+cent)|\b(?:doublé|triplé|quadruplé)\b"
    ),
    from_to=r"\bde\s+(?:(?:environ|seulement)\s+)?\d[\d.,]*\s+à\b|\bpassée?s?\s+de\b",
    how_many=r"\bn\s?=\s?\d|\b(?:sur|des|parmi)\s+(?:les\s+)?\d+",
    compared=r"\b(?:par\s+rapport|comparée?s?|contre|que\s+(?:dans|chez|pour))\b",
    called=(
        (NONE, "aucun"), (ONE, "un seul"), ("a few", "quelques"), ("some", "certains"),
        ("about half", "environ la moitié"), ("most", "la plupart"), ("nearly all", "presque tous"), (ALL, "tous"),
    ),
)  # fmt: skip
"""French; what nothing is said about here does not occur in it."""
