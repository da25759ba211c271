"""The subject of a Russian verb of speech: by word order, nominative forms and agreement with the verb.

Right of the verb where the verb opens its clause ("…, — сказал министр"), left of it where the clause opens
with the subject ("Министр, выступая в сенате, заявил"). What stands after a preposition is never the subject,
nor is a form in another case. In doubt there is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from bot.language_data.calendar import months, weekdays
from bot.speech.russian.reading import NarratorWord
from bot.text.morphology import (
    NOMINATIVE,
    Agreement,
    depends,
    finite_verb,
    first_form,
    forms,
    is_known,
    lemma_of,
    readings,
)
from bot.text.names.name_lexicon import lexicon
from bot.text.names.russian_names import Case
from bot.text.russian_cues import calling, nominative_calling, russian_cues
from bot.words.findings import Figure
from bot.words.spans import Span

_FAR_RIGHT = 24  # words after a verb among which its subject stands
_FAR_LEFT = 45  # words before a verb among which its subject stands
_LONGEST_PHRASE = 9  # words from an office to the name of who holds it
_MOST_INSERTED = 4  # inserted clauses between a subject and its verb
_CONJUNCTIONS = frozenset({"и", "а", "но"})
_HARD = frozenset(".!?…;:")
_SETS_BESIDE = frozenset({",", "–", "—", "-"})


class SubjectKind(Enum):
    """What a subject is."""

    NAMED = "named"
    PRONOUN = "pronoun"
    OTHER = "other"  # "тот": the other one of two
    OFFICE = "office"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class SpeechSubject:
    """The words of a subject: a name, a pronoun, an office without a name, or a body; `head` is an index."""

    kind: SubjectKind
    span: Span
    head: int
    last: int
    figure: int | None = None
    agreement: Agreement = Agreement.ANY
    of_somebody: bool = False


def agrees(verb: Agreement, figure: Figure) -> bool:
    """Say whether a person of a figure's gender can be the subject of a verb form."""
    if verb is Agreement.NEUTER or verb is Agreement.PLURAL:
        return False
    if verb is Agreement.MASCULINE:
        return figure.gender != "female"
    return verb is not Agreement.FEMININE or figure.gender != "male"


def subject_right(
    words: Sequence[NarratorWord], verb: int, agreement: Agreement, figures: Sequence[Figure]
) -> SpeechSubject | None:
    """Return the subject that follows a verb in its clause."""
    office: SpeechSubject | None = None
    index, limit = verb + 1, min(len(words), verb + 1 + _FAR_RIGHT)
    after_preposition = False
    while index < limit:
        word = words[index]
        if _ends_clause(words, index):
            break
        if word.named is not None:
            last = _end_of_name(words, index)
            if words[index - 1].key in russian_cues().negations:
                index, limit = _behind_contrast(words, last, limit)
                continue
            if words[index - 1].key not in russian_cues().prepositions:
                sure = after_preposition or (
                    office is not None and not _set_beside(words, office, index, last)
                )
                sure = sure or _another_is_subject(words, last + 1, agreement, figures)
                found = _named(words, index, last, agreement, figures, sure=sure)
                if found is None and office is not None:
                    found = _holder_named(words, office, index, last, agreement, figures)
                if found is not None:
                    return found
            index = last + 1
            continue
        if word.key in russian_cues().prepositions or lemma_of(word.key) in weekdays():
            after_preposition = word.key in russian_cues().prepositions  # "сообщила в среду пресс-служба"
        elif office is None and (found := _plain(words, index, agreement)) is not None:
            directly = words[index - 1].key in russian_cues().prepositions
            if found.kind is not SubjectKind.OFFICE and not after_preposition:
                return found
            if found.kind is SubjectKind.OFFICE and not directly:
                office = found
        index += 1
    return office


