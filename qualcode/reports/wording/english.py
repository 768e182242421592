"""English words for amounts, people, causes and changes."""

from qualcode.analysis.amounts import ALL, NONE, ONE
from qualcode.reports.wording.tongue import (
    ALL_BUT_ONE,
    COUPLE,
    LESS_THAN_HALF,
    MANY,
    MOST_OF,
    NOT_ALL,
    SEVERAL,
    Tongue,
)

_NEARLY = r"(?:nearly|almost|virtually|practically|close\s+to|just\s+about)"
_ABOUT = r"(?:about|around|roughly|approximately|nearly|almost|close\s+to|some)"
_VERBS = (
    "said say says spoke speak mentioned mention described describe felt feel reported report raised raise named name "
    "agreed agree talked talk thought think believed believe used use wanted want shared share noted note expressed "
    "valued value credited credit saw see experienced experience took take tried try changed change hoped hope asked "
    "brought bring doubted doubt criticised criticized complained praised recalled recall explained remembered pointed "
    "emphasised emphasized stressed cited referred identified identify disagreed worried worry found find "
    "kept keep still never gave give called made make told(?!,) came knew know missed"
)
ENGLISH = Tongue(
    amounts=(
        (ALL_BUT_ONE, r"all\s+but\s+one"),
        (NOT_ALL, r"not\s+(?:all|every)"),
        ("nearly all", rf"{_NEARLY}\s+(?:all|every|each)|(?:the|a)\s+(?:vast|overwhelming)\s+majority"),
        (NONE, r"none|not\s+(?:one|a\s+single)|no(?!\s+(?:school|network|district|site)\b)"),
        (
            MOST_OF,
            r"(?:the|a)\s+(?:large\s+|clear\s+|great\s+|narrow\s+)?majority|(?:more\s+than|over|well\s+over)\s+half",
        ),
        (
            LESS_THAN_HALF,
            r"(?:the|a)\s+(?:small\s+|large\s+)?minority|(?:fewer|less)\s+than\s+half|under\s+half|not\s+many",
        ),
        ("about half", rf"(?:{_ABOUT}\s+)?half"),
        (ONE, r"(?:only|just)\s+one|a\s+single"),
        (MANY, r"quite\s+a\s+few|(?:a\s+great\s+|very\s+)?many|a\s+(?:large|great)\s+number|a\s+lot|lots|numerous"),
        (COUPLE, r"a\s+couple"),
        (
            "a few",
            r"(?:only\s+|just\s+|but\s+)?a\s+few|(?:very\s+)?few|a\s+(?:small\s+number|handful)|a\s+small\s+group",
        ),
        (SEVERAL, r"several|a\s+(?:good\s+)?number|a\s+fair\s+number"),
        ("some", r"some"),
        ("most", r"most"),
        (ALL, r"all|every|each"),
    ),
    links=r"(?:of\s+)?(?:(?:the|these|those|our|all|all\s+the|its|their)\s+)?",
    everybody=(
        r"participants?|interviewees?|respondents?|informants?|people|persons?|individuals?|speakers|voices|attendees|members?"
        r"|of\s+them|of\s+those"
    ),
    schools=r"schools?|sites?|campus(?:es)?",
    people=(
        r"leaders?|principals?|head\s?teachers?|teachers?|educators?|administrators?|coach(?:es)?|colleagues?"
        r"|fellows?|staff|superintendents?|directors?|managers?|facilitators?|mentors?|trainers?|practitioners?|women|men"
        r"|organi[sz]ations?|networks?|districts?|counsel+ors?|partners?|adults|professionals|deputies|instructors?"
    ),
    outside=r"students?|pupils?|children|kids|parents?|famil(?:y|ies)|learners?|graders|youth|graduates?",
    adjectives=(
        r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty(?:-\w+)?|other|new|newer|older|younger"
        r"|old|young|senior|junior|veteran|female|male|school|district|network|high|middle|elementary|primary|secondary"
        r"|vice|assistant|deputy|acting|first|second|third|teacher|classroom|community|instructional|central|office"
        r"|rural|urban|black|white|retired|long-serving|\w+-\w+"
        r"|\w{3,}(?:ed|ing|ary|al|ful|ive|ior|ous|ent|ant|ic))"
    ),
    pronouns=(
        ("nearly all", rf"{_NEARLY}\s+(?:everyone|everybody)"),
        (NOT_ALL, r"not\s+(?:everyone|everybody)"),
        (ALL, r"everyone|everybody"),
        ("a few", r"(?:hardly|almost)\s+(?:anyone|anybody|no\s?one|nobody)"),
        (NONE, r"no\s?one|nobody|no-one"),
    ),
    those=(
        r"(?:of\s+)?(?:those|people|them)\s+(?:who\s+were\s+|we\s+|that\s+we\s+)?"
        r"(?:interviewed|asked|surveyed|spoke\s+(?:to|with)|talked\s+(?:to|with)|heard)"
    ),
    of_one=r"(?:each|not every|\S+(?: to| about)? (?:every|each)|every|not one|a single|(?:only|just) one)",
    of_any=r"no",
    never_alone=r"no|each|every|\S+\s+every|not\s+every|a\s+single",
    several=r".*s|people|staff|women|men|children|kids|youth|of them|of those",
    said=rf"(?:also\s+|even\s+|clearly\s+|again\s+|explicitly\s+)?(?:{'|'.join(_VERBS.split())})",
    endings=r"(?<=ch)es\Z|(?<=[^s])s\Z",
    quiet_before=(
        r"(?:\b(?:the|than|as|like|unlike|at|if|whether|unless|should|why|until|how|not\s+only)\s+"
        r"|\b(?:he|she|i|we|you|P\d+)\s+(?:(?!that\b|and\b|but\b)\w+\s+){0,6}"
        r"|\b(?:invite|invited|offer|tell|told|ask|give|gave|trains?|recruit|bring|help|helped|interviewed|met|visited"
        r"|offers|gives|provides?|sends?|serves?|reach|reaches)"
        r"\s+(?:\w+\s+)?)\Z"
    ),
    quiet_after=(
        r"\s*(?:['’]|(?:will|should|must|ought|shall|can|may)\b|who\s+(?:will|should|may)\b"
        r"|(?:was|were|had\s+been|have\s+been|are)\s+(?:then\s+|all\s+|first\s+|each\s+)?(?:interviewed|invited|recruited"
        r"|contacted|selected|sampled|anonymi[sz]ed|asked|thanked|paid|enrol+ed|recorded|told|given|offered|sent|coded)\b"
        r"|(?:consented|signed|agreed\s+to\s+be|agreed\s+to\s+take\s+part)\b|-\w)"
    ),
    quiet_sentence=(
        r"\s*(?:invite|ask|give|offer|bring|let|make|ensure|consider|encourage|pair|send|keep|tell|find|recruit|plan|show)\b"
    ),
    dominant=(
        r"(?:pre)?dominant\s+(?:theme|strength|value|finding|concern|message|reason|challenge|outcome|gain|benefit|view)s?"
        r"|(?:main|chief|primary|leading)\s+(?:theme|strength|value|benefit|concern|challenge|gain|reason)s?"
        r"|theme\s+(?:that\s+)?(?:pre)?dominat(?:es|ed)|(?:pre)?dominates\s+the\s+(?:interviews|accounts|findings)"
    ),
    foremost=(
        r"(?:foremost|most\s+important|greatest|biggest|strongest|most\s+valued)\s+"
        r"(?:theme|strength|value|benefit|finding|concern|challenge|gain|outcome|reason|message)s?"
        r"|(?:first\s+and\s+)?foremost\s+among\s+(?:the|these|those)\s+\w+|\b(?:was|is|were|are)\s+foremost\b"
    ),
    causal=(
        r"(?:has\s+|have\s+|had\s+)?(?:led\s+to|leads\s+to|result(?:ed|s)\s+in|caus(?:ed|es)|improv(?:ed|es)"
        r"|increas(?:ed|es)|reduc(?:ed|es)|boost(?:ed|s)|strengthen(?:ed|s)|transform(?:ed|s)|brought\s+about"
        r"|produc(?:ed|es)|impacted|rais(?:ed|es)\s+(?:achievement|scores|attendance|retention|results))"
        r"|effective(?:ly|ness)?|(?:the|an?|its|their|positive)\s+(?:\w+\s+)?impact\s+(?:of|on)|thanks\s+to\s+the"
    ),
    told_as_said=(
        r"\b(?:said|say|says|saying|reported|report|felt|feel|described|describe|told|think|thought|believed|believe"
        r"|credited|credit|according\s+to|recalled|in\s+their\s+(?:view|words|eyes)|perceived|see|saw|hoped?|mentioned"
        r"|whether|if|may|might|could|would|cannot|can't|does\s+not|do\s+not|did\s+not|didn’t|doesn’t|no\s+evidence"
        r"|not|nothing|should|must|will|intended|aims?|more|less|how)\b"
    ),
    changed=(
        r"(?:grew|rose|increased?|fell|dropped|declined?|up|down|improved?|gain(?:ed)?|jumped|climbed|growth|reduced"
        r"|reduction|shrank|higher|lower)\s+(?:\w+\s+){0,5}?(?:\d[\d.,]*\s*(?:%|per\s?cent\b|percent\b)|[a-z]+fold\b)"
        r"|\d[\d.,]*\s*(?:%|per\s?cent|percent)\s+(?:growth|increase|gain|rise|drop|decline|decrease|reduction|more|fewer"
        r"|less|higher|lower|improvement)\b"
        r"|\b(?:doubled|tripled|trebled|quadrupled|halved|(?:two|three|four|five|ten)fold)\b"
        r"|\b(?:\d+|two|three|four|five|ten)\s+times\s+(?:as|more|higher|fewer|less|larger|greater)\b"
    ),
    from_to=r"\bfrom\s+(?:(?:about|around|only|just|nearly|a|an|the)\s+)*(?:\d|one|two|three|four|five|six|seven|eight|nine|ten)|\bbase(?:line)?\b",
    how_many=r"\bn\s?=\s?\d|\b(?:of|among|across|for)\s+(?:(?:the|all|our|these)\s+)?\d+|\(\d+\s+\w+",
    compared=r"\b(?:compared|against|versus|vs\.?|than\s+(?:in|at|for|the|other|those)|relative\s+to|while\s+\w+\s+\w+)\b",
    called=(),
)
