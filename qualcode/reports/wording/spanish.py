"""Spanish words for amounts, people, causes and changes."""

from dataclasses import replace

from qualcode.analysis.amounts import ALL, NONE, ONE
from qualcode.reports.wording.english import ENGLISH
from qualcode.reports.wording.tongue import ALL_BUT_ONE, COUPLE, LESS_THAN_HALF, MANY, MOST_OF, NOT_ALL, SEVERAL

_VERBS = (
    "dijo dijeron dicen mencionó mencionaron describió describieron habló hablaron sintió sintieron contaron creen "
    "piensan usaron usan nombraron encontraron esperaban valoran valoraron señalaron recordaron tenían eran están"
)
SPANISH = replace(
    ENGLISH,
    amounts=(
        (ALL_BUT_ONE, r"tod[oa]s\s+menos\s+un[oa]?"),
        (NOT_ALL, r"no\s+tod[oa]s"),
        ("nearly all", r"casi\s+tod[oa]s|la\s+(?:inmensa|gran)\s+mayoría"),
        (NONE, r"ning[uú]n[oa]?|ni\s+un[oa]?\s+sol[oa]"),
        (MOST_OF, r"más\s+de\s+la\s+mitad|una\s+(?:gran\s+|amplia\s+)?mayoría"),
        (LESS_THAN_HALF, r"menos\s+de\s+la\s+mitad|una\s+(?:pequeña\s+)?minoría"),
        ("about half", r"(?:(?:cerca\s+de|alrededor\s+de|aproximadamente|casi|unas?)\s+)?la\s+mitad"),
        (ONE, r"(?:sólo|solo|solamente)\s+un[oa]?|un[oa]?\s+sol[oa]"),
        (COUPLE, r"un\s+par|dos\s+o\s+tres"),
        (MANY, r"much[oa]s|numeros[oa]s|gran\s+parte|un\s+gran\s+número"),
        ("a few", r"un[oa]s\s+(?:poc[oa]s|cuant[oa]s)|(?:muy\s+)?poc[oa]s|un\s+puñado"),
        (SEVERAL, r"vari[oa]s"),
        ("some", r"algun[oa]s|ciert[oa]s"),
        ("most", r"la\s+mayoría|la\s+mayor\s+parte"),
        (ALL, r"tod[oa]s|cada"),
    ),
    links=r"(?:(?:de\s+)?(?:l[oa]s|est[oa]s|nuestr[oa]s)\s+|de\s+|del\s+)?",
    everybody=r"participantes?|personas|entrevistad[oa]s|encuestad[oa]s|miembros?|interlocutor[ea]s|(?:de\s+)?ell[oa]s",
    schools=r"escuelas?|centros?|colegios?",
    people=(
        r"director(?:es|as|a)?|docentes?|maestr[oa]s?|profesor(?:es|as|a)?|líderes|colegas|educador(?:es|as|a)?"
        r"|coordinador(?:es|as|a)?|formador(?:es|as|a)?|subdirector(?:es|as|a)?|mujeres|hombres"
    ),
    outside=r"estudiantes?|alumn[oa]s?|niñ[oa]s|padres|familias",
    adjectives=r"(?:\d+|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doce|otr[oa]s|nuev[oa]s|jóvenes)",
    pronouns=(
        ("nearly all", r"casi\s+todo\s+el\s+mundo|casi\s+tod[oa]s"),
        (ALL, r"todo\s+el\s+mundo|tod[oa]s"),
        ("a few", r"casi\s+nadie"),
        (NONE, r"nadie"),
    ),
    those=r"(?:de\s+)?(?:quienes|aquell[oa]s)\s+(?:fueron\s+)?entrevist(?:ad[oa]s|amos)",
    of_one="",
    of_any=r"\Z.",
    never_alone=r"cada|ningún",
    several=r"\Z.",
    said=rf"(?:también\s+|lo\s+|la\s+)?(?:{'|'.join(_VERBS.split())})",
    endings=r"(?:es|as|os|s|a|o)\Z",
    quiet_before=(
        r"(?:\b(?:como|que|si|para\s+que)\s+|\b(?:él|ella|yo|nosotros|P\d+)\s+(?:(?!que\b|y\b)\w+\s+){0,5})\Z"
    ),
    quiet_after=(
        r"\s*(?:-\w|(?:deben|deberían|debería|podrán|serán)\b|fueron\s+(?:entrevistad|invitad|seleccionad|elegid)[oa]s"
        r"|firmaron|dieron\s+su\s+consentimiento)"
    ),
    quiet_sentence=r"\s*(?:Invit(?:ar|e|en)|Pregunt(?:ar|e|en)|Ofrecer|Dar)\b",
    dominant=r"(?:tema|fortaleza|hallazgo|valor|beneficio)s?\s+(?:dominante|principal|predominante)s?|principal(?:es)?\s+(?:tema|fortaleza|beneficio)s?",
    foremost=r"(?:el|la)\s+(?:mayor|más\s+importante)\s+(?:tema|fortaleza|valor|beneficio|logro)|(?:tema|fortaleza|valor|beneficio)\s+más\s+importante",
    causal=(
        r"(?:condujo|condujeron|llevó|llevaron)\s+a|provocó|causó|causaron|mejoró|mejoraron|aumentó|aumentaron|redujo"
        r"|(?:eficaz|eficaces|eficazmente|efectiv[oa]s?|efectivamente)|(?:el\s+|un\s+)?impacto\s+(?:de|del|en|sobre)"
    ),
    told_as_said=(
        r"\b(?:dijo|dijeron|dicen|según|contaron|creen|piensan|sintieron|describen|describieron|si|podría|podrían"
        r"|debería|no|nada|ningun[oa]|esperan|a\s+su\s+juicio)\b"
    ),
    changed=(
        r"(?:creció|crecieron|aumentó|subió|bajó|cayó|disminuyó|aumento|caída|incremento)\s+(?:\w+\s+){0,3}?(?:de\s+|del\s+|un\s+)?"
        r"\d[\d.,]*\s*(?:%|por\s+ciento)|\b(?:duplicó|triplicó|duplicaron|triplicaron)\b"
    ),
    from_to=r"\bde\s+(?:(?:unos|sólo|solo)\s+)?\d[\d.,]*\s+a\b|\bpasó\s+de\b",
    how_many=r"\bn\s?=\s?\d|\b(?:de|entre)\s+(?:l[oa]s\s+)?\d+\s+[a-z]",
    compared=r"\b(?:en\s+comparación|comparad[oa]s?|frente\s+a|que\s+(?:en|para|el|la|los|las))\b",
    called=(
        (NONE, "ninguno"), (ONE, "solo uno"), ("a few", "unos pocos"), ("some", "algunos"),
        ("about half", "cerca de la mitad"), ("most", "la mayoría"), ("nearly all", "casi todos"), (ALL, "todos"),
    ),
)  # fmt: skip
"""Spanish; what nothing is said about here does not occur in it."""
