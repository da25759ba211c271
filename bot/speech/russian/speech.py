"""Who says the quoted words of a Russian or Kazakh article: by the clause of speech beside them, or nobody.

The typography tells most: after direct speech a dash leads to the narrator's words ("«…», — сказал министр"),
before it a colon ends them. Words in marks without such a clause that are no sentence of their own are
titles, names or scare quotes and are left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.speech.labels import looks_like_title
from bot.speech.pronouns import Voice
from bot.speech.russian.clauses import How, RussianClauses, SpeechClause
from bot.speech.russian.reading import NarratorWord, RussianReading
from bot.speech.russian.runs import SpeechRun
from bot.speech.russian.told import is_told_by_another
from bot.speech.russian.unsaid import is_described, is_of_others_words, is_unsaid, leads_to_unsaid
from bot.text.morphology import finite_verb, first_form, lemma_of
from bot.text.names.name_lexicon import fold
from bot.text.names.russian_names import Case
from bot.text.russian_cues import kazakh_cues, russian_cues, saying_verb, says
from bot.words.documents import Article
from bot.words.findings import Attribution, Figure, Quotation, Sentence
from bot.words.spans import Span

_SHORTEST_STATEMENT = 4  # words of a sentence of its own
_SHORTEST_WORKED_IN = 2  # words in marks inside a clause of speech
_LONG_WORKED_IN = 5  # words from which on a capital at the beginning does not make a name
_LED_TO = re.compile(r"\s*(?:[,.!?…]{1,3}\s*)?[–—−-]{1,2}\s{0,2}(?=[^\W\d_])|,\s+(?=[^\W\d_])")
_CREDIT = re.compile(r"[.!?…]?[\s\u00a0]*[—–―-]{1,2}[\s\u00a0]*(?=[А-ЯЁӘҒҚҢӨҰҮҺІ])")
_LONGEST_CREDIT = 12  # words of "Анна Бекина, врач областной больницы"
_DATELINE = re.compile(r"[A-ZА-ЯЁ][\w.,/ \u00a0]{1,30}[ \u00a0][–—-]{1,2}[ \u00a0]")  # "Осло, 3 мая – «…»"
_FAR = 200  # characters after direct speech in which its clause must end
_LEAD = 60  # characters before a run that tell what it is
_WORD = re.compile(r"[^\W\d_]+")
_PREDICATES = ("VERB", "IMPR", "PRED", "ADJS", "PRTS")

CYRILLIC_SPEECH = frozenset({"ru", "kk"})
"""Languages whose speech is read here, and not from the parse of the English model."""


@dataclass(slots=True)
class _Draft:
    """A quotation that may still grow."""

    parts: list[Span]
    said: SpeechClause | None
    how: str
    run: SpeechRun
    place: int = field(default=0)

    def finished(self) -> Quotation:
        parts = tuple(self.parts)
        if self.said is None:
            return Quotation(parts, Attribution.UNRESOLVED, reason="no clause of speech beside it")
        voice = self.said.voice
        return Quotation(
            parts,
            voice.attribution,
            voice.figure,
            voice.organisation,
            voice.mention,
            self.said.cue,
            f"{self.how}: {voice.reason}",
        )


def attribute_russian(
    article: Article, sentences: Sequence[Sentence], figures: Sequence[Figure]
) -> tuple[Quotation, ...]:
    """Return the quotations of a Russian or Kazakh article in text order, as `speakers.attribute` does.

    `Quotation.figure` is an index into `figures`. No two quotations overlap.
    """
    reading = RussianReading(article, sentences, figures)
    return _Speech(reading, RussianClauses(reading)).quotations()


class _Speech:
    """Goes through the runs of direct speech of one article in text order."""

    def __init__(self, reading: RussianReading, clauses: RussianClauses) -> None:
        self._reading, self._clauses = reading, clauses

    def quotations(self) -> tuple[Quotation, ...]:
        drafts: list[_Draft] = []
        runs = self._reading.runs
        for number, run in enumerate(runs):
            last = drafts[-1] if drafts and drafts[-1].place == number - 1 else None
            if last is not None and self._continues(run) and last.run.paragraph < run.paragraph:
                last.parts.extend(run.parts)
                last.place = number
                if last.said is None or not last.said.voice.known:
                    said, how = self._said(number)
                    last.said, last.how = said or last.said, how
                continue
            said, how = self._said(number)
            if last is not None and self._joins(last, run, said):
                last.parts.extend(run.parts)
                last.place, last.run = number, run
                continue
            if said is None and not self._is_statement(number):
                continue
            if said is None and not run.clauses and (run.dashed or not self._led_on(run)):
                said, how = self._carried_on(run, last) or self._introduced(number) or (None, "")
            drafts.append(_Draft(list(run.parts), said, how, run, number))
        return tuple(draft.finished() for draft in drafts)

    @staticmethod
    def _continues(run: SpeechRun) -> bool:
        return run.quoted is not None and run.quoted.continues

    def _said(self, number: int) -> tuple[SpeechClause | None, str]:
        """Return who says a run and where the clause stands that tells; nobody what others only tell of."""
        said, how = self._beside(number)
        if said is None or not said.voice.known:
            return said, how
        sentence = self._reading.sentence_at(said.cue.start)
        before = [one for one in self._clauses.sayings[sentence] if one.cue.end <= said.cue.start]
        if is_told_by_another(self._reading, sentence, before, said):
            reason = "somebody else tells that this was said"
            said = replace(said, voice=Voice(Attribution.UNRESOLVED, said.voice.mention, reason=reason))
        return said, how

    def _beside(self, number: int) -> tuple[SpeechClause | None, str]:
        """Return the clause beside a run by which somebody says it, and where it stands."""
        run = self._reading.runs[number]
        for clause in run.clauses:
            if (said := self._in_region(clause)) is not None:
                return said, "clause inside"
        if run.dashed:
            return (None, "") if run.clauses else (self._announced(number), "clause before")
        if self._stands_alone(number):
            if self._before_mark(run) == ":" and (
                said := self._of_others_words(number) or self._announced(number)
            ):
                return said, "clause before"
            for find, how in (
                (self._after, "clause after"),
                (self._credited, "credited below"),
                (self._announced, "clause before"),
                (self._of_the_foregoing, "sentence after"),
            ):
                if (said := find(number)) is not None:
                    return said, how
            if self._before_mark(run) == ":":
                return None, ""
        said = self._announced(number)
        if said is not None:
            return said, "clause before"
        return self._worked_in(number), "worked into a clause of speech"

    # --- where a run stands --------------------------------------------------------------------------------

    def _before_mark(self, run: SpeechRun) -> str:
        text = self._reading.text
        return text[max(0, run.outer.start - 4) : run.outer.start].rstrip("\u00a0 –—−-")[-1:]

    def _begins_sentence(self, run: SpeechRun) -> bool:
        reading = self._reading
        start = reading.sentences[reading.sentence_at(run.outer.start)].span.start
        lead = reading.text[max(start, run.outer.start - 4) : run.outer.start]
        paragraph = reading.article.paragraphs[run.paragraph].start
        if _DATELINE.fullmatch(reading.text, paragraph, run.outer.start):
            return True
        return start >= run.outer.start or (not lead.strip('–—−- \u00a0"«“') and run.outer.start - start < 4)

    def _stands_alone(self, number: int) -> bool:
        """Say whether nothing of the sentence stands before a run, or only what announces it."""
        run = self._reading.runs[number]
        if self._begins_sentence(run) or self._before_mark(run) == ":":
            return True
        if number == 0:
            return False
        before = self._reading.runs[number - 1]
        between = self._reading.text[before.outer.end : run.outer.start]
        return (
            before.paragraph == run.paragraph
            and len(between) < _FAR
            and bool(re.search(r"[,.!?…][\s\u00a0]*[–—−-]{1,2}[\s\u00a0]*\Z", between))
            and _LED_TO.match(between) is not None
        )

    def _region(self, start: int, end: int, sentence: int) -> list[SpeechClause]:
        words = self._reading.words[sentence]
        return [
            saying
            for saying in self._clauses.sayings[sentence]
            if start <= words[saying.word].start < end or start <= saying.cue.start < end
        ]

    def _in_region(self, clause: Span) -> SpeechClause | None:
        sentence = self._reading.sentence_at(clause.start)
        for number in (sentence, sentence + 1):
            if number < len(self._reading.sentences):
                for saying in self._region(clause.start, clause.end, number):
                    return None if self._others_speak(number, clause.start, saying.cue.start) else saying
        return None

    def _others_speak(self, sentence: int, start: int, end: int) -> bool:
        """Say whether a verb of speech of somebody not known stands between two places of a sentence."""
        known = {saying.cue.end for saying in self._clauses.sayings[sentence]}
        return any(
            self._speaks(word.key) and word.end not in known
            for word in self._reading.words[sentence]
            if start <= word.start < end
        )

    def _speaks(self, word: str) -> bool:
        if self._reading.kazakh:
            return word in kazakh_cues().say
        return says(word) is not None and saying_verb(word) not in russian_cues().relay

    def _after(self, number: int) -> SpeechClause | None:
        """As in "«…», — сказал министр", "«…», говорится в сообщении ведомства"."""
        reading, run = self._reading, self._reading.runs[number]
        led = _LED_TO.match(reading.text, run.outer.end)
        if led is None:
            return None
        sentence = reading.sentence_at(led.end())
        end = reading.sentences[sentence].span.end
        if number + 1 < len(reading.runs):
            following = reading.runs[number + 1].outer.start
            inner = reading.text[max(0, following - 3) : following].rstrip()[-1:] in ("–", "—", "-", "−")
            end = min(end, following) if inner else end
        end = min(end, led.end() + _FAR)
        for saying in self._region(led.end(), end, sentence):
            words = reading.words[sentence]
            first = next((place for place, word in enumerate(words) if word.start >= led.end()), None)
            if first is None or saying.how is How.GERUND:
                continue
            leading = words[first + 1 : saying.word + 1]
            if self._others_speak(sentence, led.end(), saying.cue.start):
                return None
            if saying.subject_first or all(not word.broken for word in leading):
                return self._as_said(words, saying, len(words))
            return None
        return None

    def _credited(self, number: int) -> SpeechClause | None:
        """As in "«…» — Анна Бекина, врач" in a paragraph of its own: a name and no verb behind the words."""
        reading, run = self._reading, self._reading.runs[number]
        paragraph = reading.article.paragraphs[run.paragraph]
        led = _CREDIT.match(reading.text, run.outer.end)
        if led is None or run.outer.start != paragraph.start or self._is_label(run):
            return None
        sentence = reading.sentence_at(led.end())
        words = [word for word in reading.words[sentence] if led.end() <= word.start < paragraph.end]
        ends = reading.sentences[sentence].span.end >= paragraph.end
        if not words or not ends or len(words) > _LONGEST_CREDIT:
            return None
        named = words[0].named
        if named is None or named.case is Case.OBLIQUE or any(finite_verb(word.key) for word in words):
            return None
        return SpeechClause(self._clauses.voices.of_name(named), named.mention.span, How.VERB, 0, 0)

    def _announced(self, number: int) -> SpeechClause | None:
        """As in "Министр заявил: «…»" and, where a colon ends the paragraph before, "Он добавил:"."""
        reading, run = self._reading, self._reading.runs[number]
        if self._before_mark(run) != ":":
            here = reading.sentence_at(run.outer.start)
            if not here or not self._begins_sentence(run):
                return None
            before = reading.sentences[here - 1].span
            if reading.text[before.end - 1] != ":" or not reading.same_section(before.start, run.outer.start):
                return None
            sayings = self._region(before.start, before.end, here - 1)
            words = reading.words[here - 1]
            if not sayings:
                return self._clauses.before_colon(words, len(words) - 1, here - 1) if words else None
            if self._others_speak(here - 1, sayings[-1].cue.end, before.end):
                return None
            return self._as_said(words, sayings[-1], len(words))
        sentence = reading.sentence_at(run.outer.start - 1)
        start = reading.sentences[sentence].span.start
        sayings = [one for one in self._region(start, run.outer.start, sentence) if one.how is not How.CITED]
        if self._others_speak(sentence, sayings[-1].cue.end if sayings else start, run.outer.start):
            return None
        words = self._reading.words[sentence]
        end = next((place for place, word in enumerate(words) if word.start >= run.outer.start), len(words))
        said = sayings[-1] if sayings else None
        if said is not None and self._another_leads(words, said, end):
            return None
        if said is None and end:
            said = self._clauses.before_colon(words, end - 1, sentence)
        return self._as_said(words, said, end) if said is not None else None

    def _of_others_words(self, number: int) -> SpeechClause | None:
        """As in "похвалил Бекина за слова: «…»"; nobody's in "под плакатом, где было написано: «…»"."""
        reading, run = self._reading, self._reading.runs[number]
        sentence = reading.sentence_at(run.outer.start - 1)
        words = [word for word in reading.words[sentence] if word.end <= run.outer.start]
        return self._clauses.owned_before_colon(words, sentence) if words else None

    @staticmethod
    def _another_leads(words: Sequence[NarratorWord], saying: SpeechClause, end: int) -> bool:
        """As in "«…», — сказал министр, пока толпа скандировала: «…»": the colon is that verb's.

        It is where the clause of speech has closed words already, or where a clause of what went on beside it
        stands between.
        """
        between = words[saying.last + 1 : end]
        verbs = [
            place
            for place, word in enumerate(between)
            if word.named is None and finite_verb(word.key) is not None
        ]
        if not verbs:
            return False
        keys = " ".join(word.key for word in between[: verbs[-1]])
        closed = any(word.after_speech for word in words[max(0, saying.word - 1) : saying.word + 1])
        return closed or any(f" {one} " in f" {keys} " for one in russian_cues().meanwhile)

    @staticmethod
    def _as_said(words: Sequence[NarratorWord], saying: SpeechClause, end: int) -> SpeechClause:
        """Return a clause of speech, nobody's where nothing tells that the words were said."""
        if saying.how is not How.VERB:
            return saying
        if not is_unsaid(words, saying.word) and not leads_to_unsaid(words, saying.word, end):
            return saying
        reason = "nothing tells that this was said"
        return replace(saying, voice=Voice(Attribution.UNRESOLVED, saying.voice.mention, reason=reason))

    def _of_the_foregoing(self, number: int) -> SpeechClause | None:
        """As in "«…». Об этом заявил министр": the sentence after a quotation says whose it was."""
        reading, run = self._reading, self._reading.runs[number]
        following = reading.sentence_at(run.outer.end - 1) + 1
        if following >= len(reading.sentences):
            return None
        sentence = reading.sentences[following]
        if reading.text[run.outer.end : sentence.span.start].strip(" \u00a0.\n"):
            return None
        if not is_directly_before(reading, reading.sentences[following - 1], following):
            return None
        if not speaks_of_the_foregoing(reading, following):
            return None
        return next((one for one in self._clauses.sayings[following] if one.voice.known), None)

    def _worked_in(self, number: int) -> SpeechClause | None:
        """As in "заявил, что страна «не ощущает угроз»": in one person's clause of speech, and no name."""
        reading, run = self._reading, self._reading.runs[number]
        words = run.parts[0].of(reading.text)
        count = len(words.split())
        opens_small = words[:1].islower() or not words[:1].isalpha()
        if count < (_SHORTEST_WORKED_IN if opens_small else _LONG_WORKED_IN) or self._is_label(run):
            return None
        sentence = reading.sentence_at(run.outer.start)
        start = reading.sentences[sentence].span.start
        sayings = [
            saying
            for saying in self._region(start, run.outer.start, sentence)
            if saying.cue.end <= run.outer.start
            and (saying.how is not How.CITED or self._cited_that(saying, sentence))
        ]
        if not sayings or any(not one.voice.is_of(sayings[0].voice) for one in sayings[1:]):
            return None
        if self._others_speak(sentence, start, run.outer.start) or self._other_beside(number, sayings[-1]):
            return None
        words_here = reading.words[sentence]
        end = next(
            (at for at, word in enumerate(words_here) if word.start >= run.outer.start), len(words_here)
        )
        verb = sayings[-1].word
        if is_of_others_words(words_here, verb, end) or is_described(words_here, verb, end):
            return None
        said = self._as_said(words_here, sayings[-1], verb + 1)
        return said if said.voice.known else None

    def _other_beside(self, number: int, saying: SpeechClause) -> bool:
        """As in "Лесков считает это «…», Бекина — «…»": another name before the words, and no verb."""
        reading, run = self._reading, self._reading.runs[number]
        if not number or reading.runs[number - 1].paragraph != run.paragraph:
            return False
        sentence = reading.sentence_at(run.outer.start)
        between = [
            word
            for word in reading.words[sentence]
            if reading.runs[number - 1].outer.end <= word.start < run.outer.start
        ]
        return not any(word.named is None and finite_verb(word.key) for word in between) and any(
            word.named is not None
            and word.named.figure != saying.voice.figure
            and word.named.case is not Case.OBLIQUE
            for word in between
        )

    def _cited_that(self, saying: SpeechClause, sentence: int) -> bool:
        """As in "агентства привели слова Бекина о том, что …"."""
        following = self._reading.words[sentence][saying.last + 1 : saying.last + 3]
        return [word.key for word in following] == ["о", "том"]

    # --- without a clause beside it ------------------------------------------------------------------------

    def _is_label(self, run: SpeechRun) -> bool:
        """Say whether a run is a title or a name: by the word before it or by its own capitals."""
        text = self._reading.text
        start = self._reading.article.paragraphs[run.paragraph].start
        lead = text[max(start, run.outer.start - _LEAD) : run.outer.start].rstrip(" \u00a0")
        words = lead.split()
        last = fold(words[-1].strip('(«"')) if words else ""
        if last and {last, lemma_of(last)} & russian_cues().labels:
            return True
        return looks_like_title(run.span_words(text))

    def _is_statement(self, number: int) -> bool:
        """Say whether a run begins a sentence, has a verb and ends as sentences do."""
        run = self._reading.runs[number]
        if run.dashed:
            return bool(run.clauses)  # what only a colon leads to may as well be a list
        words = run.span_words(self._reading.text)
        if not self._stands_alone(number) or self._is_label(run):
            return False
        if run.quoted is not None and not run.quoted.closed:
            return True
        if len(words.split()) < _SHORTEST_STATEMENT:
            return False
        text, end = self._reading.text, run.outer.end
        if _LED_TO.match(text, end):
            return True
        if not self._reading.kazakh and not any(map(_is_predicate, _WORD.findall(words))):
            return False
        return words[-1:] in ".!?…,;—–-»" or text[end : end + 1] in (".", "!", "?", "…", "")

    def _joins(self, last: _Draft, run: SpeechRun, said: SpeechClause | None) -> bool:
        """As in "«…», — сказал он. — «…»": only the clause and dashes stand between two runs."""
        text = self._reading.text
        between = text[last.run.outer.end : run.outer.start]
        if last.run.paragraph != run.paragraph or last.how not in ("clause after", "clause inside"):
            return False
        if len(between) > _FAR or not re.search(r"[,.!?…][\s\u00a0]*[–—−-]{1,2}[\s\u00a0]*\Z", between):
            return False
        return said is None or last.said is None or said.voice.is_of(last.said.voice)

    def _led_on(self, run: SpeechRun) -> bool:
        """Say whether a comma and a dash lead from a run to words of the narrator's."""
        return _LED_TO.match(self._reading.text, run.outer.end) is not None

    def _carried_on(self, run: SpeechRun, last: _Draft | None) -> tuple[SpeechClause, str] | None:
        """A paragraph of nothing but quoted words, directly after one that ends with the last speaker's."""
        if last is None or last.said is None or not last.said.voice.known:
            return None
        reading = self._reading
        whole = run.outer == reading.article.paragraphs[run.paragraph]
        ends = reading.article.paragraphs[last.run.paragraph].end - last.run.outer.end <= 1
        if not whole or not ends or run.paragraph != last.run.paragraph + 1:
            return None
        if not reading.same_section(last.run.outer.start, run.outer.start):
            return None
        return last.said, "goes on from the paragraph before"

    def _introduced(self, number: int) -> tuple[SpeechClause, str] | None:
        """A sentence about what one person said, directly before a statement without a clause of its own."""
        reading, run = self._reading, self._reading.runs[number]
        here = reading.sentence_at(run.outer.start)
        if not here or not self._begins_sentence(run):
            return None
        before = reading.sentences[here - 1].span
        if not reading.same_section(before.start, run.outer.start):
            return None
        if reading.sentences[here].paragraph - reading.sentences[here - 1].paragraph > 1:
            return None
        sayings = self._clauses.sayings[here - 1]
        known = [one for one in sayings if one.how in (How.VERB, How.PHRASE, How.GERUND)]
        voices: list[Voice] = [one.voice for one in known]
        if not voices or any(voice.figure is None or not voice.is_of(voices[0]) for voice in voices):
            return None
        if self._others_speak(here - 1, before.start, before.end):
            return None
        earlier = reading.runs[number - 1] if number else None
        if earlier is not None and earlier.outer.start >= before.start and not self._is_label(earlier):
            return None
        return known[0], "introduced by the sentence before"


