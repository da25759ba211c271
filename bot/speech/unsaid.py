"""Verbs of speech that tell of no speech: what is wanted of somebody, denied, laid to them, rumoured, drawn.

"She wants him to admit: “…”", "he was accused of saying “…”", "rumours that he said “…”", "a poster showed
him saying “…”": the words stand beside a name, and nothing says that they were spoken.
"""

from __future__ import annotations

from bot.speech.clauses import Reading
from bot.text.cues import cues

_MOST_CLAUSES = 6  # steps up a sentence from a verb to the one that it hangs on
_COMPLEMENTS = frozenset({"xcomp", "ccomp", "advcl", "conj"})
_OBJECTS = frozenset({"him", "her", "them", "me", "us"})
_PERFECT = frozenset({"have", "'ve", "’ve"})


def is_unsaid(reading: Reading, verb: int) -> bool:
    """Say whether nothing tells that what a verb of speech leads to was said.

    Args:
        reading: the article laid out.
        verb: a token outside quotation marks.
    """
    return (
        _is_wanted(reading, verb)
        or _is_laid(reading, verb)
        or _is_unreal(reading, verb)
        or _is_rumoured(reading, verb)
        or _is_pictured(reading, verb)
        or _names_what_was_not(reading, verb)
    )


def is_hearsay(reading: Reading, verb: int) -> bool:
    """Say whether a verb is marked as hearsay: "reportedly sought “more”" quotes nobody."""
    return bool(_helpers(reading, verb) & cues().by_hearsay)


def _helpers(reading: Reading, verb: int) -> set[str]:
    return {reading.tokens[child].text.lower() for child in reading.children[verb]}


def _names_what_was_not(reading: Reading, verb: int) -> bool:
    """As in "what Lind did not expect was the snow": the writer tells what somebody did not think."""
    token = reading.tokens[verb]
    opening = reading.tokens[reading.ranges[reading.sentence_at(reading.starts[verb])].start]
    # The parser takes the clause for the subject of "was" or for its complement.
    named = token.relation in ("csubj", "csubjpass", "ccomp") and reading.lemma(token.head) == "be"
    denied = any(reading.tokens[child].relation == "neg" for child in reading.children[verb])
    return named and denied and opening.tag == "WP" and verb < token.head and _is_attitude(reading, verb)


def _is_attitude(reading: Reading, verb: int) -> bool:
    return reading.lemma(verb) in cues().attitudes


def _is_wanted(reading: Reading, verb: int) -> bool:
    """As in "urged him to say", "plans to say", "hopes to hear her say", "has yet to say"."""
    place = verb
    for _ in range(_MOST_CLAUSES):
        token = reading.tokens[place]
        bare = token.tag == "VB" or (token.tag == "VBP" and _has_object_for_subject(reading, place))
        bare = bare or (token.relation == "ccomp" and token.tag == "VBP" and _is_demanded(reading, place))
        if not bare or token.head == place or token.relation not in _COMPLEMENTS:
            return False
        above = token.head
        wanted = reading.lemma(above) in cues().wanting or _is_yet(reading, above, place)
        if token.relation != "conj" and wanted and not reading.quoted[above]:
            return True
        place = above
    return False


def _is_demanded(reading: Reading, verb: int) -> bool:
    """As in "demanded that voters answer": the mood shows only in some forms."""
    return reading.lemma(reading.tokens[verb].head) in cues().demanding


def _is_yet(reading: Reading, above: int, verb: int) -> bool:
    words = {reading.tokens[index].text.lower() for index in range(above + 1, verb)}
    return reading.lemma(above) in ("have", "be") and "yet" in words


def _has_object_for_subject(reading: Reading, verb: int) -> bool:
    """As in "hopes to hear him say", where the tagger takes an infinitive for a verb with a tense."""
    return any(
        reading.tokens[child].relation == "nsubj" and reading.tokens[child].text.lower() in _OBJECTS
        for child in reading.children[verb]
    )


