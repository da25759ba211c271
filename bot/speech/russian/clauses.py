"""The clauses by which a Russian or Kazakh sentence says that somebody speaks, each with who does.

"X заявил", "сказал X", "по словам X", "в МИД сообщили", "говорится в заявлении X", "приводит слова X".
Sentences are read in order, because pronouns go back to who spoke before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from bot.speech.pronouns import Voice
from bot.speech.russian.reading import DeclinedName, NarratorWord, RussianReading
from bot.speech.russian.subjects import (
    SpeechSubject,
    SubjectKind,
    is_body,
    is_calling,
    phrase_end,
    subject_left,
    subject_right,
)
from bot.speech.russian.voices import RussianVoices, body_voice
from bot.text.morphology import (
    NOMINATIVE,
    Agreement,
    finite_verb,
    first_form,
    forms,
    is_only_nominative,
    lemma_of,
)
from bot.text.names.name_lexicon import lexicon
from bot.text.names.russian_names import Case
from bot.text.russian_cues import calling, is_gerund, kazakh_cues, russian_cues, saying_verb, says
from bot.words.findings import Attribution
from bot.words.spans import Span

_PHRASE_REACH = 14  # words after "по словам" in which the name must come
_BODY_REACH = 12  # words from "в" of "в МИД республики также отметили" to the verb
_NAME_AND_COLON = 8  # words of a line "Name: «…»" at most, an office before the name included
_NAME_OFFICE_AND_COLON = 12  # words of "Name, office of a body:" at most
_BESIDE_COLON = 2  # words after verb and subject before a colon at most; more say what the colon opens
_OPENS_OFFICE = frozenset({",", "(", "–", "—", "-"})
_SHORTENED = 2  # letters of "гл." and "и. о." before an office
_DOCUMENT_REACH = 5  # words from "говорится" to the document
_LED = re.compile(r"[,!?…][»”\"]?[\s\u00a0]*[–—−-]{1,2}[\s\u00a0]*\Z")
_MOST_CLAUSES = 30  # verbs of speech of one sentence that are looked at


class How(Enum):
    """What kind of clause says that somebody speaks."""

    VERB = "verb"
    GERUND = "gerund"
    PHRASE = "phrase"
    DOCUMENT = "document"
    CITED = "cited"


@dataclass(frozen=True, slots=True)
class SpeechClause:
    """A clause of speech: who, by which words, and where; `word` and `last` are indices of its words."""

    voice: Voice
    cue: Span
    how: How
    word: int
    last: int
    subject_first: bool = False


class RussianClauses:
    """Finds the clauses of speech of each sentence of an article."""

    def __init__(self, reading: RussianReading) -> None:
        """Read all sentences in order."""
        self._reading = reading
        self.voices = RussianVoices(reading)
        self.sayings: list[list[SpeechClause]] = []
        for number, words in enumerate(reading.words):
            find = self._kazakh if reading.kazakh else self._russian
            found: list[SpeechClause] = []
            for saying in find(words, number):
                found.append(saying)
                if saying.how is not How.DOCUMENT:
                    self.voices.spoke(number, saying.voice)
                if len(found) == _MOST_CLAUSES:
                    break
            self.sayings.append(found)

    # --- Russian -------------------------------------------------------------------------------------------

    def _russian(self, words: Sequence[NarratorWord], number: int) -> Iterator[SpeechClause]:
        last_voice: Voice | None = None
        for index, word in enumerate(words):
            found = self._clause(words, index, number, last_voice)
            if found is not None:
                last_voice = found.voice
                yield found
            elif says(word.key) is not None and self._names_stranger(words, index):
                self.voices.stranger_spoke(number)

    def _clause(
        self, words: Sequence[NarratorWord], index: int, number: int, last_voice: Voice | None
    ) -> SpeechClause | None:
        """Return the clause of speech that a word makes: the verb of it, or the noun of "по словам"."""
        cues, word = russian_cues(), words[index]
        if word.key in cues.by:
            return self._phrase(words, index, number)
        if word.key in cues.of_documents:
            return self._document(words, index)
        if word.named is not None:
            return None
        if is_gerund(word.key):
            return self._gerund(words, index, number, last_voice)
        if (agreement := says(word.key)) is not None:
            return self._cited(words, index, number) or self._verb(words, index, number, agreement)
        verb = finite_verb(word.key)
        if verb is None:
            return None
        if verb.lemma in cues.relay:
            return self._cited(words, index, number)
        if verb.lemma in cues.stating_verbs:
            return self._stating(words, index, number, verb.agreement)
        led = verb.lemma not in cues.perceive and self._leads_from_speech(words, index)
        return self._any_verb(words, index, number, verb.agreement) if led else None

    @staticmethod
    def _names_stranger(words: Sequence[NarratorWord], verb: int) -> bool:
        """Say whether a name nobody knows stands after a verb of speech: "высказал и сам Гамбург"."""
        for before, word in pairwise(words[verb : verb + _PHRASE_REACH]):
            if word.broken:
                return False
            capital = word.text[0].isupper() and not word.text.isupper() and word.named is None
            if capital and before.key not in russian_cues().prepositions:
                return any(form.case == NOMINATIVE for form in forms(word.key))
        return False

    def _leads_from_speech(self, words: Sequence[NarratorWord], verb: int) -> bool:
        """Say whether a verb stands first after direct speech and a dash: «…», — улыбнулась она."""
        start = verb
        while start > 0 and not words[start].after_speech and words[start - 1].key in russian_cues().adverbs:
            start -= 1
        led = self._reading.text[max(0, words[start].start - 6) : words[start].start]
        return words[start].after_speech and _LED.search(led) is not None

    def _any_verb(
        self, words: Sequence[NarratorWord], verb: int, number: int, agreement: Agreement
    ) -> SpeechClause | None:
        subject = subject_right(words, verb, agreement, self._reading.figures)
        if subject is None or subject.kind is SubjectKind.BODY:
            return None
        voice = self.voices.of_subject(subject, words, number)
        return SpeechClause(voice, words[verb].span, How.VERB, verb, max(verb, subject.last))

    def before_colon(self, words: Sequence[NarratorWord], last: int, number: int) -> SpeechClause | None:
        """As in "Токаев: «…»", "Её поддержал Бекин: «…»": whose clause the colon ends."""
        cues, named = russian_cues(), words[last].named
        verbs = [
            place for place in range(last + 1) if words[place].named is None and finite_verb(words[place].key)
        ]
        if not verbs:
            line = last < _NAME_AND_COLON and not any(word.broken for word in words[1 : last + 1])
            if named is None and last < _NAME_OFFICE_AND_COLON:
                named, line = _name_before_office(words[: last + 1]), True
            if named is None or named.case is Case.OBLIQUE or not line:
                return None
            return SpeechClause(self.voices.of_name(named), named.mention.span, How.VERB, 0, 0, True)
        verb = verbs[-1]
        form = finite_verb(words[verb].key)
        if (
            form is None
            or form.agreement is Agreement.PLURAL
            or form.lemma in cues.perceive
            or words[verb - 1].key in cues.negations
        ):
            return None
        subject, left = self._subject(words, verb, form.agreement)
        if (
            subject is None
            or subject.kind is SubjectKind.BODY
            or max(verb, subject.last) < last - _BESIDE_COLON
        ):
            return None
        rest = words[(verb if left else max(verb, subject.last)) + 1 : last + 1]
        if any(
            reading.case == "accs" and not reading.animate for word in rest for reading in forms(word.key)[:2]
        ):
            return None  # "Бекин повесил плакат: «Вход воспрещён»"
        voice = self.voices.of_subject(subject, words, number)
        return SpeechClause(voice, words[verb].span, How.VERB, verb, max(verb, subject.last), left)

    def owned_before_colon(self, words: Sequence[NarratorWord], number: int) -> SpeechClause | None:
        """As in "повторил слова Бекина: «…»", "похвалил Бекина за слова: «…»", "плакат, где написано: «…»".

        Whose words they are said them; what is written somewhere is nobody's, and of a speech that somebody
        is praised for nothing tells whether its words follow.
        """
        cues, last = russian_cues(), len(words) - 1
        verb = finite_verb(words[last].key) or first_form(words[last].key, "PRTS", "PRTF")
        lemma = verb.lemma if verb is not None else lemma_of(words[last].key)
        written = lemma in cues.written and (
            verb is None or verb.agreement is Agreement.NEUTER or lemma != "написать"
        )
        noun = next(
            (at for at in range(last, max(-1, last - _NAME_AND_COLON), -1) if _is_spoken(words[at])), None
        )
        voice: Voice | None = None
        if noun is not None and noun < last and words[noun].key in cues.verbatim:
            owner = self._owner(words, noun + 1)
            voice = owner[0] if owner is not None and owner[1] == last else None
        elif noun == last and noun and words[noun - 1].key == "за":
            voice = self._blamed(words, noun - 1, number)
            if voice is not None and words[noun].key not in cues.verbatim:
                voice = Voice(
                    Attribution.UNRESOLVED, words[noun].span, reason="of what somebody is blamed for"
                )
        elif written and not any(word.named for word in words[max(0, last - _BESIDE_COLON) :]):
            voice = Voice(Attribution.UNRESOLVED, words[last].span, reason="written somewhere")
            noun = last
        if voice is None or noun is None:
            return None
        return SpeechClause(voice, words[noun].span, How.CITED, noun, last)

    def _blamed(self, words: Sequence[NarratorWord], preposition: int, number: int) -> Voice | None:
        """Return whom a verb before "за" has for its object."""
        for index in range(preposition - 1, max(-1, preposition - _NAME_AND_COLON), -1):
            word = words[index]
            if (word.broken and index < preposition - 1) or finite_verb(word.key) is not None:
                return None
            if word.named is not None:
                return self.voices.of_name(word.named) if word.named.case is not Case.NOMINATIVE else None
            if index == preposition - 1 and word.key in russian_cues().owning_pronouns:
                return self.voices.of_pronoun(word.span, russian_cues().owning_pronouns[word.key], number)
        return None

    def _verb(
        self, words: Sequence[NarratorWord], verb: int, number: int, agreement: Agreement
    ) -> SpeechClause | None:
        cues = russian_cues()
        before = words[verb - 1].key if verb else ""
        if before in cues.negations:
            return None
        cue = words[verb].span
        if agreement is Agreement.PLURAL:
            body = self._in_body(words, verb)
            if body is not None:
                first, last = body
                return SpeechClause(
                    body_voice(words[first : last + 1]), cue, How.VERB, verb, last, first < verb
                )
            return None
        subject, left = self._subject(words, verb, agreement)
        if subject is None:
            return None
        if words[subject.head].key in cues.media:
            # "сообщает корреспондент агентства" says nothing of whose words they are; he may ask, though.
            unknown = Voice(Attribution.UNRESOLVED, subject.span, reason="who passes words on or asks")
            relayed = saying_verb(words[verb].key) in cues.relay
            return None if relayed else SpeechClause(unknown, cue, How.DOCUMENT, verb, verb)
        voice = self.voices.of_subject(subject, words, number)
        return SpeechClause(voice, cue, How.VERB, verb, max(verb, subject.last if not left else verb), left)

    def _subject(
        self, words: Sequence[NarratorWord], verb: int, agreement: Agreement
    ) -> tuple[SpeechSubject | None, bool]:
        """Return the subject and whether it stands before the verb."""
        figures = self._reading.figures
        start = verb
        while start > 0 and not words[start].broken and words[start - 1].key in russian_cues().adverbs:
            start -= 1
        opens = start == 0 or bool(words[start].broken) or words[start - 1].key == "как"
        if opens:
            right = subject_right(words, verb, agreement, figures)
            if right is not None:
                return right, False
            if start == 0 or words[start].after_speech:
                return None, False
            return subject_left(words, verb, agreement, figures), True
        left = subject_left(words, verb, agreement, figures)
        if left is not None and not self._sure(words, left):
            right = subject_right(words, verb, agreement, figures)
            if right is not None and self._is_sure_subject(words, right):
                return right, False  # "Слух о Бекине опроверг Алпаев": the nominative, wherever it stands
        if left is not None:
            return left, True
        return subject_right(words, verb, agreement, figures), False

    def _is_sure_subject(self, words: Sequence[NarratorWord], subject: SpeechSubject) -> bool:
        """Say whether a subject stands in a form that is nothing but the nominative: "депутат", "Алпаев"."""
        if subject.kind is SubjectKind.NAMED:
            return self._sure(words, subject)
        return subject.kind is SubjectKind.OFFICE and is_only_nominative(words[subject.head].key)

    @staticmethod
    def _sure(words: Sequence[NarratorWord], subject: SpeechSubject) -> bool:
        named = words[subject.last].named
        return named is None or named.case is Case.NOMINATIVE

    def _in_body(self, words: Sequence[NarratorWord], verb: int) -> tuple[int, int] | None:
        """As in "сообщили в МИД", "в пресс-службе акимата отметили": the first and last word of the body."""
        near = words[verb + 1 : verb + 3]
        follows = len(near) == 2 and near[0].key in ("в", "во") and not any(word.broken for word in near)
        if follows and is_body(near[1]):
            return verb + 2, phrase_end(words, verb + 2)
        index = verb - 1
        while index >= 0 and not words[index + 1].broken and verb - index < _BODY_REACH:
            head = index + 1
            while head < verb and first_form(words[head].key, "ADJF") is not None:
                head += 1  # "в областном минфине"
            if words[index].key in ("в", "во") and is_body(words[head]):
                last = phrase_end(words, head)
                rest = words[last + 1 : verb]
                return (index + 1, last) if all(one.key in russian_cues().adverbs for one in rest) else None
            index -= 1
        return None

    def _gerund(
        self, words: Sequence[NarratorWord], verb: int, number: int, last: Voice | None
    ) -> SpeechClause | None:
        """As in "Токаев выступил в сенате, отметив, что …": whoever the sentence is about."""
        if last is not None:
            return SpeechClause(last, words[verb].span, How.GERUND, verb, verb)
        subject = subject_left(words, verb, Agreement.SINGULAR, self._reading.figures)
        if subject is None or subject.kind is SubjectKind.BODY:
            return None
        voice = self.voices.of_subject(subject, words, number)
        return SpeechClause(voice, words[verb].span, How.GERUND, verb, verb)

    def _phrase(self, words: Sequence[NarratorWord], noun: int, number: int) -> SpeechClause | None:
        """As in "по словам министра", "по его мнению"."""
        cues = russian_cues()
        before = words[noun - 1] if noun else None
        if before is None:
            return None
        if before.key in cues.owning_pronouns and noun > 1 and words[noun - 2].key == "по":
            cue = Span(words[noun - 2].start, words[noun].end)
            voice = self.voices.of_pronoun(before.span, cues.owning_pronouns[before.key], number)
            return SpeechClause(voice, cue, How.PHRASE, noun - 2, noun)
        if before.key not in ("по", "со", "согласно") or words[noun].broken:
            return None
        owner = self._owner(words, noun + 1)
        if owner is None:
            return None
        voice, last = owner
        return SpeechClause(voice, Span(before.start, words[noun].end), How.PHRASE, noun - 1, last)

    def _owner(self, words: Sequence[NarratorWord], first: int) -> tuple[Voice, int] | None:
        """Return whose words a phrase speaks of: the person or body in the genitive that follows."""
        if first >= len(words) or words[first].broken:
            return None
        end = first
        while end + 1 < min(len(words), first + _PHRASE_REACH) and not words[end + 1].broken:
            end += 1
        named = self._named_owner(words, first, end)
        if named is not None:
            return named
        last = min(end, phrase_end(words, first))
        if is_body(words[first]):
            return body_voice(words[first : last + 1]), last
        if calling(words[first].key) is None:
            return None
        span = Span(words[first].start, words[last].end)
        subject = SpeechSubject(SubjectKind.OFFICE, span, first, last, None, Agreement.SINGULAR)
        return self.voices.of_subject(subject, words, self._reading.sentence_at(span.start)), last

    def _named_owner(self, words: Sequence[NarratorWord], first: int, end: int) -> tuple[Voice, int] | None:
        """Return the name that closes a phrase; of two in a row the last ("помощника Алпаева Бекина")."""
        found: tuple[Voice, int] | None = None
        relation: int | None = None
        for index in range(first, end + 1):
            word = words[index]
            if word.named is not None and words[index - 1].key not in russian_cues().prepositions:
                found = self.voices.of_name(word.named), index
                if relation == index - 1 and not self._holds(word.named.figure, words[relation]):
                    span = Span(words[first].start, word.end)
                    reason = "the person named, or somebody of that person's"
                    found = Voice(Attribution.UNRESOLVED, span, reason=reason), index
            elif found is not None or word.named is not None:
                break
            elif lemma_of(word.key) in russian_cues().of_somebody:
                relation = index
            elif word.key in russian_cues().prepositions and word.key not in ("по", "в", "при", "на"):
                break
        return found

    def _holds(self, figure: int, head: NarratorWord) -> bool:
        """Say whether the article calls a figure by an office in another place, too."""
        roles = self._reading.figures[figure].roles
        lemma = lemma_of(head.key)
        return any(
            role.span.start != head.start
            and lemma in map(lemma_of, role.span.of(self._reading.text).lower().split())
            for role in roles
        )

    def _document(self, words: Sequence[NarratorWord], verb: int) -> SpeechClause | None:
        """As in "говорится в заявлении министерства": whose document it is speaks."""
        for index in range(verb + 1, min(len(words), verb + _DOCUMENT_REACH)):
            if words[index].broken:
                return None
            if lemma_of(words[index].key) not in russian_cues().documents:
                continue
            cue = words[verb].span
            following = index + 1
            if following < len(words) and not words[following].broken:
                named = words[following].named
                if named is not None:
                    return SpeechClause(self.voices.of_name(named), cue, How.DOCUMENT, verb, following)
                if is_body(words[following]):
                    last = phrase_end(words, following)
                    return SpeechClause(
                        body_voice(words[following : last + 1]), cue, How.DOCUMENT, verb, last
                    )
            voice = Voice(
                Attribution.UNRESOLVED, words[index].span, reason="a document of nobody in particular"
            )
            return SpeechClause(voice, cue, How.DOCUMENT, verb, index)
        return None

    def _cited(self, words: Sequence[NarratorWord], verb: int, number: int) -> SpeechClause | None:
        """As in "приводит слова министра агентство", "приводит ТАСС его слова", "цитирует его"."""
        cues = russian_cues()
        if saying_verb(words[verb].key) not in cues.relay:
            return None
        cue = words[verb].span
        for index in range(verb + 1, min(len(words), verb + 6)):
            word = words[index]
            if word.broken:
                break
            if word.key in cues.words:
                if words[index - 1].key in cues.owning_pronouns:
                    voice = self.voices.of_pronoun(
                        words[index - 1].span, cues.owning_pronouns[words[index - 1].key], number
                    )
                    return SpeechClause(voice, cue, How.CITED, verb, index)
                owner = self._owner(words, index + 1)
                return SpeechClause(owner[0], cue, How.CITED, verb, owner[1]) if owner else None
        if saying_verb(words[verb].key) not in cues.citing:
            return None
        return self._object(words, verb, number, cue)

    def _object(
        self, words: Sequence[NarratorWord], verb: int, number: int, cue: Span
    ) -> SpeechClause | None:
        for index in range(verb + 1, min(len(words), verb + 8)):
            word = words[index]
            if word.broken:
                return None
            if index == verb + 1 and word.key in russian_cues().owning_pronouns:
                voice = self.voices.of_pronoun(word.span, russian_cues().owning_pronouns[word.key], number)
                return SpeechClause(voice, cue, How.CITED, verb, index)
            if word.named is not None and word.named.case is not Case.NOMINATIVE:
                return SpeechClause(self.voices.of_name(word.named), cue, How.CITED, verb, index)
        return None

    def _stating(
        self, words: Sequence[NarratorWord], verb: int, number: int, agreement: Agreement
    ) -> SpeechClause | None:
        """As in "Такое мнение выразил министр"."""
        nouns = [at for at, word in enumerate(words[:verb]) if word.key in russian_cues().stating_nouns]
        if not nouns or not _is_of_the_foregoing(words, nouns[-1]):
            return None
        subject, left = self._subject(words, verb, agreement)
        if subject is None:
            return None
        voice = self.voices.of_subject(subject, words, number)
        return SpeechClause(voice, words[verb].span, How.VERB, verb, subject.last, left)

    # --- Kazakh --------------------------------------------------------------------------------------------

    def _kazakh(self, words: Sequence[NarratorWord], number: int) -> Iterator[SpeechClause]:
        cues = kazakh_cues()
        for index, word in enumerate(words):
            if word.key in cues.by and index:
                if (found := self._kazakh_phrase(words, index, number)) is not None:
                    yield found
            elif word.key in cues.say:
                last = index
                while last + 1 < len(words) and words[last + 1].key in ("өтті", "берді"):
                    last += 1
                if (found := self._kazakh_verb(words, index, last, number)) is not None:
                    yield found

    def _kazakh_phrase(self, words: Sequence[NarratorWord], noun: int, number: int) -> SpeechClause | None:
        owner = words[noun - 1]
        cue = words[noun].span
        if owner.key in kazakh_cues().owning_pronouns:
            return SpeechClause(self._kazakh_pronoun(owner.span, number), cue, How.PHRASE, noun - 1, noun)
        if owner.named is not None:
            return SpeechClause(self.voices.of_name(owner.named), cue, How.PHRASE, noun - 1, noun)
        return None

    def _kazakh_verb(
        self, words: Sequence[NarratorWord], verb: int, last: int, number: int
    ) -> SpeechClause | None:
        """The subject follows the verb after direct speech, and stands before it anywhere else."""
        cue = Span(words[verb].start, words[last].end)
        opens = (
            words[verb].after_speech or bool(words[verb].broken) or (verb and words[verb - 1].key == "деп")
        )
        following = last + 1
        if opens and following < len(words) and not words[following].broken:
            found = self._kazakh_subject(words, following, number)
            if found is not None:
                return SpeechClause(found[0], cue, How.VERB, verb, found[1])
        named = {
            word.named.figure: word.named
            for word in words[:verb]
            if word.named is not None and word.named.case is Case.NOMINATIVE
        }
        if last + 1 < len(words) and not words[last + 1].broken:
            return None
        announced = words[verb].broken.startswith(":")  # "Беков: «…», – деді"
        if len(named) == 1 and (announced or not words[verb].after_speech):
            (only,) = named.values()
            return SpeechClause(self.voices.of_name(only), cue, How.VERB, verb, last, True)
        return None

    def _kazakh_subject(
        self, words: Sequence[NarratorWord], first: int, number: int
    ) -> tuple[Voice, int] | None:
        for index in range(first, min(len(words), first + 10)):
            word = words[index]
            if index > first and word.broken:
                break
            if word.named is not None:
                end = index + 1
                while end < len(words) and words[end].named == word.named:
                    end += 1
                closes = end == len(words) or bool(words[end].broken)
                # "Сатыбалды" ends as an object does; where nothing follows it is whoever speaks.
                if word.named.case is Case.NOMINATIVE or (closes and word.named.case is Case.UNSURE):
                    return self.voices.of_name(word.named), index
                return None
            if index == first and word.key in kazakh_cues().pronouns:
                return self._kazakh_pronoun(word.span, number), index
        last = first
        while last + 1 < min(len(words), first + 6) and not words[last + 1].broken:
            last += 1
        span = Span(words[first].start, words[last].end)
        # "деді жаңа депутат кулуарда": what goes with the office is no office of its own
        holders = {self.voices.only_holder(word) for word in words[first : last + 1]} - {None}
        if any(lexicon().country(word.key) for word in words[first : last + 1]):
            holders = set()  # "деді Норвегия министрі": which land's tells more than the office
        if len(holders) == 1 and (holder := holders.pop()) is not None:
            return Voice(Attribution.ROLE, span, holder, reason="by office, which one alone holds"), last
        return Voice(Attribution.UNRESOLVED, span, reason="nobody by name"), last

    def _kazakh_pronoun(self, span: Span, number: int) -> Voice:
        """Kazakh pronouns have no gender: they go back to the only person of the sentences just before."""
        return self.voices.of_pronoun(span, Agreement.SINGULAR, number)


def _is_of_the_foregoing(words: Sequence[NarratorWord], noun: int) -> bool:
    """Say whether "заявление" is of what has just been told, or of what follows: not "громкое заявление"."""
    before, following = words[noun - 1] if noun else None, words[noun + 1 : noun + 2]
    pointing = before is not None and first_form(before.key, "ADJF", "APRO", "NPRO") is not None
    told = before is not None and lemma_of(before.key) in russian_cues().pointing
    return (pointing and told) or any(word.key in ("о", "что") for word in following)


def _is_spoken(word: NarratorWord) -> bool:
    return word.named is None and word.key in russian_cues().verbatim | russian_cues().spoken


def _name_before_office(words: Sequence[NarratorWord]) -> DeclinedName | None:
    """Return the name of "Иван Лесков, министр дорог" where words begin with it and name nobody else.

    What he is may stand in parentheses, behind adjectives of its own: "Иван Лесков (главный инженер завода)".
    """
    named = words[0].named
    end = next((place for place, word in enumerate(words) if word.named != named), len(words))
    if named is None or end == len(words) or words[end].broken not in _OPENS_OFFICE:
        return None
    head = end
    while head + 1 < len(words) and not is_calling(words[head]) and _leads_to_office(words[head]):
        head += 1
    if not is_calling(words[head]):
        return None
    return named if all(word.named is None for word in words[end:]) else None


def _leads_to_office(word: NarratorWord) -> bool:
    """Say whether a word may stand between a name and the head of an office: "главный", "гл."."""
    adjective = first_form(word.key, "ADJF", "PRTF")
    return (adjective is not None and adjective.case == NOMINATIVE) or len(word.key) <= _SHORTENED
