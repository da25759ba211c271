"""Who a Russian subject stands for: a person by name, by office or by pronoun, or a body that speaks.

An office goes to the one figure the article gives it to; a pronoun to whoever spoke last in the section, if
nobody else of that gender came between. Where two people fit, or somebody unknown spoke, nobody is meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from bot.speech.pronouns import Voice
from bot.speech.russian.reading import DeclinedName, NarratorWord, RussianReading
from bot.speech.russian.subjects import (
    SpeechSubject,
    SubjectKind,
    agrees,
    body_gender,
    is_calling,
    phrase_end,
)
from bot.text.morphology import Agreement, finite_verb, first_form, lemma_of
from bot.text.names.name_lexicon import fold, lexicon
from bot.text.names.russian_names import Case
from bot.text.russian_cues import calling, nominative_calling, russian_cues, saying_verb, says
from bot.words.findings import Attribution
from bot.words.spans import Span

_REACH = 6  # sentences a pronoun looks back
_CALLING_REACH = 3  # sentences in which "the expert" has just spoken
_OFFICES_IN_A_ROW = 3  # "заместитель премьера – министр финансов, депутат …"
_STEM = 4  # letters by which an adjective and the name of its place are known for one
_OF_PLACES = ("ский", "цкий")
_OFFICE_REACH = 12  # words before a name in which its office stands


@dataclass(frozen=True, slots=True)
class _Office:
    """An office: its kind, the countries in its words, and its abbreviations and other names.

    `lands` are the beginnings of adjectives before it that may be of places no list has ("приморский"),
    `stems` those of all its words.
    """

    kind: str
    countries: frozenset[str]
    names: frozenset[str]
    words: str = ""
    lands: frozenset[str] = frozenset()
    stems: frozenset[str] = frozenset()

    def may_be(self, other: _Office) -> bool:
        """Say whether two descriptions can be of one person."""
        if self.kind != other.kind:
            return False
        if self.countries and other.countries and not self.countries & other.countries:
            return False
        if self.lands and not self.lands & other.stems:
            return False
        return not (self.names and other.names and not self.names & other.names)


@dataclass(slots=True)
class _Told:
    """Whom a sentence tells of: who spoke (None: nobody known), its subjects, those named, who is asked."""

    spoke: list[int | None]
    subjects: list[int | None]
    named: list[int]
    oblique: list[int]
    asked: int | None = None


class RussianVoices:
    """Answers who a subject stands for; sentences are to be asked about in text order."""

    def __init__(self, reading: RussianReading) -> None:
        """Look at the offices the article gives to its people."""
        self._reading = reading
        self._offices: dict[int, set[_Office]] = defaultdict(set)
        self._holders: dict[str, list[tuple[int, _Office]]] = defaultdict(list)
        self._told: dict[int, _Told] = {}
        for number, words in enumerate(reading.words):
            self._read_offices(words)
            self._told[number] = _Told([], [], [], [])
        for figure, known in enumerate(reading.figures):
            for role in known.roles if figure in reading.people else ():
                self._add_office(figure, role.span)
        for figure, offices in self._offices.items():
            for office in offices:
                self._holders[office.kind].append((figure, office))
        for number, words in enumerate(reading.words):
            self._tell(number, words)

    # --- what the article says of its people ---------------------------------------------------------------

    def _read_offices(self, words: Sequence[NarratorWord]) -> None:
        """Take the office right before a name as that person's; the first of several is."""
        for index, word in enumerate(words):
            if word.named is None or (index and words[index - 1].named == word.named):
                continue
            if index and words[index - 1].key in russian_cues().prepositions:
                continue
            head: int | None = None
            for place in range(index - 1, max(0, index - _OFFICE_REACH) - 1, -1):
                if words[place + 1].broken or words[place].named is not None or _is_speech(words[place]):
                    break
                if finite_verb(words[place].key) is not None:
                    break  # "Дети красили забор на Лескова"
                if _office_head(words[place]) is not None and self._may_hold(
                    words[place], place, index, word.named
                ):
                    head = place
            if head is not None:
                self._offices[word.named.figure].add(_office(words[head:index], _leading(words, head)))

    @staticmethod
    def _may_hold(head: NarratorWord, place: int, name: int, named: DeclinedName) -> bool:
        """Say whether an office can be that of the name after it: both nominative, or neither."""
        nominative = nominative_calling(head.key) is not None
        if named.case is Case.NOMINATIVE:
            return nominative
        if named.case is Case.OBLIQUE and nominative:
            return False
        return place < name - 1 or head_of(head) not in russian_cues().of_somebody

    def _add_office(self, figure: int, span: Span) -> None:
        """Take a role that others read, if its first office is in the nominative and not somebody's."""
        said = [NarratorWord(0, 0, one, fold(one.strip(".,"))) for one in span.of(self._reading.text).split()]
        for place, word in enumerate(said):
            if _office_head(word) is not None:
                if is_calling(word) and word.key not in russian_cues().of_somebody:
                    self._offices[figure].add(_office(said[place:], _leading(said, place)))
                return

    def _tell(self, number: int, words: Sequence[NarratorWord]) -> None:
        """Note the people of a sentence: its nominatives are what it is about."""
        told = self._told[number]
        told.asked = _whom_asked(words)
        for index, word in enumerate(words):
            named = word.named
            if named is not None:
                if index and words[index - 1].named == named:
                    continue
                told.named.append(named.figure)
                if named.case is Case.OBLIQUE:
                    told.oblique.append(named.figure)
                if named.case is Case.NOMINATIVE:
                    told.subjects.append(named.figure)
            elif word.broken == "," and index and words[index - 1].named is not None:
                continue  # "Бекин, столяр в прошлом, …": still he
            elif is_calling(word) and not self._leads_to_name(words, index):
                before = words[index - 1].key if index else ""
                if before not in russian_cues().prepositions and before != "как":
                    last = phrase_end(words, index)
                    span = Span(word.start, words[last].end)
                    told.subjects.append(
                        self._holder(SpeechSubject(SubjectKind.OFFICE, span, index, last), words)
                    )

    def _leads_to_name(self, words: Sequence[NarratorWord], head: int) -> bool:
        """Say whether the bearer's name follows an office, or another office of the same person does."""
        for _ in range(_OFFICES_IN_A_ROW):
            following = phrase_end(words, head) + 1
            if following >= len(words):
                return False
            named = words[following].named
            if named is not None and not words[following].broken:
                return True
            if words[following].broken not in (",", "–", "—", "-"):
                return False
            if named is not None:
                return named.case is Case.NOMINATIVE
            if not is_calling(words[following]):
                return False
            head = following
        return False

    def spoke(self, sentence: int, voice: Voice) -> None:
        """Note who speaks in a sentence, for the pronouns that follow."""
        if voice.organisation is None:
            self._told[sentence].spoke.append(voice.figure if voice.known else None)

    def stranger_spoke(self, sentence: int) -> None:
        """Note that somebody speaks in a sentence whom the article does not know."""
        self._told[sentence].spoke.append(None)

    # --- who a subject is ----------------------------------------------------------------------------------

    def of_subject(self, subject: SpeechSubject, words: Sequence[NarratorWord], sentence: int) -> Voice:
        """Return who a subject of a sentence stands for."""
        if subject.kind is SubjectKind.NAMED:
            return Voice(Attribution.NAMED, subject.span, subject.figure, reason="by name")
        if subject.kind is SubjectKind.PRONOUN:
            if _answers(words, subject) and (asked := self._asked_before(sentence, subject)) is not None:
                return self._pronoun(subject.span, asked)
            return self.of_pronoun(subject.span, subject.agreement, sentence)
        if subject.kind is SubjectKind.OTHER:
            return self._of_other(subject, sentence)
        if subject.kind is SubjectKind.BODY:
            return _body(subject.span, words[subject.head : subject.last + 1])
        if subject.of_somebody:
            return Voice(Attribution.UNRESOLVED, subject.span, reason="somebody of the person named")
        figure = self._holder(subject, words)
        # "заявил представитель ведомства": the verb agrees with the office, who may be a woman.
        if figure is not None and self._another_spoke_last(figure, words[subject.head], sentence):
            reason = "a word for several offices, after somebody else of such an office has spoken"
            return Voice(Attribution.UNRESOLVED, subject.span, reason=reason)
        if figure is not None and subject.agreement is not Agreement.NEUTER:
            reason = f"by office, which the article gives to {self._reading.figures[figure].name} alone"
            return Voice(Attribution.ROLE, subject.span, figure, reason=reason)
        again = self._called_again(subject, words, sentence)
        if again is not None:
            reason = f"called so after speaking as {self._reading.figures[again].name}"
            return Voice(Attribution.ROLE, subject.span, again, reason=reason)
        return Voice(
            Attribution.UNRESOLVED, subject.span, reason="an office nobody in the article is known to hold"
        )

    def of_name(self, named: DeclinedName) -> Voice:
        """Return the voice of a name in a phrase, whatever its case."""
        return Voice(Attribution.NAMED, named.mention.span, named.figure, reason="by name")

    def _holder(self, subject: SpeechSubject, words: Sequence[NarratorWord]) -> int | None:
        """Return the one figure the article gives an office to."""
        leading = _leading(words, subject.head)
        wanted = _office(words[subject.head : subject.last + 1], leading)
        literally = {
            figure for figure, office in self._holders.get(wanted.kind, ()) if office.words == wanted.words
        }
        if len(literally) == 1 and " " in wanted.words:
            return literally.pop()
        holder: int | None = None
        for figure, office in self._holders.get(wanted.kind, ()):
            if figure != holder and wanted.may_be(office):
                if holder is not None:
                    return None
                holder = figure
        return holder

    def _another_spoke_last(self, holder: int, head: NarratorWord, sentence: int) -> bool:
        """Say whether "эксперт", which the holder is not called, may be whoever has just spoken instead."""
        if head.key not in russian_cues().calling_again:
            return False
        if any(office.words.split(" ")[0] == head_of(head) for office in self._offices[holder]):
            return False
        for number in range(sentence, max(-1, sentence - 1 - _CALLING_REACH), -1):
            spoke = self._told[number].spoke if number in self._told else []
            if spoke:
                return spoke[-1] != holder
        return False

    def only_holder(self, word: NarratorWord) -> int | None:
        """Return the one figure of a Kazakh article whose office ends in a form of a word: "министр"."""
        if not lexicon().is_role(word.key):
            return None
        reading = self._reading
        holders = {
            number
            for number, figure in enumerate(reading.figures)
            for role in figure.roles
            if fold(role.span.of(reading.text).split()[-1]).startswith(word.key)
        }
        return holders.pop() if len(holders) == 1 else None

    def _called_again(
        self, subject: SpeechSubject, words: Sequence[NarratorWord], sentence: int
    ) -> int | None:
        """As in "сказал эксперт" of whoever has just spoken, when nobody else was named since."""
        head = words[subject.head].key
        if head not in russian_cues().calling_again or subject.last > subject.head:
            return None
        kind = russian_cues().same_office.get(head, head)
        seen: set[int | None] = set()
        for number in range(sentence - 1, max(-1, sentence - 1 - _CALLING_REACH), -1):
            if not self._same_section(number, sentence):
                break
            told = self._told[number]
            seen.update([*told.spoke, *told.subjects])
            if told.spoke:
                break
        if len(seen) != 1 or (figure := seen.pop()) is None:
            return None
        known = {office.kind for office in self._offices[figure]}
        own = _office(words[subject.head : subject.last + 1], _leading(words, subject.head))
        if (own.countries or own.lands) and not any(own.may_be(office) for office in self._offices[figure]):
            return None  # "украинский министр", after Russia's
        if not agrees(subject.agreement, self._reading.figures[figure]):
            return None
        if kind in known or head in russian_cues().anybody:
            return figure
        state = russian_cues().state
        return None if known & state or kind in state else figure

    def _same_section(self, first: int, second: int) -> bool:
        reading = self._reading
        return reading.same_section(reading.sentences[first].span.start, reading.sentences[second].span.start)

    # --- pronouns ------------------------------------------------------------------------------------------

    def of_pronoun(self, span: Span, gender: Agreement, sentence: int) -> Voice:
        """Return who "он" or "его" goes back to, if only one person can be meant."""
        if gender not in (Agreement.MASCULINE, Agreement.FEMININE, Agreement.SINGULAR):
            return Voice(Attribution.UNRESOLVED, span, reason="several, nobody in particular")
        mentioned: int | None = None
        subject = False
        here = self._fitting(self._told[sentence].spoke, gender)
        if here and here[-1] is not None:
            return self._pronoun(span, here[-1])
        for number in range(sentence - 1, max(-1, sentence - 1 - _REACH), -1):
            if not self._same_section(number, sentence):
                break
            told = self._told[number]
            spoke = self._fitting(told.spoke, gender)
            subjects = self._fitting(told.subjects, gender)
            if subject and self._new_paragraph(number, sentence):
                break  # who is spoken of in the pronoun's paragraph comes before who spoke in an earlier one
            if spoke:
                figure = spoke[-1]
                if figure is None or (mentioned is not None and mentioned != figure):
                    return self._nobody(span)
                return self._pronoun(span, figure)
            if mentioned is not None:
                if any(one != mentioned for one in subjects):
                    return self._nobody(span)
                continue
            candidates = set(subjects) or set(self._fitting(told.named, gender))
            if len(candidates) > 1 or None in candidates:
                return self._nobody(span)
            mentioned = next(iter(candidates), None)
            subject = mentioned is not None and mentioned not in told.oblique
        if mentioned is not None:
            return self._pronoun(span, mentioned)
        return Voice(Attribution.UNRESOLVED, span, reason="nobody the pronoun can go back to")

    def _of_other(self, subject: SpeechSubject, sentence: int) -> Voice:
        """Return who "тот" is: of two named in the sentence before the one who is not its subject."""
        before = sentence - 1
        told = self._told.get(before)
        if told is None or not self._same_section(before, sentence):
            return self._nobody(subject.span)
        fitting = {
            one for one in self._fitting(told.oblique, subject.agreement) if one not in (*told.subjects, None)
        }
        figure = fitting.pop() if len(fitting) == 1 else None
        return self._pronoun(subject.span, figure) if figure is not None else self._nobody(subject.span)

    def _asked_before(self, sentence: int, subject: SpeechSubject) -> int | None:
        """Return who was asked in this sentence or the one before: "спросил Бекину. «Да», — ответила она"."""
        for number in (sentence, sentence - 1):
            asked = self._told[number].asked if number in self._told else None
            if asked is not None and self._same_section(number, sentence):
                return asked if agrees(subject.agreement, self._reading.figures[asked]) else None
        return None

    def _new_paragraph(self, earlier: int, later: int) -> bool:
        sentences = self._reading.sentences
        return sentences[earlier].paragraph != sentences[later].paragraph

    def _fitting(self, people: Sequence[int | None], gender: Agreement) -> list[int | None]:
        return [
            person for person in people if person is None or agrees(gender, self._reading.figures[person])
        ]

    def _pronoun(self, span: Span, figure: int) -> Voice:
        reason = f"pronoun goes back to {self._reading.figures[figure].name}"
        return Voice(Attribution.PRONOUN, span, figure, reason=reason)

    def _nobody(self, span: Span) -> Voice:
        return Voice(Attribution.UNRESOLVED, span, reason="two people fit the pronoun")