def _is_laid(reading: Reading, verb: int) -> bool:
    """As in "was accused of saying", "denied that he had said", "the court heard that he said"."""
    token = reading.tokens[verb]
    above = reading.tokens[token.head]
    if token.relation == "pcomp" and above.text.lower() in ("of", "with"):
        return reading.lemma(above.head) in cues().laid
    if token.relation not in ("ccomp", "xcomp") or token.head == verb:
        return False
    if reading.lemma(token.head) in cues().imagining or _is_heard(reading, token.head):
        return True
    denied = any(reading.tokens[child].relation == "neg" for child in reading.children[token.head])
    return reading.lemma(token.head) in cues().denying and not denied


def _is_heard(reading: Reading, verb: int) -> bool:
    """As in "the jury heard that he said": what is brought before a court."""
    return reading.lemma(verb) == "hear" and any(
        reading.tokens[child].relation == "nsubj" and reading.lemma(child) in cues().hearings
        for child in reading.children[verb]
    )


def _is_unreal(reading: Reading, verb: int) -> bool:
    """As in "would have said, had they asked", "allegedly said", "fair, had she said so"."""
    if _is_inverted(reading, verb) or is_hearsay(reading, verb):
        return True
    helpers = _helpers(reading, verb)
    if not helpers & {"would", "'d", "’d"}:
        return False
    return bool(helpers & _PERFECT) or reading.tokens[verb].relation == "ccomp"


def _is_inverted(reading: Reading, verb: int) -> bool:
    """As in "fair, had the mayor said so", "Had the mayor said so, …", "Were he to say so", "Did he say so?".

    The helping verb stands before the subject; any does where a sentence begins with it.
    """
    here = reading.sentence_at(reading.starts[verb])
    opening = reading.ranges[here].start
    helper, token = reading.tokens[opening], reading.tokens[verb]
    asks = reading.sentences[here].span.of(reading.text).endswith("?")
    if asks and helper.part == "AUX" and not reading.quoted[opening] and _hangs_on(reading, verb, opening):
        return True  # "Is it so that he said so?"
    if opening < verb and helper.part == "AUX" and not reading.quoted[opening]:
        hangs = (helper.relation == "aux" and helper.head == verb) or token.head == opening
        if hangs and opening + 1 < verb:
            return True
    subject = next(
        (child for child in reading.children[verb] if reading.tokens[child].relation == "nsubj"), verb
    )
    first = reading.first_of_phrase(subject)
    return first > 0 and subject < verb and reading.tokens[first - 1].text == "had"


def _hangs_on(reading: Reading, verb: int, opening: int) -> bool:
    """Say whether a verb is part of the clause that a word opens."""
    place = verb
    for _ in range(_MOST_CLAUSES):
        place = reading.tokens[place].head
        if opening in (place, *reading.children[place][:1]):
            return True
    return False


def _is_rumoured(reading: Reading, verb: int) -> bool:
    """As in "rumours that he said": what nobody answers for."""
    token = reading.tokens[verb]
    hangs = token.relation in ("acl", "ccomp", "relcl") and token.head < verb
    that = any(reading.tokens[child].relation == "mark" for child in reading.children[verb])
    if not that:
        return False
    return (hangs and reading.lemma(token.head) in cues().rumours) or _is_called_untrue(reading, verb)


def _is_called_untrue(reading: Reading, verb: int) -> bool:
    """As in "it is not true that he said so", "it is false that he said so"."""
    above = reading.tokens[verb].head
    if above == verb or reading.quoted[above]:
        return False
    words = [above, *reading.children[above]]
    lemmas = {reading.lemma(index) for index in words if index < verb}
    if reading.lemma(above) not in ("be", "true", *cues().untrue):
        return False
    denied = any(
        reading.tokens[child].relation == "neg"
        for index in (above, reading.tokens[above].head)
        for child in reading.children[index]
    )
    return bool(lemmas & cues().untrue) or ("true" in lemmas and denied)


def _is_pictured(reading: Reading, verb: int) -> bool:
    """As in "a poster showed him saying": words put into a mouth, no recording of them."""
    token = reading.tokens[verb]
    if token.tag != "VBG" or token.relation not in ("ccomp", "acl", "xcomp"):
        return False
    showing = token.head
    if reading.tokens[showing].part not in ("VERB", "AUX"):
        showing = reading.tokens[showing].head
    if reading.lemma(showing) not in cues().showing or showing == verb:
        return False
    subject = reading.subject_of(showing)
    return subject is None or reading.lemma(subject) not in cues().recordings
