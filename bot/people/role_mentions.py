"""People called by what they are: "the Ambassador", "the Kazakh president", "Washington's top diplomat".

Such words go to a figure of the article when its roles bear them out, the countries in them do not
contradict, and nobody else fits as well. In doubt they are left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.text.names.name_lexicon import lexicon
from bot.text.names.name_runs import RunWord, adjacent, words_of
from bot.text.names.role_words import RoleSense, office_of, role_sense, role_words, stands_for, tenure_of
from bot.words.documents import Article
from bot.words.findings import Figure, Mention, MentionKind, Sentence, Tenure, Token
from bot.words.spans import Span

_LONGEST_CALL = 7  # words between "the" and the role's head
_LINKS = frozenset({"of", "to", "in", "for"})
_LONGEST_OF_ANOTHER = 3  # words of "the neighbouring republic"
_FAR = 1500  # characters back after which a person is no longer in the reader's mind
_MOST_BEARERS = 100  # of one kind of role in one article; more is a list, not a story
_NEAR = 300  # characters back in which a second fitting person makes the words doubtful
_UNKNOWN_HOLDER = frozenset({"next", "eventual", "potential", "possible", "future", "ideal", "any"})
_BECOMING = frozenset({"be", "become", "becomes", "becoming", "elect", "choose", "pick", "nominate"})
_OF_COUNTRY = re.compile(r"\bof\b")
_OF_NAME = re.compile(r"\bof (?:the )?([A-Z][\w’'-]+)")
_LEADING = frozenset({"leader", "premier"})
_PRIME = "prime"
_TIMES = frozenset({"today", "yesterday", "tomorrow", "tonight", "home", "abroad"})


@dataclass(frozen=True, slots=True)
class _Call:
    """Words that call somebody by a role: where, what they come to; `headline`: without any "the"."""

    span: Span
    head: str
    sense: RoleSense
    tenure: Tenure
    headline: bool


@dataclass(frozen=True, slots=True)
class _Bearer:
    """Who bears a role, which the text says at `place` for the first time."""

    figure: int
    sense: RoleSense
    tenure: Tenure
    place: int


def find_role_mentions(
    article: Article, sentences: Sequence[Sentence], tokens: Sequence[Token], figures: Sequence[Figure]
) -> Mapping[int, tuple[Mention, ...]]:
    """Return, by index of the figure, the places that call it by a role and not by name."""
    bearers = _bearers(article, figures)
    if not bearers:
        return {}
    unnamed = _unnamed(tokens)
    taken = sorted(
        [mention.span for figure in figures for mention in figure.mentions]
        + [role.span for figure in figures for role in figure.roles]
    )
    tags = {token.span.start: token.tag for token in tokens}
    zones = [sentence.span for sentence in sentences]
    zones += [*article.headings, *([article.title_span] if article.title_span else [])]
    found: defaultdict[int, list[Mention]] = defaultdict(list)
    last_seen = _Seen(figures)
    for zone in sorted(zones):
        for call in _calls(article.text, zone, tags, taken):
            bearer = _bearer(article.text, call, bearers, last_seen)
            if bearer is not None and not _is_unnamed(call, bearer, unnamed, last_seen):
                reason = f"called {call.head}; {article.read(call.span)!r} fits no other figure's role"
                found[bearer].append(Mention(call.span, MentionKind.ROLE, reason))
    return {number: tuple(mentions) for number, mentions in found.items()}


def _bearers(article: Article, figures: Sequence[Figure]) -> Mapping[str, Sequence[_Bearer]]:
    """Return who bears a role of which head, each role of a figure once."""
    found: defaultdict[str, dict[_Bearer, None]] = defaultdict(dict)
    for number, figure in enumerate(figures):
        if figure.weak:
            continue
        places: dict[tuple[RoleSense, Tenure], int] = {}
        for role in figure.roles:
            said = (role_sense(article.read(role.span)), role.tenure)
            places[said] = min(places.get(said, role.span.start), role.span.start)
        for (sense, tenure), place in places.items():
            for head in sense.heads:
                found[head][_Bearer(number, sense, tenure, place)] = None
    return {head: tuple(bearers)[:_MOST_BEARERS] for head, bearers in found.items()}


def _unnamed(tokens: Sequence[Token]) -> Mapping[str, Sequence[int]]:
    """Return by head where somebody is brought in by a role without a name: "an official says"."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    indefinite = role_words().indefinite
    for place, token in enumerate(tokens):
        if token.text.lower() not in indefinite or token.relation not in ("det", "nummod"):
            continue
        head = tokens[token.head]
        alone = token.head + 1 >= len(tokens) or tokens[token.head + 1].part != "PROPN"
        subject = head.relation in ("nsubj", "nsubjpass", "agent")
        if token.head > place and head.part == "NOUN" and alone and subject:
            found[head.lemma.lower()].append(head.span.start)
    return found


