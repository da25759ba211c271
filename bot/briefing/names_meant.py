"""Whom the names of a message mean, and which of them are none: a word, a place, what several people bear."""

from __future__ import annotations

from bot.briefing.lines.asked_words import places_in
from bot.people.directory import Finding, NamedPerson
from bot.search.known_words import is_known_word
from bot.search.lexicon import lexicon as words_of_diplomacy
from bot.text.names.name_lexicon import fold, lexicon
from bot.text.tokens import terms

SURE = frozenset({"exact", "full", "surname", "given", "title", "role"})
"""Ways a person is found by name."""
_FEW = 3  # namesakes whose statements are shown side by side, each under its speaker


def is_word_written_right(words: str, finding: Finding) -> bool:
    """Say whether what only resembles a name is a word that is written right («тарифы» is no Tarik)."""
    if finding.how in SURE:
        return False
    found = [term for term in terms(words) if not term.compound]
    return len(found) == 1 and is_known_word(found[0], words_of_diplomacy())


def names_a_place(named: NamedPerson, words: str) -> bool:
    """Say whether what may be a family name names a place or a body here: "in Hobart", "the White House"."""
    name, (first, last) = named.span.of(words), named.span
    if len(name.split()) > 1:
        return False
    before, after = words[:first].split()[-1:], words[last:].split()[:1]
    with_more = (" ".join((*before, name)), " ".join((name, *after)))
    known = words_of_diplomacy()
    if any(
        known.knows([term.term for term in terms(more) if not term.compound])
        for more in with_more
        if more != name and more[:1].isupper() and more.split()[-1][:1].isupper()
    ):
        return True
    return lexicon().is_place(fold(name)) and any(start == first for start, _ in places_in(words))


def are_namesakes(named: NamedPerson) -> bool:
    """Say whether a name is the family name of a few people, whose statements may be shown side by side."""
    return named.finding.how == "surname" and len(named.finding.people) <= _FEW
