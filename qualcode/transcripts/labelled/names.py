"""What a label looks like: the name of a person, a part of a text, a sentence."""

import re
from collections.abc import Mapping

from qualcode.transcripts.reading import folded

MOST_NAME_WORDS = 5

_LONGEST_UNSPACED = 10
"""Characters of a name in a script that puts no spaces between words."""


def _set_of(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NOT_PEOPLE = _set_of(
    "abstract action actions agenda aim answer answers appendix attachment attachments background break caveat"
    " chapter comment comments conclusion conclusions consent context date dates day decision decisions description"
    " details discussion duration end ending example examples figure file finding findings follow-up goal goals"
    " http https id important instructions interview interviews intro introduction invited item items key keywords"
    " language length location mailto memo method methods minutes month note notes observation observations"
    " outline outro overview owner page paragraph part phone pilot place point points practice problem project"
    " purpose question questions quote reason recording reflection reflections result results role rule rules"
    " school season section setting site solution source start status step steps strategy study subject-line"
    " summary table tags task themes theme time timestamp title tip todo topic topics transcript transcription"
    " transcribed type update url version visit warning weather week wrap-up year covid fig grade phase january"
    " february march april may june july august september october november december monday tuesday wednesday"
    " thursday friday saturday sunday ps nb eg ie re fyi cc to from sent subject first second third next then"
    " finally lastly also datum zeit ort fecha hora lugar lieu durée duración nota notas observación observaciones"
    " resumen pregunta respuesta data local observação observações pergunta resposta remarque frage antwort"
    " notiz anmerkung dauer titel título titre"
    " 时间 地点 日期 主题 性别 年龄 职业 学历 备注 注 例如 比如 第一 第二 第三 首先 其次 最后 总之 因此 所以 时长 编号"
    " 時間 地點 主題 性別 年齡 職業 備註 日時 場所 年齢 備考 例えば 일시 장소 성별 나이 직업 주제 비고 예를"
    " التاريخ المكان الوقت العمر المدة ملاحظة مثلا أولا ثانيا"
)
GIVEN_NAMES = frozenset(("will", "an", "my", "so", "do"))
"""Words that start sentences and are given names, too; where they recur before a colon they are people."""

_SENTENCE_STARTS = _set_of(
    "a an and are as at because but by can could did do does even every for from had has have he her here his how i"
    " i'd i'll i'm i've if in is it it's its just let like maybe my no not now of oh okay ok on one or our see she so"
    " some that that's the their them there there's these they they're this those to um uh was we we'd we'll we're"
    " we've well were what what's when where which while who why will with would yeah yes yet you your you're right"
    " exactly sure absolutely correct hm hmm mhm wow great thanks anyway honestly basically really actually again"
)
SPEAK_WHERE_THEY_RECUR = _set_of(
    "subject question questioner answer pregunta respuesta pergunta resposta frage antwort domanda risposta"
    " réponse вопрос ответ"
)
"""Parts of a text that name who speaks where they recur."""

_BEFORE_A_PART = _set_of(
    "last final next first second third other another main big key good great same quick fun side short only real"
    " two three four five few best worst biggest hardest interesting related bottom fair different important"
)
_IS_A_PART = _set_of(
    "question questions point points thing things note notes example examples topic topics reason reasons part parts"
    " problem problems issue issues idea ideas fact facts line takeaway takeaways concern concerns lesson challenge"
)
"""Words that make a part of a text or talk of those before them: Last question, Main point, Fun fact."""

SOUNDS = re.compile(
    r"(?:\w+ )?(?:inaudible|unintelligible|indistinct|crosstalk|overlap\w*|laugh\w*|chuckl\w*|giggl\w*|paus\w*|silence"
    r"|music|applause|noise|phone|sigh\w*|cough\w*|nod\w*|smil\w*|whisper\w*|redacted|blank|break|recording|start|end"
    r"|sic|audio|unclear|ph|off mic|emphasis|gestur\w*|cry\w*|sniff\w*|clap\w*|sob\w*|scream\w*|shout\w*|yell\w*"
    r"|groan\w*|gasp\w*|moan\w*|grunt\w*|singing|humming|mutter\w*|mumbl\w*|cheer\w*|weep\w*|barking|ringing"
    r"|breath\w*|voice breaking)\b.*",
    re.IGNORECASE,
)
_TITLE = re.compile(r"(?:mr|mrs|ms|mx|dr|prof|rev|sr|sra|st|hon|sen|rep|gov|capt|sgt|lt|fr|br)s?\. ", re.IGNORECASE)
_TITLED = re.compile(
    r"(?:(?:chief )?justice|judge|mr|mrs|ms|mx|miss|dr|prof|professor|rev|hon|sen|senator|rep|representative|mayor"
    r"|councilor|councillor|councilman|councilwoman|commissioner|chair|chairman|chairwoman|president|secretary|minister"
    r"|officer|detective|sgt|capt|gov|governor|sister|brother|mme|mlle|m|monsieur|madame|herr|frau|sr|sra|señor|señora"
    r"|dona|doña|don)\.? (?P<name>\S.*)",
    re.IGNORECASE,
)
_ENDS_IN_INITIAL = re.compile(r"(?:^|[ .])(?:[^\W\d_]|jr|sr|esq|m\.d|ph\.d)\.$", re.IGNORECASE)
_NUMBERED = re.compile(r"(?P<word>[^\W\d_]{2,})[ _-]?\d{1,3}")
_FEWEST_BY_LETTER = 3
"""Turns under a letter, at least, where the word for it may have stood before the first."""

_MOST_UNCASED = 3
"""Words of a name in a script that has no capital letters, at most."""

_HAN = re.compile(r"[\u3400-\u9fff]+")
_LONGEST_HAN = 3
"""Characters of a name in Chinese ones; longer labels are facts: 联系方式."""

_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def form_of(label: str) -> str:
    """What kind of name a label looks like: full, single, initials, capitals, uncased, numbered or other."""
    words = label.split()
    letters = re.sub(r"[\W\d_]", "", label)
    if letters and letters.upper() == letters.lower() and len(words) <= _MOST_UNCASED:
        return "other" if _HAN.fullmatch(letters) and len(letters) > _LONGEST_HAN else "uncased"
    if _NUMBERED.fullmatch(label):
        return "numbered"
    if letters.isupper() and (len(letters) <= 3 or re.fullmatch(r"(?:[^\W\d_]\.[ ]?)+", label)):
        return "initials"
    if letters.isupper():
        return "capitals"
    if len(words) > 1 and words[0][0].isupper() and words[-1][0].isupper():
        return "full"
    return "single" if len(words) == 1 and label[0].isupper() else "other"


def counts_alike(label: str, other: str) -> bool:
    """Whether two labels are one word with different numbers: Mujer 1 and Mujer 2."""
    one, two = _NUMBERED.fullmatch(label), _NUMBERED.fullmatch(other)
    return one is not None and two is not None and one["word"] == two["word"]


def is_titled(label: str) -> bool:
    """Whether a label is a person’s name after a title: MR. FRIEND, Judge Lee, Mme Petit."""
    titled = _TITLED.fullmatch(label)
    return (
        titled is not None
        and len(label.split()) <= MOST_NAME_WORDS
        and all(word[0].isupper() for word in titled["name"].split())
    )


def stand_for_each_other(label: str, other: str) -> bool:
    """Whether one is the other in full: Foster for MAX FOSTER, CORRESPONDENT, or SH for Sandra Holyoak."""
    long, short = sorted((folded(label), folded(other)), key=len, reverse=True)
    words = long.split()
    if len(words) < 2 or len(short) < 2:
        return False
    initials = {"".join(word[0] for word in words[:many]) for many in (2, 3)} | {words[0][0] + words[-1][0]}
    return short in words or short in initials


def person(label: str) -> str:
    """The name in a label that also tells what the person is, as broadcasts write it: ANA RUIZ, TEACHER AND MOTHER."""
    return label.partition(",")[0] if label.isupper() and "," in label else label


def introduced_in_full(reasons: Mapping[str, str | None], counts: Mapping[str, int]) -> dict[str, None]:
    """Words for the letters that stand for them from then on: Question: and Answer:, then Q: and A:."""
    letters = {label for label, reason in reasons.items() if reason is None and counts[label] >= _FEWEST_BY_LETTER}
    words = [label for label in reasons if folded(label) in SPEAK_WHERE_THEY_RECUR and label[0].upper() in letters]
    return dict.fromkeys(words if len(words) > 1 else ())


def names_a_part(label: str) -> bool:
    """Whether a label names a part of a text: Note, Question 3, Next steps."""
    first = label.split(maxsplit=1)[0].casefold().replace("’", "'").strip(".,")
    letters = re.sub(r"[\W\d_]+", " ", label).strip().casefold()
    if first in _BEFORE_A_PART and label.rsplit(maxsplit=1)[-1] in _IS_A_PART:
        return True
    return bool({folded(label), first, re.sub(r"[\d_]+$", "", first), letters} & (_NOT_PEOPLE - {"id"})) or (
        folded(label) == "id"
    )


def unlike_a_name(label: str, longest: int = MOST_NAME_WORDS) -> str | None:
    """Why a label cannot be anybody's name; None where it can."""
    if names_a_part(label):
        return "names a part of a text, not a person"
    if len(person(label).split()) > longest:
        return "is longer than five words"
    return "reads like a sentence" if _reads_like_a_sentence(label) else None


def _reads_like_a_sentence(label: str) -> bool:
    words = label.split()
    first = words[0].casefold().replace("’", "'").strip(".,")
    capitals = label.isupper() and len(words) > 1
    if folded(label) in {"you", "me", "them"}:
        return False
    if first in _SENTENCE_STARTS and not capitals and not _ENDS_IN_INITIAL.search(label):
        return True
    plain = _TITLE.sub("", label)
    ends = plain[-1:] in ".," and not _ENDS_IN_INITIAL.search(plain)
    unspaced = _UNSPACED.search(label) is not None and len(label) > _LONGEST_UNSPACED
    return ends or unspaced or re.search(r"[?!;…“”\"]|//|\w{3,}\. ", plain) is not None


_MOST_SMALL = 4
"""Words of a label that begins with a small letter, at most; more are the start of a sentence."""


_MOST_IN_A_HANDLE = 2
"""Words of a name with a number that people give themselves: iphone 2."""


def in_small_letters(label: str, count: int) -> str | None:
    """Why a label in small letters is no name, unless it is a handle, has a capital later, or recurs often."""
    numbered = any(letter.isdigit() for letter in label) and len(label.split()) <= _MOST_IN_A_HANDLE
    handle = "@" in label or "_" in label or "/" in label or numbered
    if not label[0].islower() or handle:
        return None
    if (count >= 3 or (count > 1 and not label.islower())) and len(label.split()) <= _MOST_SMALL:
        return None
    return "begins with a small letter"
