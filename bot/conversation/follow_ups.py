"""A message read against what was just spoken of: "when did he resign", "and on sanctions?", "as pdf".

Pure: the message and the newest subjects in, what is meant out. A wrong subject is worse than asking, so
whatever may stand for several is asked back; what was taken stands in [brackets] in what is shown of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum, auto

from bot.briefing.article.parts import ArticlePart, part_asked
from bot.briefing.lines.asked_words import asks_what_was_said, counted_in, expected, is_question
from bot.briefing.lines.library import Library
from bot.briefing.questions.several import stands_for_what_is_named
from bot.briefing.said.said import read_said
from bot.briefing.unclear import Unclear
from bot.conversation.spoken_of import SURE, Subject, gender_of
from bot.dialogue import parse
from bot.follow_up_words import follow_up_words
from bot.people.directory import NamedPerson
from bot.plain_words import without_request
from bot.search.query import parse_query, question_words
from bot.text.names.name_lexicon import fold, lexicon
from bot.text.tokens import stop_words
from bot.words.answers import Kind, Request
from bot.words.kind_traits import traits_of

MOST_CHOICES = 3
_LONGEST = 300  # characters; what is longer is a text and goes on about nothing
_ENDS = " \t\n.!?…,;:"
_PLAIN = frozenset({Kind.QUESTION, Kind.TOPIC, Kind.SEARCH})
_ON_A_TOPIC = frozenset({Kind.TOPIC, Kind.SEARCH, Kind.TIMELINE})
_JOINED = re.compile(r"\s(?:and|и|және)\s", re.IGNORECASE)
_NAMING = 2  # telling words before "he" that may be the name of whom it stands for
_MUCH_ASKED = 3  # telling words beside "they" with which a question asks of whoever does it
_NUMBER = re.compile(r"#?([1-9]\d?)[.)]?")
_CAPITAL = re.compile(r"(?<=\s)[^\W\d_a-zа-яёәғқңөұүһі][\w’'-]+")
_WORD = re.compile(r"[\w’'-]+")


class Wish(StrEnum):
    """What is wanted of a request: its answer, or another part or form of it."""

    ANSWER = auto()
    MORE = auto()
    QUOTES = auto()
    DOCUMENT = auto()


@dataclass(frozen=True, slots=True)
class TakenAs:
    """What a message is taken to ask; `read_as` shows it with what was taken in [brackets].

    `form` is that of a document ("pdf").
    """

    request: Request
    read_as: str
    wish: Wish = Wish.ANSWER
    form: str = ""


Reading = TakenAs | Unclear


def read_on(text: str, language: str, recent: Sequence[Subject], library: Library) -> Reading | None:
    """Read a message against what was just spoken of.

    Args:
        text: the message.
        language: the one spoken.
        recent: the newest subjects, newest first; none where nothing was spoken of lately.
        library: the corpus, to know who is named.

    Returns:
        What it is taken to ask, or what is unclear in it; None where it stands for itself.
    """
    asked = without_request(text).strip(_ENDS)
    if not asked or text.lstrip().startswith("/") or len(text) > _LONGEST:
        return None
    reader = _Reader(text, asked, language, recent, library)
    return reader.choice() or reader.wish() or reader.question_alone() or reader.pronoun() or reader.turn()


@dataclass(frozen=True, slots=True)
class _Reader:
    text: str
    asked: str
    language: str
    recent: Sequence[Subject]
    library: Library

    @property
    def latest(self) -> Subject | None:
        return self.recent[0] if self.recent else None

    # --- a numbered choice, another part or form of the last answer ----------------------------------------

    def choice(self) -> Reading | None:
        """Take "2" or "the second" for the choice of that number."""
        found = _NUMBER.fullmatch(self.asked)
        number = int(found[1]) if found else follow_up_words().ordinals.get(self.asked.lower(), 0)
        if self.latest is None or not self.latest.choices:
            return None
        if asked_back := Unclear.read(self.latest.request.words):
            named = self._whole_name(self.asked)
            names = [name for name, _ in asked_back.choices]
            number = names.index(named) + 1 if named in names else number
        if not 0 < number <= len(self.latest.choices):
            return None
        return self._chosen(number - 1)

    def wish(self) -> Reading | None:
        """Take "more", "quotes", "as pdf" or "in Russian" for the last answer in that way."""
        words = follow_up_words()
        for wish, patterns in words.wishes.items():
            if any(pattern.fullmatch(self.asked) for pattern in patterns):
                return self._wished(wish)
        for form, pattern in words.forms.items():
            if pattern.fullmatch(self.asked):
                return self._of_latest(Wish.DOCUMENT, form)
        for code, pattern in words.languages.items():
            if pattern.fullmatch(self.asked):
                taken = self._of_latest(Wish.ANSWER)
                if isinstance(taken, TakenAs):
                    return replace(taken, request=replace(taken.request, language=code))
                return taken
        return None

    def _wished(self, wish: str) -> Reading:
        latest = self.latest
        if latest is None or wish == "more":
            return self._of_latest(Wish.MORE)
        about = latest.person or latest.topic
        if wish == "quotes" and latest.person:
            return self._asking(Kind.QUOTES, latest.person)
        if wish == "quotes" and latest.kind is Kind.ARTICLE:
            return self._asking(Kind.ARTICLE, f"{part_asked(latest.request.words)[0]} {ArticlePart.QUOTES}")
        if wish == "quotes" and latest.request.kind in _PLAIN and (latest.topic or latest.people):
            return self._of_latest(Wish.QUOTES)
        if wish == "timeline" and about:
            return self._asking(Kind.TIMELINE, about)
        return self._which([(name, self._in_full(wish, name)) for name in self._names()])

    def _asking(self, kind: Kind, words: str) -> TakenAs:
        return TakenAs(Request(kind, words, self.language), f"/{kind} [{words}]")

    def _in_full(self, wish: str, name: str) -> str:
        return f"/{wish} {name}"

    def _of_latest(self, wish: Wish, form: str = "") -> Reading:
        if self.latest is None or self.latest.choices:
            return Unclear(self.text.strip())
        request = replace(self.latest.request, language=self.language)
        return TakenAs(request, f"[{self.latest.label}]", wish, form)

    def _chosen(self, place: int) -> TakenAs:
        assert self.latest is not None
        request = replace(self.latest.choices[place], language=self.language)
        return TakenAs(request, f"[{request.words}]")

    # --- "why?" --------------------------------------------------------------------------------------------

    def question_alone(self) -> Reading | None:
        """Take "why?" for the last question asked with that word."""
        found = follow_up_words().alone.fullmatch(self.asked)
        if found is None:
            return None
        word = found["word"]
        before = self.latest.request.words if self.latest else ""
        if self.latest is None or self.latest.choices or self.latest.request.kind is not Kind.QUESTION:
            return Unclear(word)
        if counted_in(before):
            return Unclear(word)  # what is left of "how many prisoners" is no question
        opener = follow_up_words().opener.match(before)
        rest = (before[opener.end() :] if opener else before).strip(_ENDS)
        return self._plain(f"{word} {rest}?", f"{word} [{rest}]?")

    # --- "he", "it" ----------------------------------------------------------------------------------------

    def pronoun(self) -> Reading | None:
        """Put whom or what a pronoun stands for in its place, or ask."""
        found = [one for one in follow_up_words().pronoun.finditer(self.text) if self._is_open(one)]
        if not found:
            return self._thing()
        first = found[0]
        names = self._candidates(first[0].lower())
        if len(names) == 1:
            return self._with_thing(self._with(found, names[0]), self._with(found, f"[{names[0]}]"))
        offered = names or [name for name in self._names() if self._may_be(first[0].lower(), name)]
        return self._which([(name, self._with(found, name)) for name in offered], first[0])

    def _is_open(self, pronoun: re.Match[str]) -> bool:
        """Say whether a pronoun stands for nobody the message itself names."""
        words = follow_up_words()
        if stands_for_what_is_named(self.text, pronoun.start(), self.library):
            return False
        before = self.text[: pronoun.start()]
        named = [one.finding.person for one in self._named if one.span.end <= pronoun.start()]
        if not named:
            return pronoun[0].lower() in words.other_than_named or not self._names_somebody(before, pronoun)
        if pronoun[0].lower() not in words.other_than_named:
            return False
        spoken_of = self.latest.person if self.latest else None
        return spoken_of is None or all(person is None or person.name != spoken_of for person in named)

    def _names_somebody(self, before: str, pronoun: re.Match[str]) -> bool:
        """Say whether words may name whom a pronoun after them stands for, be it nobody the corpus knows."""
        if _CAPITAL.search(before):
            return True
        known, found = lexicon(), [word.lower() for word in _WORD.findall(before)]
        telling = _telling(before)
        question_before = _JOINED.split(before)[0]
        if question_before != before and is_question(question_before) and _telling(question_before):
            return True  # "who is ekko and what did he win": whoever the first of two questions is about
        if follow_up_words().genders[pronoun[0].lower()] == "somebody":
            # "What do they put it in" with much else asked, where nobody was spoken of, is what people do.
            return bool(telling) or (not self.recent and len(_telling(self.text)) >= _MUCH_ASKED)
        # "When did jhon ekk learn that he was ill": a name that nobody knows as one.
        if len(telling) >= _NAMING and (pronoun[0].isascii() or before.rstrip().endswith((",", ", что"))):
            return found[-1] not in follow_up_words().carrying
        return any(known.is_role(fold(word)) or known.is_title(fold(word)) for word in found)

    def _candidates(self, pronoun: str) -> list[str]:
        """Return whom of the latest subject a pronoun may stand for."""
        if self.latest is None or follow_up_words().genders[pronoun] == "somebody":
            people = self.latest.people if self.latest and len(self.latest.people) > 1 else ()
            return list(people)
        named = {one.finding.person.name for one in self._named if one.finding.person}
        return [one for one in self.latest.people if self._may_be(pronoun, one) and one not in named]

    def _may_be(self, pronoun: str, name: str) -> bool:
        sort = follow_up_words().genders[pronoun]
        return sort in ("either", "somebody") or gender_of(name) in (None, sort)

    def _with(self, pronouns: Sequence[re.Match[str]], name: str) -> str:
        words, text = follow_up_words(), self.text
        for one in reversed(pronouns):
            after = _WORD.match(text, one.end() + 1)
            belongs = one[0].lower() in words.possessive and after and after[0].lower() not in words.no_thing
            ending = "’s" if belongs and one[0].isascii() else ""
            text = text[: one.start()] + name + ending + text[one.end() :]
        return follow_up_words().leads.sub("", text).strip()

    def _with_thing(self, text: str, read_as: str) -> Reading | None:
        """Put what "it" stands for in its place as well, where a message has both."""
        found, shown = (follow_up_words().thing.search(one) for one in (text, read_as))
        if found is None or shown is None or self.latest is None:
            return self._plain(text, read_as)
        if self.latest.topic:
            topic = self.latest.topic
            return self._plain(_put(text, found, topic), _put(read_as, shown, f"[{topic}]"))
        topics = [subject.topic for subject in self.recent if subject.topic]
        return self._which([(topic, _put(text, found, topic)) for topic in topics], found[0])

    def _thing(self) -> Reading | None:
        found = follow_up_words().thing.search(self.text)
        if found is None or stands_for_what_is_named(self.text, found.start(), self.library):
            return None
        latest = self.latest
        if latest is not None and latest.topic:
            whole = _put(self.text, found, latest.topic)
            return self._plain(whole, _put(self.text, found, f"[{latest.topic}]"))
        topics = [subject.topic for subject in self.recent if subject.topic]
        names = [*topics, *(latest.people if latest else ())]
        return self._which([(name, _put(self.text, found, name)) for name in names], found[0])

    # --- "and on sanctions?" -------------------------------------------------------------------------------

    def turn(self) -> Reading | None:
        """Take "and on sanctions?" or "what about Lind?" for the last request, of that."""
        latest, about = self.latest, self._about()
        if latest is None or latest.choices or about is None:
            return None
        person = self._whole_name(about)
        if person is not None:
            return self._turned_to_person(latest, person)
        if self.library.directory.people_in(about) or latest.kind is Kind.ARTICLE:
            return None  # it says itself of whom
        if self._may_name_somebody(about):
            return None
        if latest.kind is Kind.COMPARE and len(latest.people) > 1:
            return self._which([(name, f"/said {name} on {about}") for name in latest.people])
        if latest.person is not None:
            words = f"{latest.person} on {about}"
            return TakenAs(Request(Kind.SAID, words, self.language), f"/said [{latest.person}] on {about}")
        if latest.topic and latest.kind in _ON_A_TOPIC:
            return TakenAs(Request(latest.kind, about, self.language), f"[/{latest.kind}] {about}")
        return None

    def _about(self) -> str | None:
        words = follow_up_words()
        found = next((one for pattern in words.about if (one := pattern.fullmatch(self.asked))), None)
        about = found["about"].strip(_ENDS) if found else ""
        if not about or len(about.split()) > words.most_words:
            return None
        asks = is_question(about) or asks_what_was_said(about) or expected(about) is not None
        return None if asks else about

    def _whole_name(self, about: str) -> str | None:
        finding = self.library.directory.find(about)
        if finding.how not in SURE or not finding.people:
            return None
        return finding.person.name if finding.person else about

    def _may_name_somebody(self, about: str) -> bool:
        """Say whether words may be the name of somebody the corpus does not know."""
        if not all(word[:1].isupper() for word in _WORD.findall(about)):
            return False
        query = parse_query(about, self.library.engine.vocabulary(), self.library.words)
        return bool(query.unknown or query.corrections)

    def _turned_to_person(self, latest: Subject, name: str) -> Reading | None:
        kind, words = latest.request.kind, latest.request.words
        if kind is Kind.SAID:
            _, on, _ = read_said(words)
            of = f"{name} on {on}" if on else name
            read_as = f"[/said] {name} on [{on}]" if on else f"[/said] {name}"
            return TakenAs(Request(kind, of, self.language), read_as)
        if kind is Kind.TIMELINE or (traits_of(kind).on_somebody and kind is not Kind.PERSON):
            return TakenAs(Request(kind, name, self.language), f"[/{kind}] {name}")
        if kind is Kind.QUESTION and latest.person is not None:
            spans = [one.span for one in _of(latest.person, self.library.directory.people_in(words))]
            if len(spans) == 1 and words.strip(_ENDS) != spans[0].of(words):
                before, after = words[: spans[0].start], words[spans[0].end :]
                return self._plain(f"{before}{name}{after}", f"{_bracketed(before)}{name}{_bracketed(after)}")
        return TakenAs(Request(Kind.PERSON, name, self.language), "")

    # --- what all of them need -----------------------------------------------------------------------------

    @property
    def _named(self) -> list[NamedPerson]:
        return [one for one in self.library.directory.people_in(self.text) if one.finding.how in SURE]

    def _names(self) -> list[str]:
        """Return whom the newest subjects were about, or their first lines name; newest first."""
        people = [name for subject in self.recent for name in (*subject.people, *subject.named)]
        return list(dict.fromkeys(people))

    def _plain(self, text: str, read_as: str) -> Reading | None:
        """Return a message that stands for itself now as what it asks."""
        request = parse(text, language=self.language)
        return TakenAs(request, read_as) if request is not None else None

    def _which(self, choices: Iterable[tuple[str, str]], word: str = "") -> Unclear:
        offered = [one for one in choices if not _does_something(parse(one[1]))]
        return Unclear(word or self.text.strip(), tuple(offered[:MOST_CHOICES]))


def _does_something(request: Request | None) -> bool:
    """Say whether a message is no question: a button only asks."""
    return request is None or traits_of(request.kind).acts


def _of(name: str, named: Iterable[NamedPerson]) -> list[NamedPerson]:
    return [one for one in named if one.finding.person and one.finding.person.name == name]


def _telling(words: str) -> list[str]:
    """Return the words of a message but small ones and those of asking, lower case."""
    found = (word.lower() for word in _WORD.findall(words))
    return [word for word in found if word not in stop_words() and word not in question_words()]


def _put(text: str, found: re.Match[str], words: str) -> str:
    return text[: found.start()] + words + text[found.end() :]


def _bracketed(words: str) -> str:
    """Return words in brackets, the white space at their ends outside; "" for none."""
    kept = words.strip()
    return words.replace(kept, f"[{kept}]") if kept.strip(_ENDS) else words
