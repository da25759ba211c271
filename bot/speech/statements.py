"""Sentences that report what somebody said or thinks without quoting it: "She said that …", "according to …".

A sentence counts when a verb of speech or of position has a speaker for its subject and something it reports,
or when a phrase names whose view it gives. What is only a reporting clause beside a quotation does not count:
its words are the quotation's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.speech.by_phrases import phrase_languages, reported_by_phrases
from bot.speech.clauses import Reading
from bot.speech.naming import is_person_noun
from bot.speech.pronouns import Voice, Voices
from bot.speech.russian.speech import CYRILLIC_SPEECH
from bot.speech.russian.statements import reported_russian
from bot.speech.told import first_of_joined, is_own_writing, passes_on, speaks_for_another, teller_of
from bot.speech.unsaid import is_unsaid
from bot.text.cues import cues
from bot.text.quotations import quoted_spans
from bot.words.documents import Article
from bot.words.findings import Attribution, Figure, Quotation, ReportedStatement, Sentence, Token
from bot.words.spans import Span

_COMPLEMENTS = frozenset({"ccomp", "dobj", "xcomp", "prep", "acomp", "advcl", "pobj", "oprd", "parataxis"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_CONTENT = frozenset({"NOUN", "PROPN", "PRON", "VERB"})
_TALK = "a talk or an agreement, nobody's words"
_ADDRESSING = frozenset({"tell", "ask", "remind", "assure", "inform"})
_TOLD = _ADDRESSING | {"warn", "advise", "notify"}  # in the passive, of whom they were told by
_OPEN = frozenset({"if", "unless", "whether"})
_MOST_CLAUSES = 8  # steps up a sentence from a verb to the one that tells of it
_OPENS_SPEECH = ("“", '"', "«", "„", "—", "–", "-")
_RELATIVE_TAGS = frozenset({"WP", "WDT", "WP$"})
_LEAST_OF_SENTENCE = 0.5  # of a sentence's words, below which a clause in it is not what the sentence says
_LONGEST = 400  # tokens of a sentence that are looked at; what is longer is no sentence
_FARTHEST_COPULA = 5  # tokens from "is" to the adjective of "is still quite absolutely sure"
_NAME_REACH = 14  # tokens after "according to" in which the name must come


def reported_statements(
    article: Article,
    sentences: Sequence[Sentence],
    tokens: Sequence[Token],
    figures: Sequence[Figure],
    quotations: Sequence[Quotation],
) -> tuple[ReportedStatement, ...]:
    """Return the reported statements of an article in text order, one for each speaker of a sentence.

    `tokens` are those of `sentences`, `figure` is an index into `figures`, and `quotations` are what
    `attribute` found: a clause that only introduces one of them reports nothing of its own.
    """
    if article.language in CYRILLIC_SPEECH:
        own = _set_without_marks(article, quotations)
        reported = reported_russian(article, sentences, figures, quotations)
        return tuple(one for one in reported if not any(part.contains(one.span) for part in own))
    if article.language in phrase_languages():
        return reported_by_phrases(article, sentences, figures, quotations)
    reading = Reading(article, sentences, tokens, figures, quoted_spans(article, sentences))
    voices = Voices(reading)
    taken = {quotation.cue.end for quotation in quotations if quotation.cue}
    found: list[ReportedStatement] = []
    spoken = _spoken_without_marks(reading, quotations)
    for number, sentence in enumerate(sentences):
        if any(part.overlaps(sentence.span) for part in spoken):
            continue  # what a speaker tells of others is that speaker's
        speakers: list[Voice] = []
        reports = _without_relayed(reading, list(_reports(reading, voices, number, taken)))
        reports = _without_passing_on(reading, reports)
        if any(voice.known for voice, _ in reports):  # "they discussed it, Lind saying that …" is Lind's
            reports = [(voice, cue) for voice, cue in reports if voice.reason != _TALK]
        for voice, cue in reports:
            # Whom the main clause leaves unnamed is no less the speaker: "After Ruland announced it,
            # officials said so" is not Ruland's.
            if not _leads(reading, cue) and any(_same(voice, other) for other in speakers):
                continue
            if any(voice.is_of(other) for other in speakers):
                continue
            speakers.append(voice)
            found.extend(_statement(sentence.span, one, cue) for one in _each(voice))
    return tuple(found)


def _without_relayed(reading: Reading, reports: Sequence[tuple[Voice, Span]]) -> Sequence[tuple[Voice, Span]]:
    """Leave out what a person named in a phrase says that others said: "According to Lind, Berger said"."""
    tellers = [
        voice.figure
        for voice, cue in reports
        if cue.of(reading.text).lower().startswith("according")
        and voice.figure is not None
        and not speaks_for_another(reading, voice.figure)
    ]
    return [report for report in reports if report[0].figure in tellers] if tellers else reports


def _set_without_marks(article: Article, quotations: Sequence[Quotation]) -> Sequence[Span]:
    """Return what is said without a mark before it or a clause beside it: turns, posts, whole pages."""
    return [
        part
        for quotation in quotations
        for part in quotation.parts
        if quotation.cue is None and not article.text[: part.start].rstrip().endswith(_OPENS_SPEECH)
    ]


def _spoken_without_marks(reading: Reading, quotations: Sequence[Quotation]) -> Sequence[Span]:
    """Return what is said in paragraphs of their own: turns, posts, announced statements."""
    return [
        part
        for quotation in quotations
        for part in quotation.parts
        if not any(run.outer.overlaps(part) for run in reading.runs)
    ]


def _without_passing_on(
    reading: Reading, reports: Sequence[tuple[Voice, Span]]
) -> Sequence[tuple[Voice, Span]]:
    """Leave out what only passes on what somebody said: "Lind denied it, the Port Herald reported"."""
    kept = [(voice, cue) for voice, cue in reports if not _only_passes_on(reading, cue)]
    return kept if any(voice.known for voice, _ in kept) else reports


def _only_passes_on(reading: Reading, cue: Span) -> bool:
    verb = reading.between(cue.start, cue.end)[-1:]
    for index in verb:
        subject = reading.subject_of(index)
        told = any(
            reading.tokens[child].relation == "ccomp" and child < index for child in reading.children[index]
        )
        if told and subject is not None and passes_on(reading, index, subject):
            return True
    return False


def _statement(span: Span, voice: Voice, cue: Span) -> ReportedStatement:
    return ReportedStatement(
        span, voice.attribution, voice.figure, voice.organisation, voice.mention, cue, voice.reason
    )


def _leads(reading: Reading, cue: Span) -> bool:
    """Say whether a verb is the main one of its sentence, with a clause that it reports."""
    verb = reading.between(cue.start, cue.end)[-1:]
    return any(
        reading.tokens[index].relation == "ROOT"
        and any(reading.tokens[child].relation == "ccomp" for child in reading.children[index])
        for index in verb
    )


def _each(voice: Voice) -> Sequence[Voice]:
    """Return the speakers of a statement, each for himself, with the names of all as the mention."""
    if not voice.joint:
        return (voice,)
    return [Voice(voice.attribution, voice.mention, figure, reason=voice.reason) for figure in voice.joint]


def _same(voice: Voice, other: Voice) -> bool:
    named, other_named = voice.known and not voice.described, other.known and not other.described
    if not named or not other_named:
        return not named  # an unnamed speaker adds nothing to a sentence that has one already
    return (voice.figure, voice.organisation) == (other.figure, other.organisation)


def _reports(reading: Reading, voices: Voices, number: int, taken: set[int]) -> Iterator[tuple[Voice, Span]]:
    words = reading.ranges[number][:_LONGEST]
    if not words or reading.quoted[words[0]]:
        return  # a sentence that begins inside a quotation is the quotation's
    outside = reading.outside(words)
    for voice, cue in _phrases(reading, voices, outside):
        if cue.end not in taken:  # "in his words, “…”" only leads to a quotation
            yield voice, cue
    yield from _positions(reading, voices, outside)
    for verb in outside:
        if reading.verb_form(verb) not in cues().report:
            continue
        cue = reading.cue_span(verb)
        if not _is_finite_report(reading, verb) or not _reports_something(reading, verb, cue.end in taken):
            continue
        if _is_act(reading, verb) or _is_tellers_view(reading, verb) or _is_hearsay(reading, verb):
            continue
        if is_unsaid(reading, verb) or _tells_of_another_clause(reading, verb):
            continue
        subject = _who_tells(reading, verb)
        if subject is None or teller_of(reading, verb, subject) is not None:
            continue
        voice = voices.speaker_of(subject, verb)
        if not _may_speak(reading, voice, subject, verb) or _is_aside(reading, voices, verb, voice):
            continue
        if _is_done_together(reading, verb):
            voice = Voice(Attribution.UNRESOLVED, voice.mention, reason=_TALK)
        yield voice, cue


def _who_tells(reading: Reading, verb: int) -> int | None:
    """Return the subject of a verb that reports; in the passive who told: "Berger was told by Lind that"."""
    if not reading.is_passive(verb):
        return reading.subject_of(verb)
    told = any(reading.tokens[child].relation == "ccomp" for child in reading.children[verb])
    return reading.agent_of(verb) if told and reading.lemma(verb) in _TOLD else None


def _positions(reading: Reading, voices: Voices, outside: Sequence[int]) -> Iterator[tuple[Voice, Span]]:
    """As in "has been adamant that the road stays open" and "made it clear that nobody would pay"."""
    for adjective in outside:
        lemma = reading.lemma(adjective)
        if lemma not in cues().positions | cues().made or not _takes_clause(reading, adjective):
            continue
        verb = _verb_of_position(reading, adjective)
        if verb is None or not _is_finite_report(reading, verb) or is_unsaid(reading, verb):
            continue
        first = first_of_joined(reading, verb)
        if reading.tokens[first].relation not in ("ROOT", "parataxis"):
            continue  # "Whether she is sure that it holds": what the text makes of her mind
        subject = reading.subject_of(verb)
        if subject is None or reading.lemma(subject) in cues().writings:
            continue
        voice = voices.speaker_of(subject, verb)
        if _may_speak(reading, voice, subject, verb):
            yield voice, Span(reading.cue_span(verb).start, reading.tokens[adjective].span.end)


def _takes_clause(reading: Reading, adjective: int) -> bool:
    """Say whether "that", or a clause of what somebody is sure of, follows an adjective."""
    following = adjective + 1
    if following < len(reading.tokens) and reading.tokens[following].text.lower() == "that":
        return not reading.quoted[following]
    return any(
        reading.tokens[child].relation == "ccomp" and child > adjective and not reading.quoted[child]
        for child in reading.children[adjective]
    )


def _verb_of_position(reading: Reading, adjective: int) -> int | None:
    """Return the verb an adjective of a position stands with: "is sure", "made it clear"."""
    lemma = reading.lemma(adjective)
    for place in range(adjective - 1, max(-1, adjective - _FARTHEST_COPULA), -1):
        verb = reading.lemma(place)
        if verb in ("be", "make"):
            return place if lemma in (cues().positions if verb == "be" else cues().made) else None
        if reading.tokens[place].part not in ("ADV", "PART") and reading.tokens[place].text.lower() != "it":
            return None
    return None


def _is_act(reading: Reading, verb: int) -> bool:
    """Say whether a verb tells what was done or left out: "announced her resignation", "mentions neither"."""
    lemma = reading.lemma(verb)
    acts = cues().acts.get(lemma, frozenset())
    for child in reading.children[verb]:
        token = reading.tokens[child]
        if token.relation == "dobj":
            somebody = child in reading.named or token.lemma.lower() in cues().people
            if token.lemma.lower() in acts or (somebody and lemma in cues().acts_on_people):
                return True
            words = {
                token.text.lower(),
                *(reading.tokens[one].text.lower() for one in reading.children[child]),
            }
            if words & cues().nothing:
                return True
        if token.relation == "xcomp" and token.tag in ("VB", "VBG") and lemma in cues().acts_to:
            return True
    return False


def _tells_of_another_clause(reading: Reading, verb: int) -> bool:
    return _may_be_the_main_clauses(reading, verb) or _tells_who_is_meant(reading, verb)


def _tells_who_is_meant(reading: Reading, verb: int) -> bool:
    """Say whether a verb only tells who is meant: "the minister who answered", "a man who denies it"."""
    token = reading.tokens[verb]
    who = next((child for child in reading.children[verb] if reading.tokens[child].tag == "WP"), None)
    if token.relation != "relcl" or who is None or reading.tokens[who].relation != "nsubj":
        return False
    if any(reading.tokens[child].relation == "ccomp" for child in reading.children[verb]):
        return False  # "critics who say that it failed"
    return token.head not in reading.named and reading.tokens[who - 1].text not in (",", "–", "—", "--")


def _is_hearsay(reading: Reading, verb: int) -> bool:
    """Say whether a document says that somebody says so, or it is laid to him: "convicted of ordering"."""
    place = verb
    for _ in range(_MOST_CLAUSES):
        above = reading.tokens[place].head
        if above == place or reading.quoted[above]:
            return False
        if reading.tokens[above].tag == "VBN" and reading.lemma(above) in cues().laid:
            return any(reading.tokens[child].relation == "auxpass" for child in reading.children[above])
        if reading.tokens[place].relation == "ccomp" and reading.lemma(above) in cues().say:
            subject = reading.subject_of(above)
            if subject is not None and reading.lemma(subject) in cues().writings:
                return not is_own_writing(reading, subject)
        place = above
    return False


def _is_done_together(reading: Reading, verb: int) -> bool:
    """Say whether a verb tells of a talk or an agreement and not of what was said: no "that" follows."""
    relations = {reading.tokens[child].relation for child in reading.children[verb]}
    together = reading.lemma(verb) in cues().together
    return together and "ccomp" not in relations and bool(relations & {"dobj", "xcomp", "prep"})


def _is_tellers_view(reading: Reading, verb: int) -> bool:
    """Say whether a verb of thinking stands below another clause: "what he sees as", "reports that he wants".

    There it is what the text, or somebody else, makes of that person's mind.
    """
    if reading.lemma(verb) not in cues().attitudes:
        return (
            reading.lemma(verb) not in cues().say
            and reading.tokens[verb].relation == "relcl"
            and any(
                reading.tokens[child].relation == "dobj" and reading.tokens[child].tag in ("WP", "WDT")
                for child in reading.children[verb]
            )
        )  # "an official, whom he often criticizes"
    if any(reading.tokens[child].relation == "neg" for child in reading.children[verb]):
        return reading.lemma(verb) not in ("believe", "think", "expect", "want", "support")
    place = verb
    while reading.tokens[place].relation == "conj":
        place = reading.tokens[place].head
    if reading.tokens[place].relation in ("ROOT", "parataxis"):
        return False
    # "…, praising the reform" is said like a clause of its own.
    return not (reading.tokens[place].relation == "advcl" and reading.tokens[place].tag == "VBG")


def _is_aside(reading: Reading, voices: Voices, verb: int, voice: Voice) -> bool:
    """Say whether what is said is the lesser part of a sentence that tells of something else.

    "After Lind praised the plan, the council met Berger's envoys in Oslo and signed", "the phrase Lind cited
    stands in older speeches": the sentence is not what she said.
    """
    first = first_of_joined(reading, verb)
    above = reading.tokens[first].head
    own = next((one for one in reading.children[first] if reading.tokens[one].relation == "nsubj"), None)
    if own is None and reading.is_finite(first) and first - 1 in reading.named:
        own = first - 1  # "the phrase Lind cited": the parse takes it for a participle
    if above == first or own is None or reading.quoted[above]:
        return False
    relation = reading.tokens[first].relation
    if relation == "pcomp" and _tells_what(reading, first):
        return True  # "pointed to what Lind said": that she spoke, and not what
    if relation in ("relcl", "acl"):
        before = reading.first_of_phrase(own) - 1
        subject = reading.tokens[own].tag in _RELATIVE_TAGS
        if subject or reading.tokens[before].tag == "WRB" or "," in _texts(reading, before - 1, before + 1):
            return False
    elif relation != "advcl" or not _is_of_time(reading, first) or _is_about(reading, voices, above, voice):
        return False
    sentence = reading.ranges[reading.sentence_at(reading.starts[verb])]
    return len(_below(reading, first)) < _LEAST_OF_SENTENCE * len(sentence)


def _tells_what(reading: Reading, verb: int) -> bool:
    return any(
        reading.tokens[child].relation == "dobj" and reading.tokens[child].tag == "WP"
        for child in reading.children[verb]
    )


def _texts(reading: Reading, start: int, stop: int) -> list[str]:
    return [reading.tokens[index].text for index in range(max(0, start), stop)]


def _is_of_time(reading: Reading, verb: int) -> bool:
    """Say whether a clause tells when something else happened: not "as Lind said", which is what she said."""
    opens = any(
        child < verb and reading.tokens[child].text.lower() in cues().timing
        for child in reading.children[verb]
    )
    told = any(reading.tokens[child].relation in ("ccomp", "dobj") for child in reading.children[verb])
    return opens and told


def _is_about(reading: Reading, voices: Voices, verb: int, voice: Voice) -> bool:
    """Say whether a clause has a speaker for its subject, or a pronoun that may be that speaker."""
    subject = next((one for one in reading.children[verb] if reading.tokens[one].relation == "nsubj"), None)
    if subject is None:
        return False
    other = voices.voice_of(subject)
    return (reading.tokens[subject].part == "PRON" and not other.known) or other.is_of(voice)


def _below(reading: Reading, index: int) -> set[int]:
    """Return a token and all that hang on it."""
    found, waiting = {index}, [index]
    while waiting:
        for child in reading.children[waiting.pop()]:
            if child not in found:
                found.add(child)
                waiting.append(child)
    return found


def _may_be_the_main_clauses(reading: Reading, verb: int) -> bool:
    """Say whether a second verb may go on from the clause around: "of the way Lind led it and has urged"."""
    token = reading.tokens[verb]
    if token.relation != "conj" or reading.tokens[token.head].relation not in ("relcl", "acl"):
        return False
    subjects = {reading.tokens[child].relation for child in reading.children[token.head]}
    has_own = any(reading.tokens[child].relation == "nsubj" for child in reading.children[verb])
    relative = any(reading.tokens[child].tag in ("WP", "WDT") for child in reading.children[token.head])
    return "nsubj" in subjects and not has_own and not relative


def _phrases(reading: Reading, voices: Voices, outside: Sequence[int]) -> Iterator[tuple[Voice, Span]]:
    """As in "according to the minister", "in her view"."""
    for place, index in enumerate(outside[:-2]):
        word = reading.tokens[index].text.lower()
        if word == "according" and reading.tokens[outside[place + 1]].text.lower() == "to":
            named = _object_after(reading, outside[place + 2 : place + _NAME_REACH])
            if named is not None:
                cue = Span(reading.starts[index], reading.tokens[outside[place + 1]].span.end)
                voice = voices.voice_of(named)
                if reading.lemma(named) in cues().writings:
                    voice = Voice(
                        Attribution.UNRESOLVED, voice.mention, reason="a document, nobody in particular"
                    )
                if voice.known or reading.lemma(named) in cues().people | cues().writings:
                    yield voice, cue
        elif word == "in":
            objects = (one for one in reading.children[index] if reading.tokens[one].relation == "pobj")
            noun = next(objects, None)
            if noun is None or not reading.stands_for_view(index, noun):
                continue
            if (owner := reading.owner_in_phrase(noun)) is not None:
                yield voices.voice_of(owner), Span(reading.starts[index], reading.tokens[noun].span.end)


def _object_after(reading: Reading, near: Sequence[int]) -> int | None:
    return next(
        (index for index in near if reading.tokens[index].relation in ("pobj", "appos") and index >= near[0]),
        None,
    )


def _is_finite_report(reading: Reading, verb: int) -> bool:
    """Say whether the verb tells that somebody did report: in a tense, after "has", or as a participle."""
    token = reading.tokens[verb]
    if _is_counted(reading, verb):
        return False
    helpers = {
        reading.tokens[child].text.lower()
        for child in reading.children[verb]
        if reading.tokens[child].relation in ("aux", "auxpass", "neg")
    }
    negated = bool(helpers & {"not", "n't", "n’t", "never"})
    if negated and reading.lemma(verb) not in cues().attitudes | cues().together:
        return False
    if helpers & {"would", "could", "should", "might", "may", "must", "can", "to", "will"}:
        return False
    if any(
        reading.tokens[child].relation == "mark" and reading.tokens[child].text.lower() in _OPEN
        for child in reading.children[verb]
    ):
        return False
    if token.tag in _FINITE or token.part not in ("VERB", "AUX"):
        return True
    if token.tag == "VBN":
        had = bool(helpers & {"has", "have", "had", "’s", "'s", "’ve", "'ve"})
        return had or (bool(helpers & {"was", "were"}) and reading.agent_of(verb) is not None)
    if token.tag == "VBG":
        return _tells_how(reading, verb) or bool(helpers & {"is", "are", "was", "were"})
    return token.tag == "VB" and bool(helpers & {"did", "does", "do"})


def _tells_how(reading: Reading, verb: int) -> bool:
    """Say whether a participle tells of somebody speaking: not so "was fined for saying so"."""
    place = first_of_joined(reading, verb)
    own = any(reading.tokens[child].relation == "nsubj" for child in reading.children[place])
    if reading.tokens[place].relation == "pcomp" and not own:  # not "with activists noting that …"
        return reading.tokens[reading.tokens[place].head].text.lower() in cues().by_saying
    return reading.tokens[verb].relation in ("advcl", "conj", "acl")


def _is_counted(reading: Reading, verb: int) -> bool:
    """Say whether a word taken for a verb tells what kind of things are counted: "271 pledged delegates"."""
    tokens = reading.tokens
    return 0 < verb < len(tokens) - 1 and tokens[verb - 1].part == "NUM" and tokens[verb + 1].part == "NOUN"


def _reports_something(reading: Reading, verb: int, taken: bool) -> bool:
    """Say whether the verb has a complement outside quotation marks."""
    needed = cues().report_with.get(reading.lemma(verb))
    if needed and not needed & _words_after(reading, verb) and not _puts_name_on(reading, verb):
        return False
    if reading.tokens[verb].part not in ("VERB", "AUX"):
        return True
    relations = {
        reading.tokens[child].relation for child in reading.children[verb] if not reading.quoted[child]
    }
    if reading.lemma(verb) in cues().report_clause and "ccomp" not in relations:
        return False
    if _only_addresses(reading, verb):
        return _closes_sentence(reading, verb)
    if _only_goes_to(reading, verb) and not relations & {"ccomp", "xcomp", "dobj"}:
        return False
    if taken:
        return _outside_content(reading, verb)
    if relations & _COMPLEMENTS:
        return True
    return reading.tokens[verb].relation in ("parataxis", "ccomp", "relcl") or _closes_sentence(reading, verb)


def _puts_name_on(reading: Reading, verb: int) -> bool:
    """As in "called the talks constructive", outside marks; not "what she called war", "a man called Doe"."""
    if reading.lemma(verb) != "call" or reading.tokens[verb].relation in ("acl", "relcl", "pcomp"):
        return False
    outside = [child for child in reading.children[verb] if not reading.quoted[child]]
    relations = {reading.tokens[child].relation for child in outside if reading.tokens[child].tag != "WP"}
    return {"dobj", "oprd"} <= relations


def _only_addresses(reading: Reading, verb: int) -> bool:
    """Say whether a verb only has whom somebody talks to: "told his supervisor", not "told her of it"."""
    relations = {reading.tokens[child].relation for child in reading.children[verb]}
    if reading.lemma(verb) not in _ADDRESSING or relations & (
        _COMPLEMENTS - {"dobj", "prep", "pobj", "acomp"}
    ):
        return False
    objects = [
        child
        for child in reading.children[verb]
        if reading.tokens[child].relation in ("dobj", "dative") and child > verb
    ]
    about = {
        reading.tokens[child].text.lower()
        for child in (*reading.children[verb], *(one for each in objects for one in reading.children[each]))
        if reading.tokens[child].relation == "prep"
    }
    if len(objects) != 1 or about & cues().telling_of:
        return False
    return _is_addressee(reading, objects[0])


def _is_addressee(reading: Reading, index: int) -> bool:
    token, lemma = reading.tokens[index], reading.lemma(index)
    if index in reading.named or token.part in ("PRON", "PROPN"):
        return True
    return is_person_noun(reading, index) or lemma in cues().bodies


def _only_goes_to(reading: Reading, verb: int) -> bool:
    """Say whether a verb stands with the word that takes speech out of it: "added to her lead"."""
    other = cues().no_report_with.get(reading.lemma(verb))
    if not other or verb + 1 >= len(reading.tokens):
        return False
    return reading.tokens[verb + 1].text.lower() in other


def _words_after(reading: Reading, verb: int) -> set[str]:
    """Return the particles, prepositions and objects that belong to a verb."""
    near = range(verb + 1, min(verb + 4, len(reading.tokens)))
    words = {reading.tokens[index].text.lower() for index in near} | {reading.lemma(index) for index in near}
    for child in reading.children[verb]:
        words.add(reading.tokens[child].text.lower())
        words.update(reading.tokens[grandchild].text.lower() for grandchild in reading.children[child])
    return words


def _outside_content(reading: Reading, verb: int) -> bool:
    """Say whether what the verb reports has words of its own outside the quotation it introduces."""
    wanted = ("ccomp",) if reading.lemma(verb) in _ADDRESSING else ("ccomp", "dobj")
    for child in reading.children[verb]:
        if reading.tokens[child].relation not in wanted:
            continue
        parts = [child, *reading.children[child]]  # "said the capitals “do not agree”"
        if any(not reading.quoted[part] and reading.tokens[part].part in _CONTENT for part in parts):
            return True
    return False


def _closes_sentence(reading: Reading, verb: int) -> bool:
    """As in "…, he said.": the clause stands behind what it reports."""
    subject = reading.subject_of(verb)
    first = min(reading.first_of_phrase(subject), verb) if subject is not None else verb
    before = first - 1
    return before >= 0 and reading.tokens[before].text == "," and not reading.quoted[max(0, before - 1)]


def _may_speak(reading: Reading, voice: Voice, subject: int, verb: int) -> bool:
    if voice.figure is not None or voice.described or voice.joint:
        return True
    if voice.organisation is not None:
        token = reading.tokens[subject]
        doing = reading.lemma(verb) in cues().personal or token.entity.endswith(("LOC", "FAC"))
        return not doing and token.tag != "NNPS" and token.lemma.lower() not in cues().writings
    word = reading.tokens[subject].text.lower()
    return word in ("he", "she", "they") or reading.lemma(subject) in cues().people
