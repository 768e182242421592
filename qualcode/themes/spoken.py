"""Words of spoken English that hold talk together and say nothing of what it is about."""

import re

_ENDINGS = ("ing", "ies", "es", "ed", "s", "y", "e")
_WORD = re.compile(r"[^\W_]+(?:['’‘\-][^\W_]+)*")

_GRAMMAR = """
a about above across after again against all along already also although always am among an and another any anybody
anyone anything anyway are aren't around as at away back be because been before behind being below beside besides
between both but by can can't cannot could couldn't did didn't do does doesn't doing don't done down during each
either else enough etc even ever every everybody everyone everything except few for from further had hadn't has
hasn't have haven't having he he'd he'll he's hence her here here's hers herself him himself his how how's however i
i'd i'll i'm i've if in indeed instead into is isn't it it'd it'll it's its itself just least less let let's many
may maybe me meanwhile might mine more most much must mustn't my myself near neither never next no nobody none nor
not nothing now nowhere of off often on once one one's ones only onto or other others otherwise ought our ours
ourselves out over own per perhaps quite rather same several shall shan't she she'd she'll she's should shouldn't
since so some somebody somehow someone something sometimes somewhere still such than that that'd that'll that's the
their theirs them themselves then there there'd there'll there's therefore these they they'd they'll they're they've
this those though through throughout thus till to together too toward towards under unless until up upon us very via
was wasn't we we'd we'll we're we've were weren't what what's whatever when when's whenever where where's wherever
whether which whichever while who who'd who'll who's whoever whole whom whose why why's will with within without
won't would wouldn't yet you you'd you'll you're you've your yours yourself yourselves two three first second last
"""

_TALK = """
ah aha alright basically bit definitely especially er erm exactly feel feeling felt found generally gonna gotta
guess guessing hm hmm honestly huh kind kinda kinds like literally lot lots mean means meant mhm mm mmm mostly nah
obviously oh ok okay probably really right say saying says said seem seemed seems sort sorta sorts stuff suppose
sure talk talked talking tell telling thing things think thinking thought told uh uhm um usually wanna well whatnot
wow yea yeah yep yes yup actually absolutely certainly totally pretty ended end ends
"""

_PLAIN_VERBS = """
able ask asked asking became become becomes becoming began begin bring brought came come comes coming gave get gets
getting give given gives giving go goes going gone got gotten happen happened happening happens keep keeps kept knew
know knowing known knows liked likes look looked looking looks made make makes making need needed needs put puts
putting said saw see seeing seen sees start started starting take taken takes taking took tried tries try trying use
used using want wanted wants went work worked way ways
"""

_MEASURES = """
always anymore big certain day days different early good great hard high little long new nice old person people
place point time times today year years interview interviewer participant question
"""

EMPTY = frozenset(f"{_GRAMMAR} {_TALK}".split())
"""Words no phrase begins or ends with."""
PALE = EMPTY | frozenset(f"{_PLAIN_VERBS} {_MEASURES}".split())
"""Words that say too little to stand alone, but may be part of a phrase: “protected time”."""


def words_of(passage: str) -> list[str]:
    """The words of a passage in order, in small letters, with apostrophes made straight; any script.

    >>> words_of("Well, we’ve PROTECTED the time – twice-weekly.")
    ['well', "we've", 'protected', 'the', 'time', 'twice-weekly']
    """
    return [match.group().casefold().replace("’", "'").replace("‘", "'") for match in _WORD.finditer(passage)]


def stem(word: str) -> str:
    """A word without its ending, so that “budgets” and “budget” are one.

    >>> stem("budgets"), stem("classes"), stem("day's")
    ('budget', 'class', 'day')
    """
    word = word.removesuffix("'s")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word
