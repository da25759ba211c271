"""Who only tells what another said: «Бекина утверждает, что Лесков сказал …», «по словам Бекиной, он …»."""

from __future__ import annotations

from collections.abc import Sequence

from bot.speech.pronouns import Voice
from bot.speech.russian.clauses import How, SpeechClause
from bot.speech.russian.reading import RussianReading
from bot.text.morphology import lemma_of
from bot.text.names.name_lexicon import fold
from bot.text.russian_cues import russian_cues


def is_told_by_another(
    reading: RussianReading, number: int, before: Sequence[SpeechClause], saying: SpeechClause
) -> bool:
    """Say whether a clause of speech is within another's: "Бекина сказала, что Лесков сообщил ей".

    What a person tells of another's words is that person's, unless it is a spokesman: "по словам Бекиной,
    Лесков заявил", too.

    Args:
        reading: the article laid out.
        number: the sentence.
        before: the clauses of speech that stand before this one in the sentence.
        saying: a clause of speech.
    """
    if saying.how is not How.VERB:
        return False
    words = reading.words[number]
    for teller in before:
        if not _tells_for_himself(reading, teller.voice) or teller.voice.is_of(saying.voice):
            continue
        between = range(teller.last + 1, saying.word)
        told_first = teller.word == 0 if teller.how is How.PHRASE else words[0].key == "как"
        if (
            told_first
            and words[saying.word].key != words[teller.word].key
            and any(words[place].broken for place in between)
        ):
            return True
        opens = next((place for place in between if words[place].key == "что" and words[place].broken), None)
        inside = opens is not None and not any(word.broken for word in words[opens + 1 : saying.word])
        if teller.how is How.VERB and inside:
            return True
    return False


def _tells_for_himself(reading: RussianReading, voice: Voice) -> bool:
    """Say whether a teller is a person, whose word it is what another said, and no spokesman."""
    if voice.organisation is not None:
        return False
    spans = [voice.mention]
    if voice.figure is not None:
        spans = [role.span for role in reading.figures[voice.figure].roles]
    words = {lemma_of(fold(word)) for span in spans for word in span.of(reading.text).split()}
    return words.isdisjoint(russian_cues().speaking_for)