def _is_unnamed(call: _Call, bearer: int, unnamed: Mapping[str, Sequence[int]], seen: _Seen) -> bool:
    """Say whether "the official" goes back to "an official" brought in since the bearer was named."""
    places = unnamed.get(call.head, ())
    index = bisect_left(places, call.span.start)
    if not index or call.span.start - places[index - 1] > _FAR:
        return False
    last = seen.before(bearer, call.span.start)
    return call.head in role_words().loose or last is None or last < places[index - 1]


class _Seen:
    """Where each figure is named, to tell who was named last before a place, and who has no role at all."""

    def __init__(self, figures: Sequence[Figure]) -> None:
        self.without_role = frozenset(
            number for number, figure in enumerate(figures) if not (figure.roles or figure.weak)
        )
        self.places = [[mention.span.start for mention in figure.mentions] for figure in figures]

    def before(self, figure: int, position: int) -> int | None:
        """Return the last place before `position` that names the figure."""
        places = self.places[figure]
        index = bisect_left(places, position)
        return places[index - 1] if index else None

    def last_before(self, position: int) -> int | None:
        """Return which figure was named last before `position`."""
        named = [
            (place, figure) for figure in range(len(self.places)) if (place := self.before(figure, position))
        ]
        return max(named)[1] if named else None


def _calls(text: str, zone: Span, tags: Mapping[int, str], taken: Sequence[Span]) -> Iterator[_Call]:
    words = words_of(text, zone)
    index = 0
    while index < len(words):
        call = _call(text, words, index, tags)
        if call is None:
            index += 1
            continue
        place = bisect_left(taken, (call.span.start, call.span.start))
        near = taken[max(0, place - 1) : place + 3]
        if not any(span.overlaps(call.span) for span in near):
            yield call
        while index < len(words) and words[index].start < call.span.end:
            index += 1


def _call(text: str, words: Sequence[RunWord], start: int, tags: Mapping[int, str]) -> _Call | None:
    """Return the words from `start` on that call somebody by a role, "the" or "Washington's" first."""
    known, opening = lexicon(), words[start]
    possessive = opening.possessive and opening.capital and known.is_place(opening.key)
    title = start == 0 and known.is_place(opening.key)
    if opening.key != "the" and not possessive and not title:
        return None
    head: int | None = None
    for index in range(start + 1, min(start + 1 + _LONGEST_CALL, len(words))):
        gap = text[words[index - 1].end : words[index].start].strip()
        if gap not in ("", "'s", "’s", "-"):
            break
        word = words[index]
        if office_of(word) is not None and not _goes_on(text, words, index):
            head = index
            break
        if not _describes(word, tags):
            return None
    if head is None or _is_nobody_yet(text, words, start, head, tags) or _is_of_another(text, words, head):
        return None
    key = office_of(words[head]) or words[head].key
    if key.endswith("s") and key not in known.roles:
        return None
    end = _extent(text, words, head)
    if end < len(words) and words[end].capital and text[words[end - 1].end : words[end].start].strip() == "":
        following = words[end].key
        if known.is_given(following) or known.is_surname(following):
            return None
    span = Span(opening.start, words[end - 1].end)
    headline = opening.key != "the" and not opening.possessive
    return _Call(span, key, role_sense(span.of(text)), tenure_of(span.of(text)), headline)


