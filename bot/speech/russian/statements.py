"""Sentences of Russian and Kazakh articles that report what somebody said without quoting it.

"X заявил, что …", "по словам X, …", "…, сообщил X", "как отметил X, …", and a sentence followed by "Об этом
заявил X", which is told together with it. What only leads to quoted words reports nothing of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.speech.pronouns import Voice
from bot.speech.russian.clauses import How, RussianClauses, SpeechClause
from bot.speech.russian.reading import NarratorWord, RussianReading
from bot.speech.russian.speech import is_directly_before, speaks_of_the_foregoing
from bot.speech.russian.told import is_told_by_another
from bot.speech.russian.unsaid import is_of_others_words, is_unsaid
from bot.text.morphology import lemma_of
from bot.text.russian_cues import russian_cues, saying_verb
from bot.words.documents import Article
from bot.words.findings import Figure, Quotation, ReportedStatement, Sentence
from bot.words.spans import Span

_MUCH = 4  # words beside a clause of speech that report something beside the words quoted
_NEAR_THAT = 9  # words behind a clause of speech within which "что" may open a clause, over other marks
_FAR_THAT = 28  # the same where no other mark parts the two: "заявил на встрече с жителями города …, что"
_LEAST = 2  # words of a sentence beside its clause of speech; fewer tell nothing


def reported_russian(
    article: Article,
    sentences: Sequence[Sentence],
    figures: Sequence[Figure],
    quotations: Sequence[Quotation],
) -> tuple[ReportedStatement, ...]:
    """Return the reported statements of a Russian or Kazakh article, as `reported_statements` does."""
    reading = RussianReading(article, sentences, figures)
    clauses = RussianClauses(reading)
    taken = {quotation.cue.end for quotation in quotations if quotation.cue}
    found: list[ReportedStatement] = []
    for number, sentence in enumerate(sentences):
        said: list[Voice] = []
        for place, saying in enumerate(clauses.sayings[number]):
            if is_told_by_another(reading, number, clauses.sayings[number][:place], saying):
                continue
            if any(_same(saying.voice, other) for other in said) or not _reports(
                reading, number, saying, taken
            ):
                continue
            said.append(saying.voice)
            told_here = _statement(_told(reading, number, sentence.span), saying)
            if not any(_tells_the_same(told_here, other) for other in found):
                found.append(told_here)
        announcing = _announcing(reading, clauses, number) if _announces_paragraph(reading, number) else []
        found.extend(
            _statement(told.span, saying)
            for saying in announcing
            for told in sentences[number + 1 :]
            if told.paragraph == sentence.paragraph + 1
            and saying.how in (How.VERB, How.PHRASE, How.GERUND)
            and saying.voice.known
        )
    return tuple(found)


def _announcing(reading: RussianReading, clauses: RussianClauses, number: int) -> Sequence[SpeechClause]:
    """Return the clause of a sentence that announces; a name and an office do before the first person."""
    if clauses.sayings[number]:
        return clauses.sayings[number][-1:]
    words = reading.words[number]
    label = clauses.before_colon(words, len(words) - 1, number) if words and not reading.kazakh else None
    following = (word.key for word in reading.words[number + 1])
    own = any(word in russian_cues().first_person for word in following)
    return [label] if label is not None and own else []


def _announces_paragraph(reading: RussianReading, number: int) -> bool:
    """Say whether a sentence ends in a colon after which a paragraph without marks stands."""
    if number + 1 == len(reading.sentences):
        return False
    here, following = reading.sentences[number], reading.sentences[number + 1]
    start = following.span.start
    return (
        reading.text[here.span.end - 1] == ":"
        and following.paragraph == here.paragraph + 1
        and reading.spoken(start) is None
        and reading.text[start].isalpha()
        and reading.same_section(here.span.start, start)
    )


def _tells_the_same(one: ReportedStatement, other: ReportedStatement) -> bool:
    """Say whether two statements are the same words of the same person: told of twice."""
    return (one.span, one.figure, one.organisation) == (other.span, other.figure, other.organisation)


def _statement(span: Span, saying: SpeechClause) -> ReportedStatement:
    voice = saying.voice
    return ReportedStatement(
        span, voice.attribution, voice.figure, voice.organisation, voice.mention, saying.cue, voice.reason
    )


def _same(voice: Voice, other: Voice) -> bool:
    if not voice.known or not other.known:
        return not voice.known
    return (voice.figure, voice.organisation) == (other.figure, other.organisation)


def _told(reading: RussianReading, number: int, span: Span) -> Span:
    """Return the sentence, with the one before it where "Об этом заявил …" says who stated that.

    Of two paragraphs it is the one before alone: no statement stands in two.
    """
    here = reading.sentences[number]
    if not number or not speaks_of_the_foregoing(reading, number):
        return span
    before = reading.sentences[number - 1]
    if not is_directly_before(reading, before, number) or reading.spoken(before.span.start):
        return span
    return Span(before.span.start, span.end if before.paragraph == here.paragraph else before.span.end)


def _reports(reading: RussianReading, number: int, saying: SpeechClause, taken: set[int]) -> bool:
    """Say whether a clause of speech reports something in the narrator's words."""
    words = reading.words[number]
    if saying.how is How.DOCUMENT or saying.how is How.CITED:
        return False
    if saying.how is How.VERB and not reading.kazakh and is_unsaid(words, saying.word):
        return False
    has_that = _that_follows(words, saying)
    if has_that and is_of_others_words(words, saying.word, _that(words, saying)):
        return False
    if saying.cue.end in taken and not has_that and not _goes_beyond(reading, words, saying):
        return False
    if reading.kazakh:
        return len(words) - (saying.last - saying.word + 1) >= _LEAST
    verb = saying_verb(words[saying.word].key)
    if saying.how is How.PHRASE:
        return len(words) - (saying.last - saying.word + 1) >= _LEAST
    if speaks_of_the_foregoing(reading, number):
        return (
            bool(number)
            and _told(reading, number, reading.sentences[number].span).start
            < reading.sentences[number].span.start
        )
    return has_that or (
        not _tells_of_words_before(reading, number, saying) and _reports_alone(words, saying, verb)
    )