def _answers(words: Sequence[NarratorWord], subject: SpeechSubject) -> bool:
    """Say whether a verb of answering stands beside a subject."""
    beside = (*words[max(0, subject.head - 1) : subject.head], *words[subject.last + 1 : subject.last + 2])
    return any(saying_verb(word.key) in russian_cues().answering for word in beside)


def _whom_asked(words: Sequence[NarratorWord]) -> int | None:
    """Return the figure that a verb of asking has for its object: "спросил министра Бекину"."""
    for index, word in enumerate(words):
        if word.named is not None or saying_verb(word.key) not in russian_cues().asking:
            continue
        for following in words[index + 1 : index + 1 + _OFFICE_REACH]:
            if following.broken:
                break
            if following.named is not None and following.named.case is not Case.NOMINATIVE:
                return following.named.figure
    return None


def _body(span: Span, words: Sequence[NarratorWord]) -> Voice:
    named = any(word.text[:1].isupper() for word in words)
    attribution = Attribution.NAMED if named else Attribution.ROLE
    return Voice(attribution, span, organisation=span, reason="a body that speaks")


def body_voice(words: Sequence[NarratorWord]) -> Voice:
    """Return the voice of a body named by these words."""
    return _body(Span(words[0].start, words[-1].end), words)


def _office_head(word: NarratorWord) -> str | None:
    found = calling(word.key) if word.named is None else None
    return found.lemma if found is not None else None


