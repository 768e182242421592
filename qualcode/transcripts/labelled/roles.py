"""Words that name a speaker's role, and codes that stand for a person."""

import re

_PLAIN_ROLES = (
    "interviewer interviewee moderator facilitator participant respondent speaker researcher intervieweur intervieweuse"
    " interviewerin interviewter interviewte befragter befragte befragerin moderatorin teilnehmer teilnehmerin sprecher"
    " sprecherin enquêteur enquêtrice enquêté enquêtée interviewé interviewée animateur animatrice modérateur"
    " modératrice participante chercheur chercheuse locuteur entrevistador entrevistadora entrevistado entrevistada"
    " moderador moderadora investigador investigadora informante participante facilitadora pesquisador pesquisadora"
    " hablante falante informant informantin deltager интервьюер респондент информант модератор ведущий"
)
_CAPITAL_ROLES = (
    "principal teacher coach student parent host guest observer subject informant mentor fellow superintendent director"
    " counselor counsellor administrator leader staff mother father child woman man male female unknown translator"
    " interpreter transcriber group everyone voice narrator supervisor evaluator candidate agent customer client"
    " professor audience user doctor nurse patient therapist reporter journalist presenter chair officer witness"
    " announcer mujer hombre mulher homem femme homme"
)
_SHORT_ROLES = "int intvr iv resp res par mod fac all"
_CJK_ROLES = (
    "说话人 发言人 話者 화자 访谈者 采访者 受访者 被访者 访问者 主持人 记者 嘉宾 問 答"
    " 问 訪問者 受訪者 採訪者 聞き手 話し手 語り手 司会 インタビュアー インタビュイー 回答者"
    " 質問者 参加者 면접자 참여자 참석자 발화자 연구자 진행자 응답자 질문 답변 المحاور"
    " المشارك المذيع الباحث المبحوث المشاركة الباحثة"
)
_NUMBERED = r"(?:[ _#.-]*\d{1,3}[A-Za-z]?|[ _#.-][A-Za-z]| ?\?{1,3})?"


def _any_of(words: str) -> str:
    return "|".join(sorted(set(words.split())))


_ROLE = re.compile(
    r"(?:(?:male|female|unknown|unidentified|first|second|third|lead|co|assistant|vice|deputy|school|new|focus|multiple"
    r"|the|ai|group)[ -])*"
    rf"(?:{_any_of(_PLAIN_ROLES)}|{_any_of(_CAPITAL_ROLES)}|{_any_of(_SHORT_ROLES)})s?(?:[/:*_](?:a|in|innen|r|n))?{_NUMBERED}",
    re.IGNORECASE,
)
_EVERYDAY = re.compile(rf"(?:{_any_of(_CAPITAL_ROLES)})s?", re.IGNORECASE)
_SEVERAL = re.compile(rf"(?:{_any_of(_PLAIN_ROLES)})s", re.IGNORECASE)
_SMALL_ROLE = re.compile(rf"(?:{_any_of(_PLAIN_ROLES)})s?{_NUMBERED}|int|intvr|host ?\d|guest ?\d")
_OTHER_SCRIPTS = re.compile(rf"(?:{_any_of(_CJK_ROLES)})[ ]?[\dA-ZＡ-Ｚ０-９一二三四五甲乙丙]{{0,3}}")
_LETTER_ROLE = re.compile(rf"[IQARP]{_NUMBERED}")
_CODE = re.compile(r"(?:[A-Z]{1,6}|[A-Z][a-z]{1,3}|[a-z]{1,3}|SPEAKER)[-_]?\d{1,4}[A-Za-z]?(?:[-_ ][A-Z]{1,3}\d{1,3})?")
_INTERVIEWER = re.compile(
    r"(?:(?:first|second|third|lead|co|assistant|ai)[ -])*"
    r"(?:(?:ai |virtual )?assistant|chatbot"
    r"|interviewers?|intervieweu(?:r|se)|interviewer[:*_/]?in(?:nen)?|enquêt(?:eur|rice)|entrevistadora?|entrevistador/a|int|intvr|iv"
    r"|i|q|questions?|questioner|moderator(?:in|s)?|moderadora?|modérat(?:eur|rice)|animat(?:eur|rice)|mod|facilitators?|facilitadora?|fac"
    r"|researchers?|chercheu(?:r|se)|investigadora?|pesquisadora?|интервьюер|модератор"
    r"|访谈者|采访者|訪問者|访问者|採訪者|主持人|记者|問|问|聞き手|司会|インタビュアー|質問者|면접자|진행자|연구자|질문"
    rf"|المحاور|المذيع|الباحث|الباحثة){_NUMBERED}",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"(?:unknown|unidentified)(?: (?:speaker|voice|male|female|participant))?(?: ?\d+)?"
    r"|all|everyone|group|several|multiple(?: speakers| voices)?|transcriber|translator|interpreter|observer|narrator",
    re.IGNORECASE,
)
_NO_CODES = frozenset(("rq", "covid", "fig", "ch", "sec", "vol", "no"))


def is_role_or_code(label: str) -> bool:
    """Whether a label names a role or a participant's code by itself: Interviewer 2, P10, I, SPEAKER_00."""
    label = label.removesuffix(".")
    if label[:1].isupper() and _ROLE.fullmatch(label):
        return True
    if any(pattern.fullmatch(label) for pattern in (_SMALL_ROLE, _LETTER_ROLE, _OTHER_SCRIPTS)):
        return True
    return bool(_CODE.fullmatch(label)) and re.sub(r"[\W\d_].*", "", label).casefold() not in _NO_CODES


def is_everyday_role(label: str) -> bool:
    """Whether a role is also a word people use before a colon: Teacher, Student, Participants."""
    return bool(_EVERYDAY.fullmatch(label) or _SEVERAL.fullmatch(label))


def asks(label: str) -> bool:
    """Whether a label itself says that this person asks the questions."""
    return bool(_INTERVIEWER.fullmatch(label.removesuffix(".")))


def is_no_participant(label: str) -> bool:
    """Whether a label names a group, somebody unknown or a person who only helps: All, Unknown Speaker, Observer."""
    return bool(_OTHER.fullmatch(label))