def _ends_clause(words: Sequence[NarratorWord], index: int) -> bool:
    """Say whether a clause goes no further than to the word before an index."""
    around = (index - 1, index)
    dated = any(_is_date_between_commas(words, place) for place in around)
    goes_on = dated or _is_second_office(words[index])
    return _is_verb(words[index]) or (bool(words[index].broken) and not goes_on)


def _is_second_office(word: NarratorWord) -> bool:
    """As in "сообщил заместитель главы края — министр дорог Лесков": what he is besides."""
    return word.broken in ("–", "—") and is_calling(word)


def _is_date_between_commas(words: Sequence[NarratorWord], index: int) -> bool:
    """As in "сказал сегодня, 25 января, на встрече министр": the clause goes on behind the day."""
    word = words[index]
    closed = index + 1 < len(words) and words[index + 1].broken == ","
    return word.broken == "," and closed and (word.key in months() or word.key in weekdays())


def _behind_contrast(words: Sequence[NarratorWord], last: int, limit: int) -> tuple[int, int]:
    """Return the word after "а" in "сказал не Лесков, а Бекина" and how far to read; the end elsewhere."""
    following = last + 1
    if following + 1 < len(words) and words[following].key == "а" and words[following].broken == ",":
        return following + 1, min(len(words), max(limit, following + 1 + _LONGEST_PHRASE))
    return len(words), 0


def _another_is_subject(
    words: Sequence[NarratorWord], following: int, agreement: Agreement, figures: Sequence[Figure]
) -> bool:
    """As in "ответил Шульц Громов": a nominative right behind a name of whatever case is who answered."""
    if following >= len(words) or words[following].broken or words[following].named is None:
        return False
    last = _end_of_name(words, following)
    return _named(words, following, last, agreement, figures, sure=True) is not None


def subject_left(
    words: Sequence[NarratorWord], verb: int, agreement: Agreement, figures: Sequence[Figure]
) -> SpeechSubject | None:
    """Return the subject that stands before a verb, over clauses inserted between the two."""
    start = _segment_start(words, verb)
    if words[start].key in russian_cues().relatives and start != verb:
        return _antecedent(words, start, agreement, figures)
    found = _in_segment(words, start, verb, agreement, figures)
    if found is not None or _opens_subordinate(words[start]) or words[start].key == "как":
        return found
    if _stranger(words, start, verb):
        return None
    for _ in range(_MOST_INSERTED):
        if start == 0 or verb - start > _FAR_LEFT or words[start].broken[:1] in _HARD:
            return None
        end, start = start, _segment_start(words, start - 1)
        if _is_inserted(words[start]):
            continue
        found = _in_segment(words, start, end, agreement, figures)
        if found is not None:
            return _with_name_before(words, found, start, agreement, figures)
        if _opens_subordinate(words[start]):
            return None
    return None


def _segment_start(words: Sequence[NarratorWord], index: int) -> int:
    lowest = max(0, index - _FAR_LEFT)
    while index > lowest and not words[index].broken:
        index -= 1
    return index


def _opens_subordinate(word: NarratorWord) -> bool:
    return word.key in russian_cues().subordinators


def _is_inserted(word: NarratorWord) -> bool:
    """Say whether a clause set between commas opens with a relative pronoun, a participle or a gerund."""
    if _opens_subordinate(word) or word.key in russian_cues().relatives:
        return True
    return word.named is None and first_form(word.key, "GRND", "PRTF") is not None