def _is_nobody_yet(
    text: str, words: Sequence[RunWord], start: int, head: int, tags: Mapping[int, str]
) -> bool:
    """Say whether words for a role stand for no one in particular.

    Whoever may come to hold it ("the next president", "will be the nominee"), or the role beside another
    noun ("the Republican primary").
    """
    if any(word.key in _UNKNOWN_HOLDER for word in words[start + 1 : head]):
        return True
    if start and words[start - 1].key in _BECOMING and adjacent(text, words[start - 1], words[start]):
        return True
    if head + 1 == len(words) or words[head].possessive or not adjacent(text, words[head], words[head + 1]):
        return False
    following = words[head + 1]
    noun = tags.get(following.start) in ("NN", "NNS") and following.key not in _TIMES
    return noun and not following.capital


def _is_of_another(text: str, words: Sequence[RunWord], head: int) -> bool:
    """Say whether an office is of something told apart from others: "president of the other land"."""
    place = head + 1
    if place >= len(words) or words[place].key != "of" or not adjacent(text, words[head], words[place]):
        return False
    behind = words[place + 1 : place + 1 + _LONGEST_OF_ANOTHER]
    for before, word in pairwise((words[place], *behind)):
        if word.capital or not adjacent(text, before, word):
            return False
        if word.key in role_words().other:
            return True
    return False


def _goes_on(text: str, words: Sequence[RunWord], index: int) -> bool:
    """Say whether the next word is the head instead: "the deputy minister", "the secretary general"."""
    if index + 1 >= len(words) or text[words[index].end : words[index + 1].start].strip(" -"):
        return False
    return lexicon().is_role(words[index + 1].key) and not words[index].possessive


def _describes(word: RunWord, tags: Mapping[int, str]) -> bool:
    known = lexicon()
    if known.is_place(word.key) or word.key in known.role_modifiers or known.is_role(word.key):
        return True
    return tags.get(word.start) in ("JJ", "JJS", "NN", "NNP", "VBN")


def _extent(text: str, words: Sequence[RunWord], head: int) -> int:
    """Return where the words about the office end: "the ambassador to Kazakhstan"."""
    end = head + 1
    for _ in range(3):  # "of the Republic of Kazakhstan"
        if end + 1 >= len(words) or words[end].key not in _LINKS or words[end - 1].possessive:
            return end
        follows = end + 1
        if words[follows].key == "the" and follows + 1 < len(words):
            follows += 1
        if not adjacent(text, words[end - 1], words[end]) or not words[follows].capital:
            return end
        place = _place(text, words, follows)
        country = (
            bool(place) and " ".join(w.key for w in words[follows : follows + place]) in lexicon().countries
        )
        if not country and words[end].key != "of":
            return end
        end = follows + max(1, place)
        while (
            not place
            and end < len(words)
            and words[end].capital
            and adjacent(text, words[end - 1], words[end])
        ):
            end += 1
    return end


def _place(text: str, words: Sequence[RunWord], start: int) -> int:
    """Return of how many words the name of a place at `start` is, none for no place."""
    for size in (4, 3, 2, 1):
        piece = words[start : start + size]
        joined = all(adjacent(text, left, right) for left, right in pairwise(piece))
        if len(piece) == size and joined and lexicon().is_place(" ".join(word.key for word in piece)):
            return size
    return 0


def _countries_agree(text: str, call: _Call, bearer: _Bearer, seen: _Seen) -> bool:
    """Say whether the country in the words can be the bearer's.

    "The Kazakh president" may go back to a "President Doe" named before it, not to the president of a league;
    "the president of Ruland" tells him from others and needs a role that says so.
    """
    said, borne = call.sense.countries, bearer.sense.countries
    if not said or said & borne:
        return True
    if borne or _is_of_body(bearer.sense):
        return False
    if not call.headline and seen.before(bearer.figure, call.span.start) is None:
        return False
    return _OF_COUNTRY.search(call.span.of(text)) is None


