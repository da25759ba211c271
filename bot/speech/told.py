"""Who only tells what another said: "Lind claims Berger said so", "Lind wants the post, two officials said".

What a person tells of another's words is that person's word; a body that reports it, or who speaks for
somebody, only passes it on.
"""

from __future__ import annotations

from bot.speech.clauses import Reading
from bot.speech.naming import is_person_noun
from bot.text.cues import cues

_MOST_CLAUSES = 8  # steps up a sentence from a verb to the one that tells of it
_NAME_REACH = 14  # tokens after "according to" in which the name must come


def teller_of(reading: Reading, verb: int, subject: int) -> int | None:
    """Return who tells that the subject of a verb said something; None where nobody does, or passes it on.

    Of a person who tells what another said it is that person's word: "Rivals say Lind urged it", "Lind said
    Berger had told him". A body that reports it, or who speaks for somebody, only passes it on.

    Args:
        reading: the article laid out.
        verb: the verb of speech, a token outside quotation marks.
        subject: the token that heads its subject.
    """
    if (aside := _between(reading, subject, verb)) is not None:
        return aside
    verb = first_of_joined(reading, verb)  # "Lind said that Berger had agreed and promised more"
    above, relation = reading.tokens[verb].head, reading.tokens[verb].relation
    if above == verb or relation not in ("ccomp", "parataxis") or reading.quoted[above]:
        return None
    if reading.lemma(above) not in cues().say or reading.lemma(above) in cues().weak:
        return None
    teller = reading.subject_of(above)
    if teller is None or teller == subject:
        return None
    if passes_on(reading, above, teller):
        return None
    if reading.lemma(teller) in cues().writings and is_own_writing(reading, teller):
        return None
    return teller if teller > verb or _tells_for_himself(reading, teller) else None


def _between(reading: Reading, subject: int, verb: int) -> int | None:
    """Return who tells it between a subject and its verb: "The Herald, Berger said, called it odd"."""
    for aside in reading.children[verb]:
        if not subject < aside < verb or reading.tokens[aside].relation != "parataxis":
            continue
        if reading.quoted[aside] or reading.lemma(aside) not in cues().say - cues().weak:
            continue
        teller = reading.subject_of(aside)
        if teller is not None and subject < teller and not passes_on(reading, aside, teller):
            return teller
    return None


def passes_on(reading: Reading, verb: int, teller: int) -> bool:
    """Say whether a body, or a word nobody knows for a person, tells news: "Lind left, the Herald reported".

    Args:
        reading: the article laid out.
        verb: the verb of telling.
        teller: the token that heads its subject.
    """
    if reading.lemma(verb) != "report":
        return False
    named = reading.named.get(teller)
    return (
        reading.figures[named.figure].lone if named is not None else not _tells_for_himself(reading, teller)
    )


def source_of(reading: Reading, verb: int) -> int | None:
    """Return who or what tells that somebody said something: "Lind said, according to Berger".

    Sources nobody names pass on what they heard.

    Args:
        reading: the article laid out.
        verb: the verb of speech, a token outside quotation marks.
    """
    end = reading.ranges[reading.sentence_at(reading.starts[verb])].stop
    for place in range(verb + 1, end):
        if reading.quoted[place] or reading.tokens[place].text.lower() != "according":
            continue
        for index in range(place + 2, min(place + 2 + _NAME_REACH, end)):
            if reading.tokens[index].relation == "pobj" and not reading.quoted[index]:
                told = reading.lemma(index) in cues().accounts or (
                    index in reading.named and _tells_for_himself(reading, index)
                )
                return index if told else None
    return None


def speaks_for_another(reading: Reading, figure: int) -> bool:
    """Say whether a person's office is to speak for somebody: a spokesman."""
    roles = reading.figures[figure].roles
    words = {word for role in roles for word in reading.article.read(role.span).lower().split()}
    return bool(words & cues().speaking_for)


def is_own_writing(reading: Reading, writing: int) -> bool:
    """Say whether a document is somebody's own: "Lind said so, a statement on her website said"."""
    on_it = (one for below in reading.children[writing] for one in reading.children[below])
    pages = [writing, *(one for one in on_it if reading.lemma(one) in cues().writings)]
    return any(reading.tokens[one].tag == "PRP$" for page in pages for one in reading.children[page])


def first_of_joined(reading: Reading, verb: int) -> int:
    """Return the first of several verbs of one subject, joined by "and"."""
    for _ in range(_MOST_CLAUSES):
        own = any(reading.tokens[child].relation == "nsubj" for child in reading.children[verb])
        if reading.tokens[verb].relation != "conj" or own:
            break
        verb = reading.tokens[verb].head
    return verb


def _tells_for_himself(reading: Reading, teller: int) -> bool:
    """Say whether a teller is a person, whose word it is what another said, and no spokesman."""
    if teller in reading.named:
        return not speaks_for_another(reading, reading.named[teller].figure)
    if reading.tokens[teller].text.lower() in ("he", "she", "they"):
        return True
    called = reading.tokens[teller].part == "NOUN" and is_person_noun(
        reading, teller
    )  # not "the Daily Press"
    return (called or reading.lemma(teller) in cues().people) and (
        reading.lemma(teller) not in cues().speaking_for
    )
