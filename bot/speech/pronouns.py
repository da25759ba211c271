"""Who a subject stands for: a person named there, a person a pronoun goes back to, or a body that speaks.

Where a name stands at the end of a phrase, or several stand together, the whole of it decides.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.speech.antecedents import GENDERS, MOST_IN_SENTENCE, TWO_FIT, Antecedent, Antecedents, Prominence
from bot.speech.clauses import Reading
from bot.speech.contrast import contrast_at
from bot.speech.naming import description, is_named, is_person_noun, name_of
from bot.speech.voice import Voice as Voice
from bot.text.cues import cues
from bot.text.names.name_context import outlet_words
from bot.text.names.name_lexicon import fold, lexicon
from bot.text.names.role_words import role_words
from bot.words.findings import Attribution, MentionKind, Token
from bot.words.spans import Span

_PAIRS = {"men": "m", "women": "f"}
_PAIR = frozenset(
    {"man", "woman", "leader", "president", "minister", "candidate", "politician", "rival", "brother"}
)
_MOST_CLAUSES = 8  # steps up a sentence to the verb of speech that reports it
_LISTED = re.compile(r"\s\([^()\n]{1,40}\)(?:,?\s(?P<and>and)\s|,\s)")
_LONGEST_PARENTHESIS = 6  # tokens
_LONGEST_ABBREVIATION = 4  # letters of a country that may speak: "UAE", not "BERLIN" of a dateline
_NEAR = 80  # tokens of a sentence in which "it" looks for a body
_BODY_LABELS = frozenset({"ORG", "GPE", "NORP", "LOC", "FAC"})
_PERSONAL = frozenset(
    {"i", "we", "you", "they", "who", "one", "me", "us", "them", "everyone", "someone", "many", "some"}
)


class Voices:
    """Answers who a subject of an article stands for; remembers what it has found."""

    def __init__(self, reading: Reading) -> None:
        """Look at every reporting clause and subject of the article once."""
        self._reading = reading
        self._known: dict[int, Voice] = {}
        self._speaking = _speaking_subjects(reading)
        self._families = frozenset(one.family_name for one in reading.figures if one.family_name)
        self._antecedents = Antecedents(reading, frozenset(self._speaking))
        for index in reading.outside(
            range(len(reading.tokens))
        ):  # in text order: each looks back on settled ones
            self._note(index)

    def _note(self, index: int) -> None:
        """Keep the person named at a token as one a later pronoun can go back to."""
        reading, figure, gender, somebody, voice = self._reading, None, None, False, None
        word = reading.tokens[index].text.lower()
        standing = self._antecedents.standing(index)
        if index in reading.named:
            figure = reading.named[index].figure
        elif word in GENDERS:
            gone_back = self._known[index] = self._antecedents.go_back(index)
            figure, gender = gone_back.figure, GENDERS[word]
            somebody = gone_back.reason == TWO_FIT and standing > Prominence.NAMED
            voice = gone_back if gone_back.described else None
            somebody = somebody or voice is not None
        elif index in self._speaking and (named := self._figure_at(index)) is not None:
            figure = named  # "her lawyer, Jane Doe": the one set beside the subject
        elif self._is_pair(index):
            standing, somebody, gender = Prominence.SEVERAL, True, _PAIRS.get(word)
        else:
            somebody = self._is_somebody(index) if index in self._speaking else self._is_stranger(index)
            if somebody and index in self._speaking and self.voice_of(index).described:
                voice = self.voice_of(index)
                gender = (lexicon().sex_of_role.get(reading.lemma(index)) or "")[:1] or None
        if figure is not None or somebody:
            self._antecedents.add(Antecedent(standing, index, figure, gender, voice))

    def _figure_at(self, subject: int) -> int | None:
        """Return the figure that a speaking subject is, where its phrase names one."""
        verb = self._speaking[subject]
        voice = (
            self.voice_of(subject) if verb is None else self._completed(self.voice_of(subject), subject, verb)
        )
        return voice.figure

    def speaker_of(self, subject: int, verb: int) -> Voice:
        """Return who the subject of a verb is; a name right before the verb completes a title before it.

        "The ambassador to Kazakhstan Jane Doe said": the parse may take "ambassador" for the subject.
        """
        subject = self._before_parenthesis(subject)
        contrast = contrast_at(self._reading, subject, verb)
        if contrast is not None and contrast.name is not None:
            return self._named(contrast.name)
        if contrast is not None:
            return Voice(Attribution.UNRESOLVED, self._reading.noun_phrase(subject), reason=contrast.reason)
        return self._jointly(self._completed(self.voice_of(subject), subject, verb), subject, verb)

    def _completed(self, voice: Voice, subject: int, verb: int) -> Voice:
        reading = self._reading
        place = verb - 1
        while place > subject and reading.tokens[place].part in ("ADV", "AUX"):
            place -= 1
        if place <= subject or not is_named(reading, place) or reading.quoted[place]:
            return voice
        if voice.figure is None:
            return self._named(place) if self._completes(place, subject) else voice
        listed = {reading.named[name].figure for name in self._listed_with(subject)[0]}
        if not is_named(reading, subject) and reading.named[place].figure not in {voice.figure, *listed}:
            return Voice(Attribution.UNRESOLVED, voice.mention, reason="two names before the verb")
        return voice

    def _jointly(self, voice: Voice, subject: int, verb: int) -> Voice:
        """Return who speaks where several are named together: "Ada Lind and Tom Berger said"."""
        reading = self._reading
        names, last = self._listed_with(subject)
        figures = tuple(dict.fromkeys(reading.named[name].figure for name in names))
        if voice.figure is None or len(figures) < 2 or voice.figure not in figures:
            return voice
        following = last + 1
        if subject > verb and following < len(reading.tokens) and reading.is_finite(following):
            return voice  # "said Ada Lind and Tom Berger nodded"
        span = Span(
            min(reading.named[name].mention.span.start for name in names),
            max(reading.named[name].mention.span.end for name in names),
        )
        return Voice(Attribution.NAMED, span, organisation=span, joint=figures, reason="by name, together")

    def _listed_with(self, subject: int) -> tuple[list[int], int]:
        """Return the names of a list that begins with a name or with a head beside one, and its end."""
        reading = self._reading
        first = name_of(reading, subject)
        if first is None or not is_named(reading, first):
            return [], subject
        names, last, place = [first], first, first
        for _ in range(MOST_IN_SENTENCE):
            following = next(
                (
                    child
                    for child in reading.children[place]
                    if reading.tokens[child].relation == "conj"
                    and child > place
                    and not reading.quoted[child]
                ),
                None,
            )
            if following is None:
                break
            name = name_of(reading, following)
            if name is None or not is_named(reading, name):
                break
            names.append(name)
            last = max(name, following)
            place = following
        marked = self._listed_by_marks(first)
        return (marked, max(marked)) if len(marked) > len(names) else (names, last)

    def _listed_by_marks(self, first: int) -> list[int]:
        """Return the names of "Lind (DMK), Berger (TMC) and Doe (BLP)": brackets mislead the parse."""
        reading = self._reading
        names = [first]
        joined = False
        for _ in range(MOST_IN_SENTENCE):
            end = reading.named[names[-1]].mention.span.end
            between = _LISTED.match(reading.text, end)
            if between is None:
                break
            following = reading.between(between.end(), between.end() + 1)[:1]
            if not following or not is_named(reading, following[0]):
                break
            joined = joined or between["and"] is not None
            names.append(following[0])
        return names if joined and len(names) > 1 else []

    def _completes(self, name: int, subject: int) -> bool:
        """Say whether a name goes with the title before it, and is not itself what the title is of.

        "The ambassador to Kazakhstan Jane Doe" is she, "a top aide to President Jane Doe" is not, nor is
        "a source at the prison Doe Hill".
        """
        reading, first = self._reading, name
        if any(reading.tokens[child].text.lower() in ("a", "an") for child in reading.children[subject]):
            return False
        while first - 1 > subject and reading.named.get(first - 1) == reading.named[name]:
            first -= 1
        if reading.tokens[first - 1].part not in ("PROPN", "NOUN") or first - 1 < subject:
            return False
        place = first - 1
        while place > subject and reading.tokens[place].part in ("PROPN", "NOUN", "ADJ", "DET"):
            place -= 1
        if reading.tokens[place].part != "ADP":
            return True
        if place + 1 < first - 1 and reading.lemma(first - 1) in cues().speaking_for:
            return True  # "Ministry of Roads spokeswoman Jane Doe said": she speaks for all before her
        honorifics = role_words().honorifics
        return not any(
            is_person_noun(reading, index) or fold(reading.tokens[index].text).rstrip(".") in honorifics
            for index in range(place + 1, first)
        )

    def _before_parenthesis(self, subject: int) -> int:
        """Return the word before a parenthesis for one inside it: not "XY" of "Ada Lind (D-XY) said"."""
        for place in range(subject - 1, max(-1, subject - 1 - _LONGEST_PARENTHESIS), -1):
            text = self._reading.tokens[place].text
            if ")" in text:
                return subject
            if "(" in text:
                return place - 1 if place and not self._reading.quoted[place - 1] else subject
        return subject

    def voice_of(self, head: int) -> Voice:
        """Return who the noun phrase with this head stands for; `head` is a token outside quotation marks."""
        if head not in self._known:
            self._known[head] = self._voice_of(head)
        return self._known[head]

    def _voice_of(self, head: int) -> Voice:
        reading = self._reading
        token = reading.tokens[head]
        if (named := name_of(reading, head)) is not None:
            return self._named(named)
        if token.entity.endswith(("DATE", "TIME")):
            return self._beside_time(head)
        word = token.text.lower()
        if word in ("it", "they"):
            return self._several_before(head) if word == "they" else self._body_before(head)
        if word in _PERSONAL or token.part == "PRON":
            return Voice(Attribution.UNRESOLVED, token.span, reason=f"“{token.text}” names nobody")
        phrase = reading.noun_phrase(head)
        if (
            self._may_be_described(head)
            and not self._is_body(head)
            and (words := description(reading, head)) is not None
        ):
            reason = "somebody not named, as described"
            return Voice(Attribution.ROLE, words, organisation=words, reason=reason, described=True)
        if (known_by_name := self._of_name(head, phrase)) is not None:
            return known_by_name
        if is_person_noun(reading, head) and not self._is_body(head):
            return Voice(Attribution.UNRESOLVED, phrase, reason="speaker not named")
        if token.entity.endswith("GPE") and token.text.isupper() and len(token.text) > _LONGEST_ABBREVIATION:
            return Voice(Attribution.UNRESOLVED, phrase, reason="a place above the text, nobody")
        if self._is_brought_in(head):
            return Voice(Attribution.UNRESOLVED, phrase, reason="speaker not named")
        if token.part == "PROPN" or token.entity[2:] in _BODY_LABELS:
            return Voice(Attribution.NAMED, phrase, organisation=phrase, reason="a body that speaks, by name")
        if token.lemma.lower() in cues().bodies | cues().writings | cues().recordings:
            return Voice(
                Attribution.ROLE, phrase, organisation=phrase, reason="a body or a document that speaks"
            )
        return Voice(Attribution.UNRESOLVED, phrase, reason="speaker not named")

    def _may_be_described(self, head: int) -> bool:
        """Say whether a word tells what somebody is: "aide", "Liberal", "the Spokesperson of the port"."""
        token = self._reading.tokens[head]
        if token.part == "NOUN":
            return True
        one = token.tag == "NNP" and not self._alone(head)
        office = not token.entity and token.text.istitle() and is_person_noun(self._reading, head)
        return (token.entity.endswith("NORP") and token.tag != "NNPS") or (one and office)

    def _of_name(self, head: int, phrase: Span) -> Voice | None:
        """Return what a word that may be a name says of who speaks, None where it is none."""
        token = self._reading.tokens[head]
        if token.text in outlet_words()[0] and not token.entity.endswith("PERSON"):
            return Voice(Attribution.NAMED, phrase, organisation=phrase, reason="an agency, by name")
        if token.text in self._families:
            return Voice(Attribution.UNRESOLVED, phrase, reason="several people bear this name")
        if token.entity.endswith("NORP") and token.text.endswith("s"):
            return Voice(Attribution.UNRESOLVED, phrase, reason="a people, nobody in particular")
        if token.entity.endswith("PERSON") or (not token.entity and _is_surname(token) and self._alone(head)):
            return Voice(Attribution.UNRESOLVED, phrase, reason="a name of nobody known in this article")
        return None

    def _beside_time(self, head: int) -> Voice:
        """Return who is named after a time taken for a subject: "Earlier Friday, Rep. Lind revealed"."""
        reading = self._reading
        beside = (one for one in reading.children[head] if reading.tokens[one].relation == "appos")
        named = next((name for one in beside if (name := name_of(reading, one)) is not None), None)
        if named is not None:
            return self._named(named)
        return Voice(Attribution.UNRESOLVED, reading.tokens[head].span, reason="a time, nobody")

    def _is_body(self, head: int) -> bool:
        token = self._reading.tokens[head]
        return token.lemma.lower() in cues().bodies or (
            token.entity.endswith("ORG") and token.part == "PROPN"
        )

    def _named(self, token: int) -> Voice:
        named = self._reading.named[token]
        role = named.mention.kind is MentionKind.ROLE
        attribution = Attribution.ROLE if role else Attribution.NAMED
        return Voice(attribution, named.mention.span, named.figure, reason="by role" if role else "by name")

    def _is_somebody(self, index: int) -> bool:
        """Say whether a speaking subject nobody is known by can be a person ("a spokeswoman", "Mr Smith")."""
        token = self._reading.tokens[index]
        if token.part == "NOUN":
            known = token.lemma.lower() in cues().people or is_person_noun(self._reading, index)
            return token.tag == "NN" and (known or self._is_brought_in(index))
        if token.part == "PROPN" and self._is_brought_in(index):
            return True
        if token.part == "PROPN" and self._stands_behind_person_noun(index):
            return True
        alone = not token.entity or self._alone(index)
        return token.part == "PROPN" and (token.entity.endswith("PERSON") or (alone and _is_surname(token)))

    def _is_brought_in(self, index: int) -> bool:
        """As in "a tinker said": whom an article brings in with "a", whatever the word, unless a text."""
        texts = cues().bodies | cues().writings | cues().recordings
        if self._reading.lemma(index) in texts or not self._reading.tokens[index].text.islower():
            return False
        children = self._reading.children[index]
        return any(self._reading.tokens[child].text.lower() in ("a", "an", "another") for child in children)

    def _stands_behind_person_noun(self, index: int) -> bool:
        """As in "Council member Smith": somebody's name, whatever the model takes "Smith" for."""
        before = self._reading.tokens[index - 1] if index else None
        return before is not None and before.tag == "NN" and before.lemma.lower() in cues().people

    def _is_stranger(self, index: int) -> bool:
        """Say whether a subject that does what people do is named by one word of nobody known ("Novak")."""
        token = self._reading.tokens[index]
        if (
            self._antecedents.standing(index) < Prominence.SUBJECT
            or not self._is_somebody(index)
            or token.part != "PROPN"
        ):
            return False
        known, key = lexicon(), fold(token.text)
        if known.is_place(key) or known.is_thing(key) or key in known.organisation_heads:
            return False
        verb = self._reading.tokens[token.head].lemma
        if self._stands_behind_person_noun(index):
            return True
        return token.text in self._families or verb in known.person_verbs or verb in known.person_passives

    def _is_pair(self, index: int) -> bool:
        """Say whether a token is "men" of "both men": several people who are not told apart."""
        reading = self._reading
        if (
            reading.tokens[index].tag != "NNS"
            or reading.tokens[index].lemma.lower() not in cues().people | _PAIR
        ):
            return False
        return any(reading.tokens[child].text.lower() in ("both", "two") for child in reading.children[index])

    def _alone(self, index: int) -> bool:
        """Say whether a name is one word without an article, as surnames are."""
        before = self._reading.tokens[index - 1] if index else None
        return before is None or (before.part != "PROPN" and before.text.lower() not in ("the", "a", "an"))

    def _several_before(self, index: int) -> Voice:
        """Return the several people "they" goes back to: those who, as described, spoke just before."""
        reading, token = self._reading, self._reading.tokens[index]
        here = reading.sentence_at(token.span.start)
        unknown = Voice(Attribution.UNRESOLVED, token.span, reason=f"“{token.text}” names nobody")
        if index not in self._speaking:
            return unknown
        for sentence in range(here - 1, max(-1, here - 3), -1):
            spoke = [place for place in reading.ranges[sentence] if place in self._speaking]
            if not spoke and self._tells_of_several(sentence):
                return unknown  # "Lind and Berger met. They stressed": these two
            if not spoke:
                continue
            last = spoke[-1]
            verb = self._speaking[last]
            voice = self.voice_of(last) if verb is None else self.speaker_of(last, verb)
            several = reading.tokens[last].tag == "NNS" or reading.tokens[last].text.lower() == "they"
            several = several or bool(voice.joint)
            apart = not reading.same_section(reading.starts[last], token.span.start)
            if len(spoke) > 1 or not several or not voice.known or apart or voice.figure is not None:
                return unknown
            reason = "pronoun goes back to those who spoke before"
            return replace(voice, attribution=Attribution.PRONOUN, mention=token.span, reason=reason)
        return unknown

    def _tells_of_several(self, sentence: int) -> bool:
        """Say whether several are the subject of a sentence outside of what is quoted."""
        reading = self._reading
        return any(
            not reading.quoted[place]
            and reading.tokens[place].relation in ("nsubj", "nsubjpass")
            and (
                reading.tokens[place].tag in ("NNS", "NNPS")
                or any(reading.tokens[child].relation == "conj" for child in reading.children[place])
            )
            for place in reading.ranges[sentence]
        )

    # --- bodies --------------------------------------------------------------------------------------------

    def _body_before(self, index: int) -> Voice:
        """Return the body "it" goes back to: the one that spoke or was the subject just before."""
        reading = self._reading
        token = reading.tokens[index]
        here = reading.sentence_at(token.span.start)
        for sentence in range(here, max(-1, here - 3), -1):
            last = index if sentence == here else reading.ranges[sentence].stop
            near = range(max(reading.ranges[sentence].start, last - _NEAR), last)
            subjects = [
                place
                for place in near
                if not reading.quoted[place] and reading.tokens[place].relation == "nsubj"
            ]
            for place in reversed(subjects):
                if place not in self._speaking or reading.tokens[place].text.lower() == "it":
                    continue
                voice = self.voice_of(place)
                if voice.organisation is not None and not voice.described:
                    reason = "pronoun goes back to the body that spoke before"
                    return Voice(
                        Attribution.PRONOUN, token.span, organisation=voice.organisation, reason=reason
                    )
        return Voice(Attribution.UNRESOLVED, token.span, reason="“it” goes back to no body that spoke")