def _in_segment(
    words: Sequence[NarratorWord], start: int, verb: int, agreement: Agreement, figures: Sequence[Figure]
) -> SpeechSubject | None:
    """Return the nominative nearest before a verb in one segment between marks."""
    index = verb - 1
    seen_verb = False
    while index >= start:
        word = words[index]
        if word.key in _CONJUNCTIONS and _stranger(words, index, verb):
            return None
        if word.named is not None:
            first = index
            while first > start and words[first - 1].named == word.named:
                first -= 1
            before = words[first - 1] if first > start else None
            if before is not None and before.key in russian_cues().negations:
                return None  # "Бекина, а не Лесков, сказала"
            if before is None or before.key not in russian_cues().prepositions:
                doubtful = _may_be_owner(words, start, first, index) or seen_verb or index < verb - 3
                found = _named(words, first, index, agreement, figures, sure=doubtful)
                if found is not None:
                    return found
            index = first - 1
            continue
        after_preposition = index > start and words[index - 1].key in (*russian_cues().prepositions, "как")
        if not after_preposition and (found := _plain(words, index, agreement)) is not None:
            return _whole_office(words, start, found, agreement)
        seen_verb = seen_verb or _is_verb(word)
        index -= 1
    return None


def _stranger(words: Sequence[NarratorWord], start: int, verb: int) -> bool:
    """Say whether somebody not known may be the subject: "…, а сосед сказал", "… и Бекин добавил".

    A noun that may be a nominative stands there, and no preposition governs it.
    """
    found = False
    for index in range(verb - 1, start - 1, -1):
        word, cues = words[index], russian_cues()
        if word.key in cues.prepositions:
            return False
        if word.key in _CONJUNCTIONS:
            return found
        if word.named is None and word.key not in cues.adverbs:
            found = found or _may_be_subject(word)
    return found


def _may_be_subject(word: NarratorWord) -> bool:
    """Say whether a word is a living being's noun, or one the dictionary lacks, in the nominative."""
    known = is_known(word.key)
    nouns = [form for form in forms(word.key) if form.part in ("NOUN", "NPRO", "NUMR")]
    return any(form.case == NOMINATIVE and (form.animate or not known) for form in nouns) or (
        not known and not nouns and word.text[:1].isupper()
    )


def _whole_office(
    words: Sequence[NarratorWord], start: int, found: SpeechSubject, agreement: Agreement
) -> SpeechSubject:
    """As in "глава МИД заявил": a body that ends an office does not speak for itself."""
    for head in range(max(start, found.head - _LONGEST_PHRASE), found.head):
        if is_calling(words[head]) and phrase_end(words, head) >= found.head:
            return _plain(words, head, agreement) or found
    return found


def _set_beside(words: Sequence[NarratorWord], office: SpeechSubject, first: int, last: int) -> bool:
    """Say whether a name of several words stands beside an office as its holder's: "глава ВТО Нгози …"."""
    if office.head == first - 1:
        return not _has_owner(words[office.head])
    return last > first


def _holder_named(
    words: Sequence[NarratorWord],
    office: SpeechSubject,
    first: int,
    last: int,
    agreement: Agreement,
    figures: Sequence[Figure],
) -> SpeechSubject | None:
    """As in "заявил представитель ведомства Анна Бекина": the verb agrees with the office alone."""
    of_woman = agreement is Agreement.MASCULINE and _set_beside(words, office, first, last)
    if not of_woman or phrase_end(words, office.head) != first - 1:
        return None
    return _named(words, first, last, Agreement.FEMININE, figures, sure=True)


def _with_name_before(
    words: Sequence[NarratorWord],
    found: SpeechSubject,
    start: int,
    agreement: Agreement,
    figures: Sequence[Figure],
) -> SpeechSubject:
    """As in "Аблязов, бывший министр, заявил", "Аблязов — министр, …": an office behind a name is its."""
    if found.kind is not SubjectKind.OFFICE or start == 0 or words[start].broken not in _SETS_BESIDE:
        return found
    last = start - 1
    if words[last].named is None:
        return found
    first = last
    while first > 0 and words[first - 1].named == words[last].named:
        first -= 1
    return _named(words, first, last, agreement, figures, sure=True) or found


