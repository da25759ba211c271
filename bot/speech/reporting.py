"""The reporting clause of quoted words and its place: "she said", "he told reporters:", "in his words".

Tried in this order: right after the words, right before them, announced by a sentence with a colon, governing
them in the parse, in parentheses within their sentence, in the sentence before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.speech.clauses import Reading
from bot.speech.labels import is_label
from bot.speech.naming import is_person_noun, name_before_colon, owns
from bot.speech.pronouns import Voice, Voices
from bot.speech.told import is_own_writing, source_of, teller_of
from bot.speech.unsaid import is_hearsay, is_unsaid
from bot.text.cues import cues
from bot.text.quotations import QuotedRun
from bot.words.findings import Attribution
from bot.words.spans import Span

_CLOSING_PUNCTUATION = frozenset(",?!…—–-")
_ADDRESSING = frozenset(
    {"tell", "ask", "remind", "assure", "reassure", "inform", "warn", "advise", "urge", "caution", "instruct"}
)
_LONGEST_REPORTING_CLAUSE = 60  # tokens between a quotation and its verb of speech
# "came the reply", "was the answer"
_COPIES = frozenset({"be", "come", "go", "run", "follow", "read", "arrive"})
_LONGEST_NOUN_CLAUSE = 9  # tokens of "came the rather curt reply from"
_CREDIT = re.compile(r"\s*[—–―-]{1,2}\s*(?=[A-Z])")
_LONGEST_CREDIT = 16  # words of "Jane Doe, mayor of the town of …"
_MOST_TITLES = 4  # words among which the name of a credit begins
_DASHES = frozenset({",", "-", "–", "—", "--", ",-", ",–", ",—"})
_LONE_CLAUSE = 16  # tokens of a paragraph that is nothing but "the ministry of roads said in a statement."
_SHORT_CLAUSE = 8  # tokens of a sentence that is nothing but "the minister said."
_LONGEST_CLIMB = 25  # steps up the parse from quoted words to the verb that governs them
_OWNED = "owner of what is said"
_OF_TERM = frozenset({"DT", "PRP$", "JJ", "NNP"})  # tags of what stands before the name of a thing
_MODIFIERS = frozenset({"amod", "compound", "nmod"})  # "her “cruel” remarks": of which sort they are
_LEADING_CLAUSES = frozenset({"ROOT", "conj", "advcl"})  # of a sentence that leads to words with a colon
_LONGEST_LABEL = 6  # words of "Prime Minister Jane Doe:"
_SHORTEST_STATEMENT = 4  # words in marks; fewer are a term
_FEWEST_OF_SENTENCE = 5  # words with a verb among them that are a sentence and no name of a thing
_LONG_STATEMENT = 8  # words from which on a missing comma before the reporting clause is taken for a slip


@dataclass(frozen=True, slots=True)
class Saying:
    """Who says a quoted run and by which words; `how` is where the reporting clause stands."""

    voice: Voice
    cue: Span | None
    how: str


class ReportingClauses:
    """Finds the reporting clause of each quoted run of an article, and so who says it."""

    def __init__(self, reading: Reading, voices: Voices) -> None:
        """Take an article laid out and what its subjects stand for."""
        self._reading, self._voices = reading, voices
        self.labels = [is_label(reading.text, run) for run in reading.runs]

    def saying(self, number: int) -> Saying | None:
        """Return who says the run of that number, or None for labels and runs without a clause of speech.

        What one person says that another said is nobody's: "Lind claims Berger said “…”".
        """
        said = self._told(number)
        words = self._reading.between(*said.cue) if said is not None and said.cue is not None else range(0)
        if said is None or not words or not said.voice.known:
            return said
        verb = words[-1]
        subject = self._reading.subject_of(verb)
        teller = teller_of(self._reading, verb, subject) if subject is not None else None
        teller = teller if teller is not None else source_of(self._reading, verb)
        if teller is None or self._voices.voice_of(teller).is_of(said.voice):
            return said
        reason = "somebody else tells that this was said"
        return replace(said, voice=Voice(Attribution.UNRESOLVED, said.voice.mention, reason=reason))

    def _told(self, number: int) -> Saying | None:
        """Return whose words the clauses around a run make it, whoever tells of it."""
        run = self._reading.runs[number]
        region = self._region_before(number)
        ending = self._lead_ending(region, run) if region else ""
        if region and (phrased := self._phrase_before(region, ending)) is not None:
            return phrased
        if ending == ":" and (owned := self._owned_words(region)) is not None:
            return owned
        if self.labels[number]:
            return None
        if (written := self._written(number)) is not None:
            return written
        if (unsaid := self._unsaid(number) or self._heard(number)) is not None:
            return unsaid
        leading = self._leads_directly(number)
        after = self._clause_after(number) if leading is None else None
        if after is not None and after.voice.known:
            return self._put_on_by_another(number, after) or after
        before = leading or self._clause_before(number) or self._announced(number)
        if before is not None and (before.voice.known or after is None):
            return before
        return after or self._credited(number) or self._source_after(number) or self._worked_in(number)

    def _put_on_by_another(self, number: int, after: Saying) -> Saying | None:
        """As in "Rivals mocked the plan, calling it “a farce,” Lind said": the rivals' words, told by her."""
        reading, run = self._reading, self._reading.runs[number]
        inside = reading.between(*run.span)
        if not inside or self.begins_sentence(run):
            return None
        verb = inside[0]
        while reading.quoted[verb] and reading.tokens[verb].head != verb:
            verb = reading.tokens[verb].head
        if reading.quoted[verb] or verb > inside[0] or reading.verb_form(verb) not in cues().naming:
            return None
        subject = reading.subject_of(verb)
        if subject is None:
            return self._nobodys(verb, "clause before")
        voice = self._voices.speaker_of(subject, verb)
        same = voice.is_of(after.voice) or voice.mention == after.voice.mention
        return None if same else self._nobodys(verb, "clause before")

    def _worked_in(self, number: int) -> Saying | None:
        """Return who says words that stand in a sentence, where it leaves them to one person."""
        said = self._governing(number)
        if said is None or not self._is_clear(said):  # "Lind spoke of “the need …,” according to a readout"
            known = said if said is not None and said.voice.known else None
            said = self._according_to(number) or known or self._parenthesis(number) or said
        if said is None or self._is_term(number, said):
            return None
        if (other := self._other_beside(number, said.voice)) is None:
            return said
        reason = "another name stands before the words where a verb is left out"
        voice = Voice(Attribution.UNRESOLVED, self._reading.tokens[other].span, reason=reason)
        return Saying(voice, said.cue, said.how)

    def _is_term(self, number: int, said: Saying) -> bool:
        """As in "Lind's statements on the “annex”": a word or two for what was spoken of."""
        reading, run = self._reading, self._reading.runs[number]
        if said.how != _OWNED or len(run.span.of(reading.text).split()) >= _SHORTEST_STATEMENT:
            return False
        before = self._region_before(number)
        return bool(before) and reading.tokens[before[-1]].tag in _OF_TERM

    def _is_clear(self, said: Saying) -> bool:
        """Say whether a clause that governs words is one of a verb of speech that leaves no doubt."""
        if said.cue is None:
            return False
        verb = self._reading.between(*said.cue)[-1]
        lemma = self._reading.lemma(verb)
        return (lemma in cues().say and lemma not in cues().weak) or lemma in cues().naming

    def _according_to(self, number: int) -> Saying | None:
        """As in "…,” according to the readout" right behind the words."""
        reading, region = self._reading, self._region_after(number)
        words = [index for index in region[:_LONGEST_NOUN_CLAUSE] if reading.tokens[index].part != "PUNCT"]
        if len(words) < 3 or [reading.tokens[index].text.lower() for index in words[:2]] != [
            "according",
            "to",
        ]:
            return None
        named = self._name_after(words[2], range(words[2], region.stop))
        if named is None:
            return None
        cue = Span(reading.starts[words[0]], reading.tokens[words[1]].span.end)
        return Saying(self._voices.voice_of(named), cue, "according to")

    def introduced(self, number: int) -> Saying | None:
        """A sentence about what somebody said, directly before a statement that has no clause of its own."""
        reading, run = self._reading, self._reading.runs[number]
        here = reading.sentence_at(run.outer.start)
        if not here or not reading.same_section(reading.sentences[here - 1].span.start, run.outer.start):
            return None
        before = reading.ranges[here - 1][:_LONGEST_REPORTING_CLAUSE]
        if not before or self._holds_statement(number, reading.sentences[here - 1].span):
            return None
        for verb in reading.outside(before):
            if reading.lemma(verb) not in cues().report or reading.tokens[verb].part != "VERB":
                continue
            main = self._leads_to_statement(verb)
            subject = reading.subject_of(verb) if main else reading.agent_of(verb)
            if subject is None:
                continue
            voice = self._voices.speaker_of(subject, verb)
            if voice.figure is not None:
                return Saying(voice, reading.cue_span(verb), "introduced by the sentence before")
        return None

    def _leads_to_statement(self, verb: int) -> bool:
        """Say whether a verb of speech is a sentence's own: "Lind said so", "Lind drew back by saying so"."""
        reading = self._reading
        if (
            reading.tokens[verb].relation == "pcomp"
            and reading.tokens[reading.tokens[verb].head].text == "by"
        ):
            return True
        main = reading.tokens[verb].relation == "ROOT" and reading.is_finite(verb)
        return main and not reading.is_passive(verb)

    def _holds_statement(self, number: int, sentence: Span) -> bool:
        """Say whether a run before `number` that is no label or term lies in a sentence.

        A few words that somebody calls out in the paragraph before are a statement too: "Sit down, Lena,".
        """
        runs = self._reading.runs
        for before in range(number - 1, -1, -1):
            if runs[before].outer.end <= sentence.start:
                return False
            words = runs[before].span.of(self._reading.text).split()
            called = bool(words) and words[0][:1].isupper() and words[-1][-1] in ",!?"
            short = called and runs[before].paragraph != runs[number].paragraph
            if not self.labels[before] and (short or len(words) >= _SHORTEST_STATEMENT):
                return True
        return False

    def has_clause_of_its_own(self, number: int) -> bool:
        """Say whether a verb stands behind a run in its sentence: "…,” and with that Lind left"."""
        reading, run = self._reading, self._reading.runs[number]
        end = reading.sentences[reading.sentence_at(run.outer.end - 1)].span.end
        if number + 1 < len(reading.runs):
            end = min(end, reading.runs[number + 1].outer.start)
        return any(map(reading.is_finite, reading.between(run.outer.end, end)))

    def begins_sentence(self, run: QuotedRun) -> bool:
        """Say whether a run stands at the beginning of a sentence."""
        reading = self._reading
        return reading.sentences[reading.sentence_at(run.outer.start)].span.start == run.outer.start

    # --- the places of a reporting clause ------------------------------------------------------------------

    def _region_after(self, number: int) -> range:
        """Return the tokens from a run's end to the next run or the end of its sentence."""
        reading, run = self._reading, self._reading.runs[number]
        limit = reading.sentences[reading.sentence_at(run.outer.end - 1)].span.end if reading.sentences else 0
        following = number + 1
        while following < len(reading.runs) and self.labels[following]:
            following += 1
        if following < len(reading.runs):
            limit = min(limit, reading.runs[following].outer.start)
        region = reading.between(run.outer.end, limit)[:_LONGEST_REPORTING_CLAUSE]
        if any(reading.tokens[index].part != "PUNCT" for index in region):
            return region
        alone = self._short_sentence_after(number) or self._sentence_behind_question(number)
        return alone or self._paragraph_after(number) or region

    def _paragraph_after(self, number: int) -> range:
        """Return the next paragraph where it is the clause alone: "the ministry said." below the words."""
        reading, run = self._reading, self._reading.runs[number]
        following = reading.sentence_at(run.outer.end - 1) + 1
        if following >= len(reading.sentences):
            return range(0)
        here, sentence = reading.sentences[following - 1], reading.sentences[following]
        paragraph = reading.article.paragraphs[sentence.paragraph]
        before = reading.text[paragraph.start : sentence.span.start].strip()
        whole = paragraph.end == sentence.span.end and (not before or before in _DASHES)
        tokens = [index for index in reading.ranges[following] if reading.tokens[index].text not in _DASHES]
        if not whole or sentence.paragraph != here.paragraph + 1 or not 1 < len(tokens) <= _LONE_CLAUSE:
            return range(0)
        if reading.text[run.outer.end : sentence.span.start].strip(" \u00a0\n,.–—-"):
            return range(0)
        first = reading.tokens[reading.ranges[following][0]].text
        led = bool(before) or first in _DASHES or first[0].islower()
        told = any(reading.verb_form(index) in cues().say for index in tokens)
        told = told and not any(reading.quoted[index] for index in tokens)
        return range(tokens[0], tokens[-1] + 1) if led and told else range(0)

    def _short_sentence_after(self, number: int) -> range:
        """Return a sentence that is only a reporting clause, as in "…now.” Smith said" for "…now,” …"."""
        reading, run = self._reading, self._reading.runs[number]
        following = reading.sentence_at(run.outer.end - 1) + 1
        if following >= len(reading.sentences):
            return range(0)
        span, tokens = reading.sentences[following].span, reading.ranges[following]
        same_line = (
            not reading.text[run.outer.end : span.start].strip(" \u00a0") and span.start - run.outer.end <= 2
        )
        alone = 1 < len(tokens) <= _SHORT_CLAUSE and span.of(reading.text).endswith(".")
        if not same_line or not alone or any(reading.quoted[index] for index in tokens):
            return range(0)
        return tokens if reading.verb_form(tokens[-2]) in cues().say or len(tokens) == 2 else range(0)

    def _sentence_behind_question(self, number: int) -> range:
        """As in "“Is it so?” Lind went on, as if she had not heard.": the mark parts what is one sentence."""
        reading, run = self._reading, self._reading.runs[number]
        following = reading.sentence_at(run.outer.end - 1) + 1
        if run.span.of(reading.text)[-1:] not in "?!" or following >= len(reading.sentences):
            return range(0)
        region = reading.ranges[following]
        if reading.text[run.outer.end : reading.sentences[following].span.start] not in (" ", "\u00a0"):
            return range(0)
        if not region or any(reading.quoted[index] for index in region):
            return range(0)
        verb = self._last_of_name(region[0]) + 1
        named = region[0] in reading.named or reading.tokens[region[0]].text.lower() in ("he", "she")
        if not named or verb not in region or not reading.is_finite(verb):
            return range(0)
        goes_on = reading.lemma(verb) == "go" and reading.tokens[verb + 1].text.lower() == "on"
        told = goes_on or reading.verb_form(verb) in cues().say - cues().weak
        own = {reading.tokens[child].relation for child in reading.children[verb] if child > verb}
        return region if told and not own & {"ccomp", "dobj", "xcomp"} else range(0)

    def _region_before(self, number: int) -> range:
        """Return the tokens from the sentence's beginning, or the run before, to a run."""
        reading, run = self._reading, self._reading.runs[number]
        start = reading.sentences[reading.sentence_at(run.outer.start)].span.start if reading.sentences else 0
        if number:
            start = max(start, reading.runs[number - 1].outer.end)
        return reading.between(start, run.outer.start)[-_LONGEST_REPORTING_CLAUSE:]

    def _clause_after(self, number: int) -> Saying | None:
        """As in "…,” he said" and "…,” said the minister, a former diplomat"."""
        reading, run = self._reading, self._reading.runs[number]
        region = [index for index in self._region_after(number) if reading.tokens[index].text not in _DASHES]
        if not region or not self._asks_for_clause(run):
            return None
        first = region[0]
        if run.span.of(reading.text)[-1:] == "." and self._begins_another(first):
            return None
        while reading.tokens[first].part == "ADV" and len(region) > 1:
            region = region[1:]
            first = region[0]
        if (noun := self._noun_clause_after(region)) is not None:
            return noun
        verb = next(reading.say_verbs(region), self._any_verb_after(run, region))
        if verb is None or reading.tokens[first].part in ("CCONJ", "SCONJ"):
            return None
        negations = (child for child in reading.children[verb] if reading.tokens[child].relation == "neg")
        if any(not reading.quoted[child] for child in negations):
            return None  # "…” The minister did not answer"
        if verb == first and reading.tokens[verb].tag == "VBG":
            return None  # "…,” adding that": the clause it hangs on stands elsewhere
        if any(reading.tokens[child].relation == "auxpass" for child in reading.children[verb]) and (
            reading.lemma(verb) not in cues().quoting
        ):
            subject = reading.agent_of(verb)  # "…,” he was told by Lind"
        elif verb == first:
            subject = self._inverted_subject(verb, region)
        elif self._tells_of_else(run, first, verb):
            return None
        else:
            subject = self._plain_subject(first, verb)
        if subject is None:
            return None
        return self._asked_to_say(verb, region) or Saying(
            self._voices.speaker_of(subject, verb), reading.cue_span(verb), "clause after"
        )

    def _asked_to_say(self, verb: int, region: Sequence[int]) -> Saying | None:
        """As in "…,” Lind asked Berger to say": what somebody is to say is nobody's words."""
        reading = self._reading
        for other in reading.say_verbs(region):
            ends = other + 1 == len(reading.tokens) or reading.tokens[other + 1].part == "PUNCT"
            if other > verb and ends and is_unsaid(reading, other):
                return self._nobodys(other, "clause after")
        return None

    def _any_verb_after(self, run: QuotedRun, region: Sequence[int]) -> int | None:
        """Return the verb of whatever kind in "“…,” Lind shared.": a sentence in marks leaves nothing else.

        The name of a book or a song is shorter, and what is done with it has it as its object.
        """
        reading = self._reading
        words = run.span.of(reading.text)
        if len(region) < 2 or len(words.split()) < _FEWEST_OF_SENTENCE or not words.endswith(","):
            return None
        if not self.begins_sentence(run) or not any(map(reading.is_finite, reading.between(*run.span))):
            return None
        first = region[0]
        while first in region[:_MOST_TITLES] and reading.tokens[first].part in ("DET", "ADJ"):
            first += 1  # "an angry Doe shot back"
        if first not in reading.named and reading.tokens[first].text.lower() not in ("he", "she"):
            return None
        verb = self._last_of_name(first) + 1
        if verb not in region or reading.tokens[verb].part != "VERB" or not reading.is_finite(verb):
            return None
        after = reading.tokens[verb + 1].part if verb + 1 in region else "PUNCT"
        return verb if after in ("PUNCT", "ADV", "ADP", "SCONJ") else None

    def _leads_directly(self, number: int) -> Saying | None:
        """As in "While Lind says “…,” Berger insists": the verb right before words outdoes one behind them.

        Behind the run before it is that run's clause: "“…,” Lind says “…”".
        """
        reading, region = self._reading, self._region_before(number)
        run = reading.runs[number]
        beyond = reading.text[run.outer.end : run.outer.end + 1]
        whole = not any(reading.tokens[index].text == "," for index in region[:-1])
        subordinate = whole and bool(region) and reading.tokens[region[0]].tag in ("IN", "WRB")
        if not region or not (subordinate or "," in (run.span.of(reading.text)[-1:], beyond)):
            return None
        opens = region.start == reading.ranges[reading.sentence_at(reading.starts[region.start])].start
        words = [index for index in region if reading.tokens[index].part != "PUNCT"]
        if not opens or not words or reading.verb_form(words[-1]) not in cues().say - cues().weak:
            return None
        return self._clause_before(number)

    def _begins_another(self, index: int) -> bool:
        """Say whether a verb begins another sentence: "“….” Asked about Lind, …", "“….” Said Lind: “…”"."""
        token = self._reading.tokens[index]
        return token.part == "VERB" and token.text.istitle()

    def _noun_clause_after(self, region: Sequence[int]) -> Saying | None:
        """As in "…,” came the reply from Berger" and "…,” was Berger's answer": a noun tells."""
        reading = self._reading
        if reading.lemma(region[0]) not in _COPIES or not reading.is_finite(region[0]):
            return None
        for noun in region[1:_LONGEST_NOUN_CLAUSE]:
            if reading.tokens[noun].part not in ("NOUN", "PROPN") or noun in reading.named:
                continue
            if reading.lemma(noun) not in cues().said_nouns:
                return None
            owned = self._said_by_owner(noun) or self._said_from(noun)
            if owned is not None:
                return Saying(owned.voice, reading.tokens[noun].span, "clause after")
            voice = Voice(Attribution.UNRESOLVED, reading.noun_phrase(noun), reason="speaker not named")
            return Saying(voice, reading.tokens[noun].span, "clause after")
        return None

    def _said_from(self, noun: int) -> Saying | None:
        """As in "the reply from Berger", "the answer of the minister"."""
        reading = self._reading
        source = next(
            (
                one
                for child in reading.children[noun]
                if reading.tokens[child].text.lower() in ("from", "of")
                for one in reading.children[child]
                if reading.tokens[one].relation == "pobj" and not reading.quoted[one]
            ),
            None,
        )
        if source is None:
            return None
        return Saying(self._voices.voice_of(source), reading.tokens[noun].span, _OWNED)

    def _written(self, number: int) -> Saying | None:
        """As in "Under a banner that read “…,” Lind said “…”": what is written there is not Lind's."""
        reading, region = self._reading, self._region_before(number)
        words = [index for index in region if reading.tokens[index].part != "PUNCT"]
        if not words or reading.verb_form(words[-1]) not in cues().say:
            return None
        verb = words[-1]
        writing = reading.subject_of(verb)
        if writing is None or reading.lemma(writing) not in cues().writings or writing in reading.named:
            return None
        if is_own_writing(reading, writing):
            return None
        return self._clause_before(number) or self._nobodys(verb, "clause before")

    def _owned_words(self, region: range) -> Saying | None:
        """As in "Lind praised Berger for his words: “…”" and "Lind repeated Berger's words: “…”".

        Whose words they are said them, and not who speaks of them. Of a speech that somebody is praised for
        nothing tells whether its words follow or the praise.
        """
        reading = self._reading
        words = [index for index in region if reading.tokens[index].part != "PUNCT"]
        nouns = cues().verbatim | cues().said_nouns
        noun = next((index for index in reversed(words) if reading.lemma(index) in nouns), None)
        if noun is None or reading.tokens[noun].part != "NOUN":
            return None
        behind = self._owner_behind(noun)
        if words[-1] not in (noun, behind):
            return None
        somebody = reading.thanked_for(noun)
        owner = next((one for one in reading.children[noun] if reading.tokens[one].relation == "poss"), None)
        if owner is None or reading.tokens[owner].part == "PRON":
            owner = somebody
        if reading.lemma(noun) not in cues().verbatim:
            blamed = somebody is not None and owner == somebody
            return self._nobodys(noun, "clause before") if blamed else None
        owner = owner if owner is not None else behind
        if owner is None:
            return None
        cue = reading.tokens[noun].span
        return Saying(self._voices.voice_of(owner), cue, "owner of the words before")

    def _owner_behind(self, noun: int) -> int | None:
        """Return the end of the name in "the words of Lind", or the head of "the words of her father"."""
        reading = self._reading
        owners = (
            one
            for child in reading.children[noun]
            if reading.tokens[child].text.lower() == "of"
            for one in reading.children[child]
            if reading.tokens[one].relation == "pobj"
            and (one in reading.named or is_person_noun(reading, one))
        )
        return next((self._last_of_name(one) for one in owners), None)

    def _credited(self, number: int) -> Saying | None:
        """As in "“…” — Jane Doe, mayor" in a paragraph of its own, or with the name in the one below."""
        reading, run = self._reading, self._reading.runs[number]
        paragraphs = reading.article.paragraphs
        here = paragraphs[run.paragraph]
        if run.outer.start != here.start:
            return None
        rest = Span(run.outer.end, here.end)
        if rest.start == rest.end and run.paragraph + 1 < len(paragraphs):
            rest = paragraphs[run.paragraph + 1]
        dash = _CREDIT.match(reading.text, *rest)
        if dash is None or not reading.same_section(here.start, rest.start):
            return None
        words = [
            index
            for index in reading.between(dash.end(), rest.end)
            if reading.tokens[index].part not in ("PUNCT", "SYM")
        ]
        if len(words) > _LONGEST_CREDIT or any(reading.quoted[word] for word in words):
            return None
        if any(map(reading.is_finite, words)):
            return None
        name = next((index for index in words[:_MOST_TITLES] if index in reading.named), None)
        if name is None or owns(reading, name):
            return None
        return Saying(self._voices.voice_of(name), None, "credited below")

    def _source_after(self, number: int) -> Saying | None:
        """As in "drew a “what a joke” from Berger": a source is named right after the words."""
        reading = self._reading
        region = self._region_after(number)
        if len(region) < 2 or reading.tokens[region[0]].text.lower() != "from":
            return None
        source = next(
            (index for index in region[1:_LONGEST_NOUN_CLAUSE] if reading.tokens[index].relation == "pobj"),
            None,
        )
        if source is None or source not in reading.named:
            return None
        mention = reading.named[source].mention.span
        voice = Voice(Attribution.UNRESOLVED, mention, reason="from somebody else, or about what is")
        return Saying(voice, None, "source after")

    def _other_beside(self, number: int, voice: Voice) -> int | None:
        """Return a name before words that another verb governs: "Lind called it “…,” Berger “…”".

        Between the words before and these stands nothing but the name and what joins it.
        """
        reading, region = self._reading, self._region_before(number)
        if not number or not region:
            return None
        if reading.starts[region.start] < reading.runs[number - 1].outer.end:
            return None
        here = reading.sentence_at(reading.runs[number].outer.start)
        if reading.sentence_at(reading.runs[number - 1].outer.end - 1) != here:
            return None
        names = [index for index in region if index in reading.named]
        if not names or any(reading.tokens[index].part in ("VERB", "AUX", "ADP") for index in region):
            return None
        return names[-1] if reading.named[names[-1]].figure != voice.figure else None

    def _has_own_object(self, verb: int) -> bool:
        """Say whether a verb has an object, as in "…,” he emphasized the risks", and so does not report.

        What a dash or a comma sets apart is none: "…,” he admitted—a rare step".
        """
        reading = self._reading
        apart = any(token.text in _DASHES for token in reading.tokens[verb + 1 : verb + 2])
        if reading.lemma(verb) in _ADDRESSING or apart:
            return False
        return any(
            child > verb and reading.tokens[child].relation == "dobj" and not reading.quoted[child]
            for child in reading.children[verb]
        )

    def _tells_of_else(self, run: QuotedRun, first: int, verb: int) -> bool:
        """Say whether a verb behind words tells of something else: an object, a clause of its own.

        "As Lind condemned the “vile act”, Berger said that help would come": what Berger said follows.
        """
        reading = self._reading
        if self._has_own_object(verb) or reading.has_own_verb_between(first, verb, leading_to=verb):
            return True
        clauses = [
            child
            for child in reading.children[verb]
            if reading.tokens[child].relation == "ccomp" and child > verb and not reading.quoted[child]
        ]
        if not self.begins_sentence(run):
            return bool(clauses)
        return any(  # "“Who is it?” Lind said that she did not know"
            reading.tokens[one].relation == "mark" and reading.tokens[one].text.lower() == "that"
            for child in clauses
            for one in reading.children[child]
        )

    def _asks_for_clause(self, run: QuotedRun) -> bool:
        text = self._reading.text
        last = run.span.of(text).rstrip("’'”\" ")[-1:]
        beyond = text[run.outer.end : run.outer.end + 2].lstrip()[:1]
        if last in _CLOSING_PUNCTUATION or beyond == "," or last == ".":
            return True
        return self.begins_sentence(run) and len(run.span.of(text).split()) >= _LONG_STATEMENT

    def _inverted_subject(self, verb: int, region: Sequence[int]) -> int | None:
        reading = self._reading
        if len(region) > 1 and region[1] in reading.named and not self._only_modifies(region[1]):
            return self._last_of_name(region[1])
        for child in reading.children[verb]:
            if child > verb and reading.tokens[child].relation == "nsubj" and not reading.quoted[child]:
                return child
        for index in region[1:8]:
            if self._only_modifies(index):
                continue
            if index in reading.named or reading.tokens[index].text.lower() in ("he", "she"):
                return self._last_of_name(index)
            if reading.tokens[index].part in ("VERB", "AUX", "PUNCT") and not self._tells_of_what_sort(index):
                return None
            if reading.tokens[index].part in ("NOUN", "PROPN") and not self._more_follows(index):
                return index
        return None

    def _plain_subject(self, first: int, verb: int) -> int | None:
        reading = self._reading
        subject = reading.subject_of(verb)
        if subject is not None and first <= subject < verb:
            return subject
        for index in range(first, verb):
            if self._only_modifies(index):
                continue
            if index in reading.named or reading.tokens[index].part == "PRON":
                return self._last_of_name(index)
            if reading.tokens[index].part in ("NOUN", "PROPN") and not self._more_follows(index):
                return index
            if reading.tokens[index].part in ("VERB", "ADP", "PUNCT"):
                return None
        return None

    def _more_follows(self, index: int) -> bool:
        """Say whether the noun phrase goes on: "the party's *GOP* presidential nominee"."""
        tokens = self._reading.tokens
        index += 1
        if self._tells_of_what_sort(index):
            index += 1
        return index < len(tokens) and tokens[index].part in ("NOUN", "PROPN")

    def _tells_of_what_sort(self, index: int) -> bool:
        """Say whether an adjective or a participle stands before its noun: "finance *ranking* member"."""
        tokens = self._reading.tokens
        if index + 1 >= len(tokens) or tokens[index + 1].part not in ("NOUN", "PROPN"):
            return False
        return tokens[index].part == "ADJ" or tokens[index].tag in ("VBG", "VBN")

    def _only_modifies(self, index: int) -> bool:
        """Say whether a name only tells of what sort somebody else is: "said Lind supporter Ada Berg".

        Or whose: "said Lind's director of information, Ada Berg".
        """
        reading = self._reading
        if index not in reading.named:
            return False
        if owns(reading, index):
            return True
        last = self._last_of_name(index)
        head = reading.tokens[last].head
        of_noun = reading.tokens[last].relation == "compound" and reading.tokens[head].part != "VERB"
        return of_noun and head > last

    def _last_of_name(self, index: int) -> int:
        reading = self._reading
        if index in reading.named:
            while index + 1 in reading.named and reading.named[index + 1] == reading.named[index]:
                index += 1
        return index

    def _clause_before(self, number: int) -> Saying | None:
        """As in "He concluded, “…”" and "…, telling reporters: “…”"."""
        reading, run = self._reading, self._reading.runs[number]
        region = self._region_before(number)
        if not region:
            return None
        ending = self._lead_ending(region, run)
        verb = self._last_say_verb(region, ending)
        if verb is not None and ending == ":" and self._only_names(verb, run):
            return self._nobodys(verb, "clause before")
        if verb is not None:
            subject = reading.subject_of(verb)
            if subject is None:
                subject = self._subject_by_place(region[0], verb)
            if subject is not None:
                return Saying(self._voices.speaker_of(subject, verb), reading.cue_span(verb), "clause before")
        return self._colon_before(region, ending, run)

    def _lead_ending(self, region: range, run: QuotedRun) -> str:
        reading = self._reading
        return reading.text[reading.starts[region[0]] : run.outer.start].rstrip()[-1:]

    def _last_say_verb(self, region: range, ending: str) -> int | None:
        """Return the verb of speech that leads up to the run, with no other clause between the two."""
        reading = self._reading
        last_word = reading.tokens[region[-1]]
        direct = ending in ",:" or last_word.text.lower() == "that"
        for verb in reversed(list(reading.say_verbs(region))):
            # "Lind was told “…” by Berger"
            told_to = reading.is_passive(verb) and reading.lemma(verb) in _ADDRESSING
            clear = reading.lemma(verb) not in cues().weak and not reading.is_denied(verb)
            if verb == region[-1] and clear and not told_to:
                return verb
            if self._is_of_time(verb, region) or self._tells_who_with(verb):
                continue
            if not direct or reading.is_passive(verb) or reading.is_denied(verb):
                continue
            if reading.has_own_verb_between(verb + 1, region.stop, leading_to=verb) and ending != ":":
                return None
            return verb
        return None

    def _is_of_time(self, verb: int, region: range) -> bool:
        """As in "Lind said that once the council goes on leave, “…”": a clause within what Lind says."""
        reading = self._reading
        opens = any(reading.tokens[child].relation in ("mark", "advmod") for child in reading.children[verb])
        if reading.tokens[verb].relation != "advcl" or not opens or reading.lemma(verb) not in cues().weak:
            return False
        return any(
            other < verb and reading.lemma(other) not in cues().weak for other in reading.say_verbs(region)
        )

    def _tells_who_with(self, verb: int) -> bool:
        """As in "odd from a man who promised new roads: “…”": what he promised is not what follows."""
        reading = self._reading
        tells_who = reading.tokens[verb].relation == "relcl"
        return tells_who and self._has_own_object(verb) and not self._has_words_for_object(verb)

    def _has_words_for_object(self, verb: int) -> bool:
        """As in "made a promise", "added a warning", "read a letter": words that may follow."""
        reading = self._reading
        return any(
            reading.tokens[child].relation == "dobj"
            and reading.lemma(child) in cues().writings | cues().said_nouns | cues().verbatim
            for child in reading.children[verb]
        )

    def _unsaid(self, number: int) -> Saying | None:
        """As in "She wants him to admit: “…”": words that nobody is told to have said are nobody's."""
        reading = self._reading
        region = self._region_before(number)
        verb = next(iter(reversed(list(reading.say_verbs(region)))), None) if region else None
        ending = self._lead_ending(region, reading.runs[number]) if region else ""
        if verb is None or not is_unsaid(reading, verb):
            return None
        if reading.lemma(verb) in cues().weak and ending != ":":
            return None
        that = reading.tokens[region[-1]].text.lower() == "that"
        direct = verb == region[-1] or ending in (",", ":") or that
        if not direct or reading.has_own_verb_between(verb + 1, region.stop, leading_to=verb):
            return None
        return self._nobodys(verb, "clause before")

    def _heard(self, number: int) -> Saying | None:
        """As in "Asked “…?”, Lind said “…”": the words were said to whom the sentence goes on about."""
        reading, region = self._reading, self._region_before(number)
        words = [index for index in region if reading.tokens[index].part != "PUNCT"]
        if not words or words[0] != reading.ranges[reading.sentence_at(reading.starts[words[0]])].start:
            return None
        verb = next((index for index in words if reading.tokens[index].part in ("VERB", "AUX")), None)
        if verb is None or reading.lemma(verb) not in _ADDRESSING | cues().asking:
            return None
        if reading.tokens[verb].tag not in ("VBN", "VBD"):
            return None
        place = words.index(verb)
        opens = all(reading.tokens[index].part in ("SCONJ", "ADV") for index in words[:place])
        rest = words[place + 1 :]
        leads = not rest or reading.tokens[rest[0]].text.lower() in ("by", "that")
        if not opens or not leads or any(map(reading.is_finite, rest)):
            return None
        return self._nobodys(verb, "clause before")

    def _nobodys(self, verb: int, how: str) -> Saying:
        reading = self._reading
        reason = "nothing tells that this was said"
        voice = Voice(Attribution.UNRESOLVED, reading.tokens[verb].span, reason=reason)
        return Saying(voice, reading.cue_span(verb), how)

    def _subject_by_place(self, first: int, verb: int) -> int | None:
        """Return the name or pronoun right before a verb, adverbs and auxiliaries aside."""
        reading = self._reading
        place = verb - 1
        while place >= first and reading.tokens[place].part in ("ADV", "AUX", "PART"):
            place -= 1
        if place < first or reading.quoted[place]:
            return None
        return (
            place
            if place in reading.named or reading.tokens[place].part in ("PRON", "PROPN", "NOUN")
            else None
        )

    def _colon_before(self, region: range, ending: str, run: QuotedRun) -> Saying | None:
        """As in "She had only praise for the plan: “…”" and "Jane Doe: “…”"."""
        reading = self._reading
        if ending != ":":
            return None
        words = [index for index in region if reading.tokens[index].part != "PUNCT"]
        if not words or reading.quoted[words[-1]]:
            return None
        last = words[-1]
        topic = reading.tokens[words[0]].part == "ADP"  # "Of Doe: “…”" is about her
        label = len(words) <= _LONGEST_LABEL and not topic and not any(map(reading.is_finite, words))
        if label and last in reading.named:
            return Saying(self._voices.voice_of(last), None, "name and colon before")
        at_start = region.start == reading.ranges[reading.sentence_at(reading.starts[region.start])].start
        if at_start and (name := name_before_colon(reading, region)) is not None:
            return Saying(self._voices.voice_of(name), None, "name, office and colon before")
        for verb in reversed(words):
            token = reading.tokens[verb]
            leads = token.relation in _LEADING_CLAUSES or reading.quoted[token.head]
            if not reading.is_finite(verb) or not leads:
                continue
            subject = reading.subject_of(verb)
            if subject is None or reading.is_passive(verb) or self._only_names(verb, run):
                return None
            voice = self._voices.speaker_of(subject, verb)
            return (
                Saying(voice, reading.cue_span(verb), "sentence with a colon before") if voice.known else None
            )
        return None

    def _only_names(self, verb: int, run: QuotedRun) -> bool:
        """As in "Lind can add a new title to her list: “queen of the ice”": a term, and nobody speaks."""
        reading = self._reading
        told = reading.lemma(verb) in cues().say | cues().report | cues().judge
        if told and not (self._has_own_object(verb) and not self._has_words_for_object(verb)):
            return False
        inside = reading.between(*run.span)
        return run.span.of(reading.text)[:1].islower() and not any(map(reading.is_finite, inside))

    def _phrase_before(self, region: range, ending: str) -> Saying | None:
        """As in "According to the minister, “…”" and "In his words, “…”"."""
        reading = self._reading
        if ending not in ",:":
            return None
        for index in reversed(region):
            if reading.is_owned_noun(index) and (owner := reading.owner_in_phrase(index)) is not None:
                first, last = sorted((reading.tokens[owner].span, reading.tokens[index].span))
                cue = Span(first.start, last.end)
                return Saying(self._voices.voice_of(owner), cue, "phrase before")
        if reading.tokens[region[0]].text.lower() == "according" and (
            named := self._name_after(region.start + 2, region)
        ):
            if reading.lemma(named) in cues().recordings:
                return None  # "according to a transcript, Lind said “…”"
            voice = self._voices.voice_of(named)
            verb = self._last_say_verb(region, ending)
            subject = reading.subject_of(verb) if verb is not None else None
            other = (
                self._voices.speaker_of(subject, verb) if verb is not None and subject is not None else voice
            )
            if verb is not None and subject != named and not other.is_of(voice):
                return self._nobodys(verb, "phrase before")
            return Saying(
                voice,
                Span(reading.starts[region[0]], reading.tokens[region[0] + 1].span.end),
                "phrase before",
            )
        return None

    def _name_after(self, first: int, region: range) -> int | None:
        for index in range(first, region.stop):
            if self._reading.tokens[index].relation == "pobj" and not self._reading.quoted[index]:
                return index
        return None

    def _announced(self, number: int) -> Saying | None:
        """As in "She went on:" when it ends the sentence or the paragraph before."""
        reading, run = self._reading, self._reading.runs[number]
        here = reading.sentence_at(run.outer.start)
        if not here or reading.sentences[here].span.start < run.outer.start:
            return None
        before = reading.sentences[here - 1].span
        if reading.text[before.end - 1] not in ":," or not reading.same_section(
            before.start, run.outer.start
        ):
            return None
        region = range(reading.ranges[here - 1].start, reading.ranges[here - 1].stop)[
            -_LONGEST_REPORTING_CLAUSE:
        ]
        outside = [index for index in region if not reading.quoted[index]]
        if not outside:
            return None
        region = range(outside[0], region.stop)
        if (label := self._label_in_last_line(before)) is not None:
            return label
        if (phrased := self._phrase_before(region, ":") or self._owned_words(region)) is not None:
            return phrased
        verb = self._last_say_verb(region, ":")
        subject = reading.subject_of(verb) if verb is not None else None
        if verb is not None and subject is not None:
            return Saying(self._voices.speaker_of(subject, verb), reading.cue_span(verb), "announced before")
        return self._colon_before(region, ":", run)

    def _label_in_last_line(self, sentence: Span) -> Saying | None:
        """As in "MINISTER JANE DOE, ON X:" below a line without a stop: the last of such lines leads."""
        reading = self._reading
        line = reading.text.rfind("\n", sentence.start, sentence.end)
        if line < 0:
            return None
        name = name_before_colon(reading, reading.between(line + 1, sentence.end))
        return Saying(self._voices.voice_of(name), None, "name, office and colon before") if name else None

    # --- words worked into a sentence ----------------------------------------------------------------------

    def _governing(self, number: int) -> Saying | None:
        """Climb the parse from the quoted words to the verb of speech or judgement that governs them.

        Of several sentences the first has it before them, the last behind: "“It was… Then it was not” there,
        said Lind".
        """
        reading, run = self._reading, self._reading.runs[number]
        inside = reading.between(run.span.start, run.span.end)
        if not inside:
            return None
        last = reading.ranges[reading.sentence_at(run.outer.end - 1)].start
        return self._governing_from(inside[0]) or (
            self._governing_from(last) if inside[0] < last < inside[-1] else None
        )

    def _governing_from(self, place: int) -> Saying | None:
        reading = self._reading
        doubtful, others_words = None, False
        behind_object = self._stands_behind_object(place)
        climbed: set[str] = set()
        for _ in range(_LONGEST_CLIMB):
            head = reading.tokens[place].head
            relation = reading.tokens[place].relation
            if head == place:
                break
            if reading.quoted[head]:
                place = head
                continue
            if reading.tokens[head].part == "NOUN" and reading.lemma(head) in cues().said_nouns:
                named = (behind_object or self._is_put_on(place)) and self._has_a_name_put_on_it(head)
                if (
                    not named
                    and relation not in _MODIFIERS
                    and (owned := self._said_by_owner(head)) is not None
                ):
                    return owned
                others_words = others_words or not named
            turned_down = others_words and reading.lemma(head) in cues().turning_down
            if turned_down or self._is_only_called(head, climbed):
                return doubtful  # "she dismissed claims that it was “a farce”": not her words
            climbed |= {relation, reading.tokens[head].part}
            told = reading.lemma(head) in (cues().say - cues().weak) | cues().naming
            if (told and is_unsaid(reading, head)) or is_hearsay(reading, head):
                return self._nobodys(head, "worked into a clause of speech")
            aside = (
                reading.tokens[head].relation == "relcl" and reading.lemma(head) in cues().weak - cues().judge
            )
            if not aside and (said := self._governed_by(head, place)) is not None:
                if self._puts_name_in_own_clause(head):
                    return said  # "because the premier called him “a fool”": whoever tells of it
                clear = reading.lemma(head) in cues().say and reading.lemma(head) not in cues().weak
                if clear and relation != "conj":
                    return said  # "she said that he begged and “would kneel”": not what he begged
                doubtful = doubtful or said  # "she said he wants “more”": the words are hers, not his
            place = head
        return doubtful

    def _stands_behind_object(self, first: int) -> bool:
        """Say whether words follow a whole noun phrase: "called the claim of a right of way “odd”"."""
        before = first - 1
        while before > 0 and self._reading.tokens[before].part == "PUNCT":
            before -= 1
        return self._reading.tokens[before].part in ("NOUN", "PROPN")

    def _is_only_called(self, verb: int, climbed: set[str]) -> bool:
        """Say whether words only tell of which sort a thing is, over a noun or a clause about it.

        "offers a real “digital” break", "referred to towns, which are called “dead”".
        """
        lemma = self._reading.lemma(verb)
        if "NOUN" in climbed and lemma in cues().weak - cues().judge:
            return True
        return "relcl" in climbed and lemma in cues().judge - cues().say

    def _is_put_on(self, index: int) -> bool:
        """Say whether a word leads from a noun to what it is called: "her remarks as “cruel”"."""
        token = self._reading.tokens[index]
        return token.relation in ("appos", "oprd", "nsubj") or token.text.lower() == "as"

    def _puts_name_in_own_clause(self, verb: int) -> bool:
        """Say whether a verb puts a name on something in a clause that has a subject of its own."""
        reading = self._reading
        if reading.lemma(verb) not in cues().naming:
            return False
        place = verb
        if reading.tokens[verb].relation in ("advcl", "xcomp") and not self._has_subject(verb):
            place = reading.tokens[verb].head  # "with Lind taking to the stage to call him “a fool”"
            if reading.tokens[place].relation != "pcomp":
                return False
        return reading.tokens[place].relation in ("advcl", "relcl", "pcomp") and self._has_subject(place)

    def _has_subject(self, verb: int) -> bool:
        reading = self._reading
        return any(reading.tokens[child].relation == "nsubj" for child in reading.children[verb])

    def _has_a_name_put_on_it(self, noun: int) -> bool:
        """As in "called her speech “a stunt”": the words are about the speech, not in it."""
        reading = self._reading
        above = reading.tokens[noun].head
        if reading.tokens[above].part not in ("VERB", "AUX") and reading.tokens[above].relation != "ROOT":
            above = reading.tokens[above].head
        return reading.lemma(above) in cues().naming

    def _said_by_owner(self, noun: int) -> Saying | None:
        """As in "her claim that it was “a farce”" and "claims by the minister that …"."""
        reading = self._reading
        for child in reading.children[noun]:
            if reading.quoted[child]:
                continue
            token = reading.tokens[child]
            owner = child if token.relation == "poss" else None
            if token.text == "by":
                owner = next(
                    (one for one in reading.children[child] if reading.tokens[one].relation == "pobj"), None
                )
            if owner is not None and not reading.quoted[owner]:
                return Saying(self._voices.voice_of(owner), reading.tokens[noun].span, _OWNED)
        return None

    def _governed_by(self, verb: int, below: int) -> Saying | None:
        """Return who says words that hang on a verb by the word `below`, where it is one of speech."""
        reading, relation = self._reading, self._reading.tokens[below].relation
        if relation in ("nsubj", "nsubjpass", "csubj") or reading.tokens[verb].part not in ("VERB", "AUX"):
            return None
        lemma = reading.lemma(verb)
        if lemma not in cues().say | cues().judge or reading.is_passive(verb) or reading.is_denied(verb):
            return None
        if lemma in cues().weak - cues().judge and reading.tokens[verb].relation in ("xcomp", "pcomp"):
            return None  # "wants to fire “the hammer”", "lost by going “low”": what is done, and to whom
        if lemma in cues().acts_to | cues().together and any(
            reading.tokens[child].relation == "xcomp" for child in reading.children[verb]
        ):
            return None  # "is considering firing “the hammer”", "agreed to pay “a fee”": an act
        if self._is_beside_object(verb, below):
            return None
        subject = reading.subject_of(verb)
        if subject is None:
            return None
        return Saying(
            self._voices.speaker_of(subject, verb),
            reading.cue_span(verb),
            "worked into a clause of speech",
        )

    def _is_beside_object(self, verb: int, below: int) -> bool:
        """As in "described her plans “in two tongues”": how it was done, not what a name was put on."""
        reading = self._reading
        apart = reading.tokens[below].relation == "prep" and reading.tokens[below].text.lower() != "as"
        return apart and reading.lemma(verb) in cues().naming_as and reading.quoted[below]

    def _parenthesis(self, number: int) -> Saying | None:
        """As in "The country, he said, has gone through “phases”" and "…, according to the minister"."""
        reading, run = self._reading, self._reading.runs[number]
        sentence = reading.ranges[reading.sentence_at(run.outer.start)]
        outside = reading.outside(sentence[: 4 * _LONGEST_REPORTING_CLAUSE])
        for place, index in enumerate(outside):
            if reading.tokens[index].text.lower() == "according" and place + 2 < len(outside):
                named = self._name_after(outside[place + 1] + 1, range(index, min(index + 12, sentence.stop)))
                if named is not None:
                    cue = Span(reading.starts[index], reading.tokens[index + 1].span.end)
                    return Saying(self._voices.voice_of(named), cue, "according to")
        for verb in reading.say_verbs(outside):
            if not self._is_parenthetical(verb):
                continue
            subject = reading.subject_of(verb)
            if subject is not None:
                return Saying(
                    self._voices.speaker_of(subject, verb),
                    reading.cue_span(verb),
                    "clause in the sentence",
                )
        return None

    def _is_parenthetical(self, verb: int) -> bool:
        reading = self._reading
        if not reading.is_finite(verb):
            return False
        subject = reading.subject_of(verb)
        if subject is None:
            return False
        first, last = min(subject, verb), max(subject, verb)
        first = reading.first_of_phrase(subject) if subject < verb else first
        before = reading.tokens[first - 1].text if first else ""
        after = reading.tokens[last + 1].text if last + 1 < len(reading.tokens) else ""
        return before == "," and after in (",", ".", ";")
