"""What the log says of how a study was done, in sentences for a methods appendix."""

from qualcode.analysis.counting import LEAD_RULE
from qualcode.reports.answers.answers import Answers
from qualcode.reports.answers.coder_names import coders_told
from qualcode.reports.content.draft import TEAM
from qualcode.reports.content.markdown import escape
from qualcode.reports.kinds.figures import figure
from qualcode.reports.kinds.methods_material import counted_words

MODES = {
    "codebook": "Codebook analysis: a codebook that is kept and revised, codes given to excerpts, themes put together"
    " by people from codes and excerpts.",
    "content": "Content analysis: a codebook settled beforehand, codes given to excerpts and counted.",
    "reflexive": "Reflexive thematic analysis: codes and themes are the analysts’ own reading. Agreement between coders"
    " and saturation are neither sought nor claimed.",
}
_POLICIES = {
    "after_document": "A coder sees suggestions for an interview only after coding it once through.",
    "after_question": "A coder sees suggestions for an answer only after reading past it and coding on.",
    "open": "Coders may see suggestions while coding, so these may have shaped what was coded.",
}
WORDS_ONLY = "words only"
"""What stands in the place of an encoder where there is no language model."""
_OWN_MODEL, _CHOSEN_MODEL = "the language model that comes with qualcode", "a language model that the team chose"


def coders(answers: Answers) -> str:
    """Who coded, and whether several read the same."""
    number = counted_words(figure(answers, "number", "coders"), "person gave codes", "people gave codes")
    doubles = figure(answers, "number", "doubles")
    both = (
        ""
        if doubles.startswith("0<")
        else f" {counted_words(doubles, 'text was', 'texts were')} coded by more than one."
    )
    return f"{number}.{both}"


def first_pass(answers: Answers) -> str:
    """Whether the first reading was free of anybody's answers."""
    if not answers.material.log().finishes:
        return "Nothing has been coded once through yet."
    blind, share = figure(answers, "count", "firstpass"), figure(answers, "count", "blind")
    claimed = figure(answers, "number", "claimed")
    word = "" if claimed.startswith("0<") else f" For {claimed} of these, the file they came from says so."
    return (
        f"First passes made blind (the coder had been shown neither suggestions nor anyone else’s codings of the text):"
        f" {blind}. Of the codings that count, {share} were made blind and not by accepting a suggestion.{word}"
    )


def whose_codings(answers: Answers) -> str:
    """The rule by which codings count."""
    return LEAD_RULE


def assistance(answers: Answers, audience: str) -> str:
    """What the program suggested, what became of it and who decided; the same sentence in every report."""
    shown = figure(answers, "number", "suggestions", became="shown")
    if shown.startswith("0<"):
        return (
            f"The program showed {shown} suggestions to any coder: every code was given by a person, and none by"
            " accepting a suggestion."
        )
    fate = {
        became: figure(answers, "number", "suggestions", became=became)
        for became in ("accepted", "changed", "refused", "open")
    }
    shown_to = (one.coder for one in answers.material.log().ledger)
    names = ", ".join(map(escape, coders_told(answers, shown_to, audience)))
    return (
        f"The program showed {counted_words(shown, 'suggestion', 'suggestions')}: {fate['accepted']} accepted as they"
        f" stood, {fate['changed']} with other words or another code, {fate['refused']} refused, {fate['open']} still"
        f" open. Who decides is a named coder ({names}); every code was given by a person, none by the machine."
    )


def showing_rule(answers: Answers) -> str:
    """When suggestions may show."""
    policy = answers.material.suggestions_policy
    rule = f"The rule of this project now: {_POLICIES.get(policy, f'{escape(policy)}.')}"
    if answers.material.log().rule_changes:
        times = counted_words(figure(answers, "number", "rules"), "time", "times")
        rule += f" It was changed {times} in the course of the study."
    return rule


def tests_put_in(answers: Answers) -> str:
    """Decoys and plain rereads that were decided; empty where there were none."""
    log, told = answers.material.log(), []
    if log.decoys:
        told.append(f"decoys (known to fit badly) decided: {figure(answers, 'number', 'decoys')}")
    if log.rereads:
        told.append(f"plain rereads (a passage without its code) decided: {figure(answers, 'number', 'rereads')}")
    return f"Put in as tests: {'; '.join(told)}." if told else ""


def missed(answers: Answers) -> str:
    """What reading unmarked passages again came to."""
    if not answers.material.log().read_again:
        return "How much the coding missed was not looked into: no sample of unmarked passages was drawn."
    drawn, read, found = (figure(answers, "number", one) for one in ("drawn", "reread", "missed"))
    return (
        f"Of {counted_words(drawn, 'unmarked passage', 'unmarked passages')} drawn at random, {read} were read once"
        f" more by their own coder, and {found} of these were given a code."
    )


