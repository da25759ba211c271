"""Statements without quotation marks, announced by a clause with a colon: "Minister Doe said:" and below.

Ministries set their statements so, and round-ups of reactions. The paragraph right below is the speaker's;
those after it as long as they speak in the first person or lean on the one before, for where the words end
nothing shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.speech.clauses import Reading
from bot.speech.naming import is_person_noun, name_before_colon
from bot.speech.pronouns import Voice, Voices
from bot.text.cues import cues
from bot.words.findings import Quotation
from bot.words.spans import Span

_LONGEST_CLAUSE = 60  # tokens of the sentence that announces
_FEWEST_WORDS = 4  # of a paragraph that is a statement; fewer are a heading or a list
_MOST_PARAGRAPHS = 20
_MOST_WAITING = 2  # paragraphs of no sign between two in the first person that are the speaker's too
_LAST_WORDS = 8  # tokens of a paragraph in which "…, he added." stands
_BEGINS_OTHERWISE = re.compile(r"[\"“”„«‘'`•▪●*–—-]|[a-zа-яё]|\d+[.)]|[A-Z][\w.’' -]{0,40}:")
_DASH = re.compile(r"[–—-]\s+(?=[A-Z])")
_ENDS = tuple('.!?…)"”’')


def announced_statements(reading: Reading, voices: Voices) -> tuple[Quotation, ...]:
    """Return the statements without marks in text order, one part a paragraph."""
    paragraphs = reading.article.paragraphs
    found: list[Quotation] = []
    end = 0
    for number, paragraph in enumerate(paragraphs[:-1]):
        if paragraph.start < end or not reading.text[: paragraph.end].endswith(":"):
            continue
        said = _announcing(reading, voices, paragraph)
        if said is None:
            continue
        voice, cue = said
        parts = list(_spoken(reading, number, voice.figure, label=cue is None))
        if not parts:
            continue
        reason = f"announced, without marks: {voice.reason}"
        found.append(
            Quotation(
                tuple(parts), voice.attribution, voice.figure, voice.organisation, voice.mention, cue, reason
            )
        )
        end = parts[-1].end
    return tuple(found)


def _announcing(reading: Reading, voices: Voices, paragraph: Span) -> tuple[Voice, Span | None] | None:
    """Return who the last clause of a paragraph says will speak, and the verb, if it has one."""
    sentence = reading.ranges[reading.sentence_at(paragraph.end - 1)][-_LONGEST_CLAUSE:]
    outside = reading.outside(sentence)
    for verb in reversed(list(reading.say_verbs(outside))):
        clear = reading.lemma(verb) not in cues().weak and reading.is_finite(verb)
        if not clear or reading.is_passive(verb) or reading.is_denied(verb):
            continue
        if reading.has_own_verb_between(verb + 1, sentence.stop, leading_to=verb):
            return None
        subject = reading.subject_of(verb)
        voice = voices.speaker_of(subject, verb) if subject is not None else None
        return (voice, reading.cue_span(verb)) if voice is not None and voice.known else None
    name = name_before_colon(reading, outside)
    return (voices.voice_of(name), None) if name is not None else None


def _spoken(reading: Reading, number: int, figure: int | None, *, label: bool) -> Iterator[Span]:
    """Yield the paragraphs below the one announced with, as far as they are surely the same speaker's."""
    paragraphs = reading.article.paragraphs
    before, waiting = paragraphs[number], list[Span]()
    if (turn := _turn_after_dash(reading, paragraphs[number + 1])) is not None:
        if reading.same_section(before.start, turn.start):
            yield turn
        return
    for place in range(number + 1, min(number + 1 + _MOST_PARAGRAPHS, len(paragraphs))):
        paragraph = paragraphs[place]
        words = reading.between(*paragraph)
        if not reading.same_section(before.start, paragraph.start) or not _is_sentence(reading, paragraph):
            return
        first = place == number + 1
        own = any(
            reading.tokens[index].text.lower() in cues().first_person for index in reading.outside(words)
        )
        if _tells_of_speech(reading, words[-_LAST_WORDS:] if first else words) or (
            first and label and not own
        ):
            return
        if not first and any(
            index in reading.named and reading.named[index].figure == figure for index in words
        ):
            return
        if first or own or reading.tokens[words[0]].text.lower() in cues().leaning:
            yield from (*waiting, paragraph)
            waiting.clear()
        elif len(waiting) < _MOST_WAITING:
            waiting.append(paragraph)
        else:
            return


def _turn_after_dash(reading: Reading, paragraph: Span) -> Span | None:
    """Return the words of a paragraph in the first person after a dash: "– We see no threat."."""
    opening = _DASH.match(reading.text, *paragraph)
    if opening is None or not reading.text[: paragraph.end].endswith(_ENDS):
        return None
    words = reading.outside(reading.between(*paragraph))
    own = any(reading.tokens[index].text.lower() in cues().first_person for index in words)
    return Span(opening.end(), paragraph.end) if own else None


def _is_sentence(reading: Reading, paragraph: Span) -> bool:
    words = paragraph.of(reading.text)
    if _BEGINS_OTHERWISE.match(words) or not words.endswith(_ENDS):
        return False
    return len(words.split()) >= _FEWEST_WORDS


def _tells_of_speech(reading: Reading, words: range) -> bool:
    """Say whether words tell that somebody says something, as a reporter's do: "…, the minister added."."""
    for verb in reading.say_verbs(reading.outside(words)):
        if reading.lemma(verb) in cues().weak or not reading.is_finite(verb):
            continue
        subject = reading.subject_of(verb)
        if subject is not None and (
            subject in reading.named
            or reading.tokens[subject].text.lower() in ("he", "she")
            or is_person_noun(reading, subject)
        ):
            return True
    return False