def _antecedent(
    words: Sequence[NarratorWord], relative: int, agreement: Agreement, figures: Sequence[Figure]
) -> SpeechSubject | None:
    """As in "встретился с Токаевым, который заявил": the name directly before, in whatever case."""
    last = relative - 1
    named = words[last].named if last >= 0 else None
    if named is None or words[relative].broken != ",":
        return None
    wanted = russian_cues().relatives[words[relative].key]
    if wanted is not agreement and agreement is not Agreement.SINGULAR:
        return None
    if not agrees(wanted, figures[named.figure]):
        return None
    return SpeechSubject(SubjectKind.NAMED, named.mention.span, last, last, named.figure, agreement)


def _end_of_name(words: Sequence[NarratorWord], index: int) -> int:
    last = index
    while last + 1 < len(words) and words[last + 1].named == words[index].named:
        last += 1
    return last


def _may_be_owner(words: Sequence[NarratorWord], start: int, first: int, last: int) -> bool:
    """Say whether an office leads up to a name in such a way that the name may be whose the office is."""
    for index in range(first - 1, max(start, first - _LONGEST_PHRASE) - 1, -1):
        if is_calling(words[index]):
            return _has_owner(words[index]) if index == first - 1 else last == first
        if _is_verb(words[index]):
            return False
    return False


def _has_owner(word: NarratorWord) -> bool:
    """Say whether a calling may be that of the person named after it: an aide's or a neighbour's."""
    return word.key in russian_cues().of_somebody or not lexicon().is_role(word.key)


def is_calling(word: NarratorWord) -> bool:
    """Say whether a word is what one person is, in the nominative, and no part of a name."""
    return word.named is None and nominative_calling(word.key) is not None


def _named(
    words: Sequence[NarratorWord],
    first: int,
    last: int,
    agreement: Agreement,
    figures: Sequence[Figure],
    *,
    sure: bool,
) -> SpeechSubject | None:
    """Return a name as the subject, where its form allows; `sure` wants a form that leaves no doubt."""
    named = words[first].named
    if named is None or named.case is Case.OBLIQUE or not agrees(agreement, figures[named.figure]):
        return None
    if named.case is Case.UNSURE:
        ways = {
            way
            for way in readings(tuple(word.text for word in words[first : last + 1]))
            if way.case == NOMINATIVE
        }
        genders = {way.gender for way in ways} | {Agreement.SINGULAR}
        if sure or (ways and agreement not in genders):
            return None
    return SpeechSubject(SubjectKind.NAMED, named.mention.span, first, last, named.figure, agreement)


def _stands_alone(words: Sequence[NarratorWord], index: int) -> bool:
    """Say whether no noun goes with "тот": a verb or an adverb follows, or the clause ends."""
    if index + 1 == len(words) or words[index + 1].broken:
        return index + 1 == len(words) or words[index + 1].key not in russian_cues().subordinators
    return _is_verb(words[index + 1]) or words[index + 1].key in russian_cues().adverbs


def _plain(words: Sequence[NarratorWord], index: int, agreement: Agreement) -> SpeechSubject | None:
    """Return a pronoun, a body or an office at a word as the subject."""
    word, cues = words[index], russian_cues()
    if word.named is not None:
        return None
    if word.key in cues.pronouns:
        own = cues.pronouns[word.key]
        fits = own is agreement or (agreement is Agreement.SINGULAR and own is not Agreement.PLURAL)
        return SpeechSubject(SubjectKind.PRONOUN, word.span, index, index, None, own) if fits else None
    if word.key in cues.other_pronouns and _stands_alone(words, index):
        own = cues.other_pronouns[word.key]
        fits = agreement in (own, Agreement.SINGULAR)
        return SpeechSubject(SubjectKind.OTHER, word.span, index, index, None, own) if fits else None
    calling = nominative_calling(word.key)
    if calling is not None and _calling_agrees(calling.agreement, agreement):
        last = phrase_end(words, index)
        first = _first_adjective(words, index)
        owner = _owner_after(words, last)
        end = words[owner if owner is not None else last].end
        span = Span(words[first].start, end)
        return SpeechSubject(
            SubjectKind.OFFICE, span, index, last, None, agreement, of_somebody=owner is not None
        )
    if (own_gender := body_gender(word)) is not None and _body_agrees(own_gender, agreement):
        if _is_of_post(words, index):
            return None
        last = phrase_end(words, index)
        first = _first_adjective(words, index)
        return SpeechSubject(
            SubjectKind.BODY, Span(words[first].start, words[last].end), index, last, None, agreement
        )
    return None