def _is_of_body(role: RoleSense) -> bool:
    """Say whether a role is of something that is no country: "president of the rowing league"."""
    known, words = lexicon(), role_words()
    plain = role.heads | words.portfolios | words.apart | words.of_time | words.to_come | known.former
    return bool(role.words - plain - known.future - known.role_modifiers)


def _offices_agree(text: str, call: _Call, bearer: _Bearer) -> bool:
    """Say whether two offices can be one: no defence minister is the foreign minister, nor the premier.

    "The president of Ruland", whatever Ruland is, needs a role with that name in it.
    """
    fields = role_words().portfolios
    said, borne = call.sense.words & fields, bearer.sense.words & fields
    if said and borne and not said & borne:
        return False
    of_office = borne or "minister" in bearer.sense.heads
    if call.head in _LEADING and of_office and _PRIME not in borne:
        return False
    named = _OF_NAME.search(call.span.of(text))
    return (
        named is None
        or named[1].lower() in call.sense.words & (bearer.sense.words | fields)
        or (bool(call.sense.countries))
    )


def _bearer(text: str, call: _Call, bearers: Mapping[str, Sequence[_Bearer]], seen: _Seen) -> int | None:
    """Return the one figure the words fit, or None."""
    if call.head in lexicon().relatives:
        return None
    heads = stands_for(call.head)
    fitting: dict[int, int] = {}
    for bearer in (bearer for head in sorted(heads) for bearer in bearers.get(head, ())):
        if not _times_agree(call, bearer):
            continue
        if not _countries_agree(text, call, bearer, seen) or not _offices_agree(text, call, bearer):
            continue
        if (call.sense.words & role_words().apart) - bearer.sense.words:
            continue
        if _may_be_another(call, bearer, seen) or _comes_later(call, bearer, seen):
            continue
        common = call.sense.words & bearer.sense.words
        exact = 1 if call.head in bearer.sense.heads else 0
        weight = 2 * len(call.sense.countries & bearer.sense.countries) + len(common) + exact
        fitting[bearer.figure] = max(fitting.get(bearer.figure, 0), weight)
    if not fitting:
        return None
    if call.head in role_words().loose:
        last = seen.last_before(call.span.start)
        return last if last in fitting and not call.headline else None
    best = max(fitting.values())
    chosen = sorted(figure for figure, weight in fitting.items() if weight == best)
    if len(chosen) == 1 and (len(fitting) == 1 or call.sense.countries):
        return chosen[0]
    return _last_named(call, fitting, seen)


def _may_be_another(call: _Call, bearer: _Bearer, seen: _Seen) -> bool:
    """Say whether words may mean somebody just named of whom no role is said, as every reader knows theirs.

    So it is where nothing before the words says that the bearer has the role.
    """
    last = seen.last_before(call.span.start)
    return bearer.place > call.span.start and last != bearer.figure and last in seen.without_role


def _comes_later(call: _Call, bearer: _Bearer, seen: _Seen) -> bool:
    """Say whether words that stand for several offices come before who may be meant: "the diplomat".

    "Ruland's top diplomat in Aland" may: the countries tell who it is.
    """
    exact = call.head in bearer.sense.heads or call.headline or call.sense.countries & bearer.sense.countries
    return not exact and seen.before(bearer.figure, call.span.start) is None


def _last_named(call: _Call, fitting: Mapping[int, int], seen: _Seen) -> int | None:
    """Return who of several was named last, if the others were not named near as well."""
    places = sorted(
        (
            (place, figure)
            for figure in fitting
            if (place := seen.before(figure, call.span.start)) is not None
        ),
        reverse=True,
    )
    if not places or call.span.start - places[0][0] > _FAR:
        return None
    rivals = [figure for place, figure in places[1:] if call.span.start - place < _NEAR]
    if any(fitting[places[0][1]] <= fitting[rival] for rival in rivals):
        return None
    return places[0][1]


def _times_agree(call: _Call, bearer: _Bearer) -> bool:
    if call.tenure is Tenure.FORMER:
        return bearer.tenure is Tenure.FORMER
    return bearer.tenure is not Tenure.FORMER