def head_of(word: NarratorWord) -> str:
    """Return the nominative of an office in whatever case."""
    return _office_head(word) or word.key


def _is_speech(word: NarratorWord) -> bool:
    return says(word.key) is not None or word.key in russian_cues().subordinators


def _leading(words: Sequence[NarratorWord], head: int) -> Sequence[NarratorWord]:
    """Return the adjectives before the head of an office: "генеральный", "норландский"."""
    first = head
    while first > 0 and not words[first].broken and words[first - 1].named is None:
        if first_form(words[first - 1].key, "ADJF") is None:
            break
        first -= 1
    return words[first:head]


def _office(words: Sequence[NarratorWord], leading: Sequence[NarratorWord] = ()) -> _Office:
    """Read an office from its words, the first of which is its head, and the adjectives before that."""
    cues, known = russian_cues(), lexicon()
    head = head_of(words[0])
    whole = f"{lemma_of(leading[-1].key)} {head}" if leading else ""  # "генеральный секретарь"
    of = next((word for word in words[1:] if first_form(word.key, "ADJF") is None), None)
    pair = f"{head} {lemma_of(of.key)}" if of is not None else ""  # "глава норландского МИД"
    kind = cues.same_office.get(whole) or cues.same_office.get(pair) or cues.same_office.get(head, head)
    beside = (*leading, *words[1:])
    countries = {country for word in beside if (country := known.country(word.key)) is not None}
    names = {
        word.key[:4]
        for word in words[1:]
        if (word.text.isupper() or body_gender(word) is not None) and known.country(word.key) is None
    }
    literal = " ".join((head, *(word.key for word in words[1:])))
    lands = {
        word.key[:_STEM]
        for word in leading
        if lemma_of(word.key).endswith(_OF_PLACES) and known.country(word.key) is None
    }
    stems = {word.key[:_STEM] for word in beside}
    return _Office(kind, frozenset(countries), frozenset(names), literal, frozenset(lands), frozenset(stems))