def _is_predicate(word: str) -> bool:
    return fold(word) in russian_cues().predicates or first_form(word, *_PREDICATES) is not None


def speaks_of_the_foregoing(reading: RussianReading, number: int) -> bool:
    """Say whether a sentence opens by saying who stated the sentence before it ("Об этом заявил …")."""
    span = reading.sentences[number].span
    opening = fold(reading.text[span.start : min(span.end, span.start + 40)])
    if reading.kazakh:
        return opening.startswith(kazakh_cues().of_the_foregoing)
    words = reading.words[number]
    first = next((place for place, word in enumerate(words) if finite_verb(word.key)), len(words))
    if opening.startswith("это") and any(word.broken for word in words[1 : first + 1]):
        return False  # "Это надолго, считает министр": what he says is in the sentence itself
    speaks = first == len(words) or says(words[first].key) is not None
    opens = opening.startswith(tuple(f"{one} " for one in russian_cues().of_the_foregoing))
    return opens and speaks


def is_directly_before(reading: RussianReading, before: Sentence, number: int) -> bool:
    """Say whether a sentence stands in the paragraph of the one with that number, or ends the one before it.

    It does not where a heading stands between, or another paragraph.
    """
    here = reading.sentences[number]
    return here.paragraph - before.paragraph <= 1 and reading.same_section(before.span.start, here.span.start)