def _speaking_subjects(reading: Reading) -> dict[int, int | None]:
    """Return the subjects of verbs of speech with their verb; owners of a view or of words have none."""
    outside = reading.outside(range(len(reading.tokens)))
    subjects: dict[int, int | None] = {}
    for verb in reading.say_verbs(outside):
        subject = reading.subject_of(verb)
        if subject is not None and not reading.is_passive(verb) and not _is_reported_itself(reading, verb):
            subjects[subject] = verb
    owners = [
        reading.owner_in_phrase(index)
        for index in outside
        if reading.is_owned_noun(index) and reading.stands_for_view(reading.tokens[index].head, index)
    ]
    owners += [
        index  # "according to Lind"
        for index in outside
        if reading.tokens[index].relation == "pobj"
        and index in reading.named
        and reading.tokens[reading.tokens[index].head].text.lower() == "to"
        and reading.tokens[reading.tokens[index].head - 1].text.lower() == "according"
    ]
    return subjects | {owner: None for owner in owners if owner is not None and owner not in subjects}


def _is_surname(token: Token) -> bool:
    """Say whether a name the model takes for a body can as well be a surname standing alone."""
    return (
        token.text.istitle()
        and token.tag == "NNP"
        and not token.entity.endswith(("GPE", "LOC", "NORP", "FAC"))
    )


def _is_reported_itself(reading: Reading, verb: int) -> bool:
    """As in "Smith said the president noted …": the president's noting is part of what Smith said."""
    place = verb
    for _ in range(_MOST_CLAUSES):
        token = reading.tokens[place]
        if token.head == place or reading.quoted[token.head]:
            return False
        if token.relation == "ccomp" and reading.lemma(token.head) in cues().say:
            return True
        place = token.head
    return False
