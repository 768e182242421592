"""What reads differently in a code, besides what follows from the new ids of codes alone."""

from collections.abc import Mapping

from qualcode.codebook.code_changes import last_part
from qualcode.codebook.codes import Code, CounterExample
from qualcode.codebook.wording import redirect_in


def fields_changed(old: Code, new: Code, ids: Mapping[str, str]) -> tuple[str, ...]:
    """The fields that differ, in the order a code is written; `ids` are those that changed, old to new."""
    return tuple(name for name in Code.model_fields if name != "id" and not _same(name, old, new, ids))


def _same(name: str, old: Code, new: Code, ids: Mapping[str, str]) -> bool:
    before, after = getattr(old, name), getattr(new, name)
    if before == after:
        return True
    if name == "label":
        return bool(before == last_part(old.id) and after == last_part(new.id))
    if name == "when_not":
        return bool(tuple(_redirected(text, ids) for text in before) == after)
    if name == "counter_examples":
        return bool(tuple(_sent_on(counter, ids) for counter in before) == after)
    return False


def _redirected(text: str, ids: Mapping[str, str]) -> str:
    target = redirect_in(text)
    if target is None or target not in ids:
        return text
    before, named, after = text.rpartition(target)
    return f"{before}{ids[target]}{after}" if named else text


def _sent_on(counter: CounterExample, ids: Mapping[str, str]) -> CounterExample:
    return CounterExample(text=counter.text, code_as=ids.get(counter.code_as, counter.code_as))