def codebook(answers: Answers) -> str:
    """How many codes there are, and how the codebook changed."""
    if not answers.material.code_labels:
        return "No codebook has been applied yet."
    codes = counted_words(figure(answers, "number", "codes"), "code is", "codes are")
    versions = counted_words(figure(answers, "number", "versions"), "version", "versions")
    return f"{codes} in use; the codebook was applied in {versions}. {later_changes(answers)}"


def later_changes(answers: Answers) -> str:
    """What became of codes after somebody had coded a text once through."""
    if not answers.material.log().finishes:
        return "No text has been coded once through yet."
    kinds = ("added", "reworded", "renamed", "merged", "retired", "removed")
    counts = {kind: figure(answers, "number", "changes", when="later", became=kind) for kind in kinds}
    told = [f"{shown} {kind}" for kind, shown in counts.items() if not shown.startswith("0<")]
    if not told:
        none = figure(answers, "number", "changes", when="later")
        return f"After the first text was coded once through, {none} codes changed."
    return f"After the first text was coded once through, codes changed: {', '.join(told)}."


def clusters(answers: Answers) -> str:
    """Whether clusters were looked at, before or after the first theme was written down."""
    acts = answers.material.log().theme_acts
    if not any(one.action == "discover" for one in acts):
        return "No clusters of the program were looked at."
    before, after = (figure(answers, "number", "clusterings", when=when) for when in ("before", "after"))
    return (
        f"Clusters of excerpts, computed by the program, were looked at {counted_words(before, 'time', 'times')} before"
        f" the first theme was written down and {counted_words(after, 'time', 'times')} after. A cluster has a number;"
        " only a person names a theme."
    )


def themes(answers: Answers) -> str:
    """How themes came about."""
    if not answers.themes:
        return f"No theme has been named yet. {clusters(answers)}"
    number = counted_words(figure(answers, "number", "themes"), "theme was", "themes were")
    changed = [
        f"{word} {figure(answers, 'number', 'acts', became=act)}"
        for act, word in (("edit", "reworded or given other members"), ("merge", "merged"), ("split", "split"))
        if any(one.action == act for one in answers.material.log().theme_acts)
    ]
    worked = f" Changes to themes on the way: {'; '.join(changed)}." if changed else ""
    return f"{number} named and written down by people.{worked} {clusters(answers)}"


def themes_in_short(answers: Answers) -> str:
    """The themes by name."""
    if not answers.themes:
        return "No theme has been named yet."
    return f"{figure(answers, 'number', 'themes')}: {'; '.join(f'“{escape(one)}”' for one in answers.themes)}."


def quoted_exactly(answers: Answers) -> str:
    """How quotes are tied to transcripts."""
    return "Quotes are exact slices of the transcripts; `qualcode verify` compares each with its transcript again."


def challenges(answers: Answers) -> str:
    """Whether what speaks against the themes was searched for, and what that came to."""
    if not answers.themes:
        return "There is no theme to be challenged yet."
    examined = figure(answers, "count", "challenged")
    found = sorted({one.verdict for theme in answers.themes.values() for one in theme.challenges})
    outcomes = "; ".join(f"{escape(one)} {figure(answers, 'number', 'searches', verdict=one)}" for one in found)
    told = f" Outcomes of the searches: {outcomes}." if outcomes else " The others are not yet examined."
    return f"Themes for which somebody searched the interviews for what speaks against them: {examined}.{told}"


def software(answers: Answers, audience: str) -> str:
    """The program and its version, and what compares passages by meaning: for the team to the byte."""
    log = answers.material.log()
    name = escape(f"qualcode {log.software}".strip())
    where = f"{name}, on the team’s own machines, without any network."
    by_meaning = [one for one in log.encoders if one != WORDS_ONLY]
    models = dict.fromkeys(_OWN_MODEL if one in log.packaged else _CHOSEN_MODEL for one in by_meaning)
    named = f"the encoder {escape('; '.join(map(_short, by_meaning)))}" if audience == TEAM else " and ".join(models)
    told = [f"Passages were compared by meaning with {named}."] if by_meaning else []
    if WORDS_ONLY in log.encoders:
        told.append("Some passages were compared by their words alone." if told else "Passages were compared by words.")
    return " ".join([where, *(told or ["No passages were compared by the program."])])


def trail(answers: Answers) -> str:
    """What the log holds."""
    log = answers.material.log()
    if not log.events:
        return "Nothing has happened yet."
    began = figure(answers, "number", "began")
    return (
        f"Every change since {began} (UTC) is kept in a log that only grows: who changed what and when. Every number"
        " here is counted again from the project by `qualcode verify`."
    )


def _short(fingerprint: str) -> str:
    """A fingerprint with its long hash cut."""
    return " ".join(f"{word[:12]}…" if len(word) > 40 else word for word in fingerprint.split())