def _tells_of_words_before(reading: RussianReading, number: int, saying: SpeechClause) -> bool:
    """As in "– напомнил министр." where it is taken for a sentence: what was said stands before it."""
    verb = reading.words[number][saying.word].span
    opening = reading.text[reading.sentences[number].span.start : verb.start].strip(" \u00a0–—-")
    return not opening and reading.text[verb.start].islower()


def _reports_alone(words: Sequence[NarratorWord], saying: SpeechClause, verb: str) -> bool:
    """Say whether a clause whose verb is `verb` reports something without a clause that "что" opens."""
    if _is_inserted(words, saying):
        return verb not in russian_cues().asking and len(words) - (saying.last - saying.word + 1) >= _LEAST
    needed = russian_cues().report_with.get(verb)
    if needed is not None and not needed & {word.key for word in words[saying.word + 1 : saying.last + 7]}:
        return False
    if verb in russian_cues().recounting and _only_recounts(words, saying):
        return False
    if verb in russian_cues().report:
        return True
    opening = words[_clause_start(words, saying.word)].key
    if saying.how is How.GERUND or (saying.subject_first and opening != "как"):
        return _object_follows(words, saying)
    beside = words[saying.word].broken or opening in ("как", "об") or saying.word == 0
    return bool(beside) and len(words) - (saying.last - saying.word + 1) >= _LEAST


def _is_inserted(words: Sequence[NarratorWord], saying: SpeechClause) -> bool:
    """As in "Мост нужен, считает министр": verb and subject alone, set off by commas, tell the rest."""
    verb, following = words[saying.word], saying.last + 1
    opened = verb.broken == "," and not verb.after_speech and not saying.subject_first
    return opened and saying.last > saying.word and (following == len(words) or bool(words[following].broken))


def _only_recounts(words: Sequence[NarratorWord], saying: SpeechClause) -> bool:
    """As in "рассказал о встрече с избирателями": what was talked of, and nothing of what was said."""
    after = [word.key for word in words[max(saying.word, saying.last) + 1 :]]
    if after[:1] not in (["о"], ["об"], ["обо"]) or {"том", "этом", "что", "как"} & set(after):
        return False
    return any(lemma_of(word) in russian_cues().recounted for word in after[1:3])


def _goes_beyond(reading: RussianReading, words: Sequence[NarratorWord], saying: SpeechClause) -> bool:
    """Say whether a clause that words in marks are worked into reports more than those words.

    One whose verb a colon follows only says who speaks, with the office: all that was said is in the marks.
    """
    if reading.text[saying.cue.end : saying.cue.end + 1] == ":":
        return False
    reports = saying.how is How.PHRASE or (
        saying.subject_first and saying_verb(words[saying.word].key) in russian_cues().report
    )
    return reports and len(words) - (saying.last - saying.word + 1) >= _MUCH


def _clause_start(words: Sequence[NarratorWord], index: int) -> int:
    while index > 0 and not words[index].broken:
        index -= 1
    return index


def _that_follows(words: Sequence[NarratorWord], saying: SpeechClause) -> bool:
    """Say whether "что" or the like opens a clause after the verb of speech."""
    return _that(words, saying) < len(words)


def _that(words: Sequence[NarratorWord], saying: SpeechClause) -> int:
    """Return where "что" or the like opens a clause after the verb of speech; the end where none does."""
    near = saying.last + _NEAR_THAT
    for place in range(saying.word + 1, min(len(words), saying.last + _FAR_THAT)):
        if words[place].broken and words[place].key in russian_cues().subordinators:
            return place
        if place >= near and words[place].broken:
            break
    return len(words)


def _object_follows(words: Sequence[NarratorWord], saying: SpeechClause) -> bool:
    """As in "рассказал о планах", "считает опасным снижение цен"."""
    after = words[max(saying.word, saying.last) + 1 : saying.last + 6]
    if not after or after[0].broken:
        return False
    verb = saying_verb(words[saying.word].key)
    cues = russian_cues()
    if verb in cues.stress and any(lemma_of(word.key) in cues.stressed for word in after):
        return True
    return verb in cues.believe or any(word.key in ("о", "об", "обо", "про") for word in after)