def _is_of_post(words: Sequence[NarratorWord], index: int) -> bool:
    """Say whether a body that is written alike in every case ends an office: "с главой МИД", "послу при ЕС".

    Only the office tells its case: "на встрече с главой норвежского МИД" has no body that could say anything.
    """
    before = index - 1
    while before >= 0 and not words[before + 1].broken and words[before].named is None:
        word = words[before].key
        if calling(word) is not None:
            return nominative_calling(word) is None
        if word not in russian_cues().prepositions and first_form(word, "ADJF", "PRTF") is None:
            return False
        before -= 1
    return False


def _owner_after(words: Sequence[NarratorWord], last: int) -> int | None:
    """Return the last word of a name in the genitive after an office: "пресс-секретарь Токаева"."""
    first = last + 1
    if first >= len(words) or words[first].named is None or words[first].broken:
        return None
    end = _end_of_name(words, first)
    named = words[end].named
    owned = any(way.case == "gent" for way in readings((words[end].text,)))
    return end if owned and named is not None and named.case is not Case.NOMINATIVE else None


def _calling_agrees(own: Agreement, verb: Agreement) -> bool:
    """Say whether a person of a calling can be the subject: "министр" may be she, "чиновница" not he."""
    if verb in (Agreement.PLURAL, Agreement.NEUTER):
        return False
    return verb is not Agreement.MASCULINE or own is not Agreement.FEMININE


def body_gender(word: NarratorWord) -> Agreement | None:
    """Return the gender of a body in the nominative; of an abbreviation in capitals any gender."""
    if (gender := russian_cues().bodies.get(word.key)) is not None:
        return Agreement.ANY if word.text.isupper() else gender
    return Agreement.ANY if word.key in russian_cues().ministries else None


def is_body(word: NarratorWord) -> bool:
    """Say whether a word is a body in any case: "министерстве", "пресс-службы", "Минфине"."""
    return russian_cues().is_body(word.key)


def _body_agrees(own: Agreement, verb: Agreement) -> bool:
    if verb is Agreement.PLURAL:
        return False
    return own is Agreement.ANY or verb in (own, Agreement.SINGULAR, Agreement.ANY)


def _first_adjective(words: Sequence[NarratorWord], head: int) -> int:
    first = head
    while first > 0 and not words[first].broken and words[first - 1].named is None:
        adjective = first_form(words[first - 1].key, "ADJF", "PRTF")
        if adjective is None or adjective.case != NOMINATIVE:
            break
        first -= 1
    return first


def phrase_end(words: Sequence[NarratorWord], head: int) -> int:
    """Return the last word of an office or a body: "министр иностранных дел Казахстана", "МИД России"."""
    last, cues = head, russian_cues()
    for index in range(head + 1, min(len(words), head + _LONGEST_PHRASE)):
        word = words[index]
        if word.broken or word.after_speech or word.named is not None or _is_verb(word):
            break
        if word.key in cues.adverbs or word.key in cues.pronouns or word.key in cues.subordinators:
            break
        if word.key in cues.prepositions and word.key != "по":
            break
        if word.text.islower() and words[index - 1].key != "по" and not depends(word.key):
            break
        if word.key not in ("по", "и"):
            last = index
    return last


def _is_verb(word: NarratorWord) -> bool:
    return word.named is None and (
        finite_verb(word.key) is not None or first_form(word.key, "GRND") is not None
    )
