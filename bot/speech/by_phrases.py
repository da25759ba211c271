"""Who says what in languages nobody parses here: by quotation marks, dashes and the phrases of each.

A language is a folder with one file, `speech_phrases.toml`, whose keys are regular expressions:

    verbs          verbs of saying as they stand beside quoted words, without their subject
    closing_verbs  the same where they end a sentence that reports, in languages whose verb comes last
    saying         participles that lead from quoted words to who said them: "diyen"
    that           what opens the words reported: "que"
    by, by_after   phrases before and behind the name of whose words it is: "selon", "…'a göre"
    he, she        a verb with its pronoun; {verbs} stands for all verbs
    masculine, feminine  how verbs end by the gender of the subject
    governing      small words after which a name is no subject: prepositions, "and"
    followed_by    words behind a name that make it none: "ile"
    addressing     those of them that lead to whom something is said, and `articles`, that begin the next noun
    honorifics     what may stand between them and a name
    of_another     whose words are not those of the name beside them: "porte-parole"
    implied        true where the verb alone may say "he"
    cases          true where a name changes its form unless it is a subject

Only what the typography makes plain is taken: a name gets words as the subject right beside a verb that
stands right beside the marks, or before a verb and what opens the words reported. All else stays open.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property

from bot.language_data.loading import folders, read, subject
from bot.text.names.name_lexicon import fold
from bot.text.quotations import quoted_spans
from bot.words.documents import Article
from bot.words.findings import Attribution, Figure, MentionKind, Quotation, ReportedStatement, Sentence
from bot.words.spans import Span

_FAR = 140  # characters from a verb to the end of the name that is its subject: an office may stand between
_OFFICE = 8  # words of an office before a name
_LONGEST_OFFICE = 12  # where a comma parts the two
_ASIDE = 6  # words between a verb and what opens the words reported: "on Tuesday in Brest"
_SHORTEST_NAME = 8  # characters behind a comma in which no second name of a list begins and ends
_ENDING = 2  # letters that the forms of an office may add: "prezident", "prezidenti"
_LONGEST = 1500  # characters of a sentence; longer ones are none, and no cost may grow with their square
_LOOKED_BACK = 8  # sentences before quoted words in which who goes on may have spoken
_SHORTEST = 4  # words of quoted speech beside which no verb stands
_SETS_OFF = (",", ".", ":", "–", "—", "-")
_BESIDE = re.compile(r"[\s,.!?…]*(?:[–—−-]{1,2}\s*)?")
_DASH = re.compile(r"[–—−]\s*(?=[^\W\d_«“\"„])")
_NARRATOR = re.compile(r"(?<=[,.!?…])\s*[–—−-]{1,2}\s+(?=[^\W\d_])|,\s+(?=[^\W\d_])")
_NARRATOR_ENDS = re.compile(r"[,.;:]\s*[–—−-]{1,2}\s+|[,.;:]\s+(?=[^\W_«“\"])")
_BREAK = re.compile(r"[.;:!?()\[\]«»“”„\"]")
_PARTS = re.compile(r"[,;:()«»“”\"]")
_MAY_BE_NAME = re.compile(r"\b[A-ZА-ЯЁІЇЄҐÀ-Þ][^\W\d_]+ [A-ZА-ЯЁІЇЄҐÀ-Þ][^\W\d_]+")
_APPOSED = re.compile(r"[^,]*[^\W_][^,]*,\s*")
_BEHIND = re.compile(r",\s+([^,.;:()«»“”\"]{3,60}),")
_ENDS = re.compile(r"\s*(?:[,.;:!?…»”\"(–—]|$)")
_ENDS_SPEECH = re.compile(r"[.!?…,]\s*[»”\"“]?$")


@cache
def phrase_languages() -> frozenset[str]:
    """Return the languages whose speech is read by their phrases."""
    return frozenset(folder for folder in folders() if read(folder, "speech_phrases") is not None)


class _Phrases:
    """The expressions of one language, case ignored; what it has no word for never matches."""

    def __init__(self, language: str) -> None:
        data = subject("speech_phrases", language)
        verbs = data["verbs"]
        self.implied, self.cases = bool(data["implied"]), bool(data["cases"])
        self.verb_last = "closing_verbs" in (read(language, "speech_phrases") or {})

        def compiled(key: str, shape: str = "{}") -> re.Pattern[str]:
            return re.compile(shape.format(data[key].replace("{verbs}", verbs)), re.IGNORECASE)

        self.verb = compiled("verbs", r"(?<!\w)(?:{})(?!\w)")
        self.closing = compiled("closing_verbs", r"(?<!\w)(?:{})(?!\w)\W*\Z")
        self.saying = compiled("saying", r"(?<!\w)(?:{})(?!\w)")
        self.that = compiled("that")
        self.by = compiled("by", r"(?<!\w)(?:{})(?!\w)\s*")
        self.by_after = compiled("by_after")
        self.pronouns = (("male", compiled("he")), ("female", compiled("she")))
        self.masculine, self.feminine = compiled("masculine"), compiled("feminine")
        self.governed = re.compile(
            rf"(?<!\w)(?:{data['governing']})\s*(?:(?:{data['honorifics']})\s+)?\Z", re.IGNORECASE
        )
        self.joined = re.compile(
            rf"\s+(?:(?:{data['governing']})(?!\w)|(?-i:[^\W\d_a-zа-яёіїєґ])|(?:{data['of_another']})(?!\w))",
            re.IGNORECASE,
        )
        self.followed = compiled("followed_by", r"\s+(?:{})(?!\w)")
        self.addressing = compiled("addressing", r"(?<!\w)(?:{})(?!\w)")
        self.articles = compiled("articles", r"(?<!\w)(?:{})(?:(?<=\W)|(?!\w))")
        of_whom = rf"\s+(?:{data['governing']})\s+(?:(?:{data['articles']})\s*)?"
        word = rf"(?!(?:{data['governing']}|{data['articles']}|{data['of_another']})(?!\w))"
        self.aside = re.compile(
            rf"(?:{of_whom}{word}[^\W_]+(?:\s+{word}(?-i:[a-zà-ÿ])[^\W_]*)?){{1,4}}", re.IGNORECASE
        )
        self.office = re.compile(rf"\s+(?:(?:{data['articles']})\s*)?{word}([^\W\d_-]{{4,}})", re.IGNORECASE)
        self.of_another = compiled("of_another", r"(?<!\w)(?:{})(?!\w)")

    def agrees(self, verb: str, gender: str | None) -> bool:
        """Say whether a verb can have a man or a woman for its subject."""
        if self.masculine.search(verb):
            return gender != "female"
        return gender != "male" or not self.feminine.search(verb)


_phrases = cache(_Phrases)


@dataclass(frozen=True, slots=True)
class _Said:
    """Who says something, and the words that tell."""

    figure: int
    mention: Span
    cue: Span
    attribution: Attribution = Attribution.NAMED
    reason: str = "by name"


@dataclass(frozen=True, slots=True)
class _Run:
    """Words in marks or after a dash, in parts where the narrator's `clause` stands inside."""

    parts: tuple[Span, ...]
    outer: Span
    paragraph: int
    clause: Span | None = None
    continues: bool = False


@dataclass(slots=True)
class _Draft:
    """Quoted words that may still grow by another part."""

    parts: list[Span]
    end: int
    paragraph: int
    said: _Said | None = None

    def finished(self) -> Quotation:
        if self.said is None:
            return Quotation(
                tuple(self.parts), Attribution.UNRESOLVED, reason="no clause of speech beside it"
            )
        said = self.said
        return Quotation(
            tuple(self.parts), said.attribution, said.figure, None, said.mention, said.cue, said.reason
        )


def said_by_phrases(
    article: Article, sentences: Sequence[Sentence], figures: Sequence[Figure]
) -> tuple[Quotation, ...]:
    """Return the quotations of an article in text order; `Quotation.figure` is an index into `figures`."""
    return tuple(draft.finished() for draft in _Reading(article, sentences, figures).drafts)


def reported_by_phrases(
    article: Article,
    sentences: Sequence[Sentence],
    figures: Sequence[Figure],
    quotations: Sequence[Quotation],
) -> tuple[ReportedStatement, ...]:
    """Return the sentences of an article that report what somebody said without quoting it."""
    return tuple(_Reading(article, sentences, figures).reported(quotations))


@dataclass
class _Reading:
    """One article with where its people are named."""

    article: Article
    sentences: Sequence[Sentence]
    figures: Sequence[Figure]
    _mentions: list[tuple[Span, int]] = field(init=False)

    def __post_init__(self) -> None:
        self.text, self.phrases = self.article.text, _phrases(self.article.language)
        self._mentions = sorted(
            (mention.span, number)
            for number, figure in enumerate(self.figures)
            for mention in figure.mentions
            if mention.kind is not MentionKind.ROLE
        )
        self._reporters: dict[Span, _Said | None] = {}
        self._holders_of: dict[str, set[int]] = {}
        self._starts = [mention.start for mention, _ in self._mentions]
        self._sentence_starts = [sentence.span.start for sentence in self.sentences]

    # --- quotations ----------------------------------------------------------------------------------------

    @cached_property
    def drafts(self) -> list[_Draft]:
        """The quotations, those split by their clause of speech put together."""
        found: list[_Draft] = []
        for run in self._runs():
            last = found[-1] if found else None
            said = self._said(run, last)
            if last and run.continues and run.paragraph == last.paragraph + 1:
                last.said = last.said or said
            elif not (last and said is None and self._splits(last, run)):
                if said is not None or self._has_clause(run) or self._is_speech(run):
                    found.append(_Draft(list(run.parts), run.outer.end, run.paragraph, said))
                continue
            last.parts.extend(run.parts)
            last.end, last.paragraph = run.outer.end, run.paragraph
        return found

    def _runs(self) -> list[_Run]:
        dashed = [run for run in map(self._dashed, range(len(self.article.paragraphs))) if run is not None]
        whole = {run.paragraph for run in dashed}
        quoted = [
            self._run(run.span, run.outer, run.paragraph, continues=run.continues)
            for run in quoted_spans(self.article, self.sentences)
            if run.paragraph not in whole
        ]
        return sorted([*quoted, *dashed], key=lambda run: run.outer)

    def _run(self, span: Span, outer: Span, paragraph: int, *, continues: bool = False) -> _Run:
        """Return a run with the narrator's clause parted from it: "Nous attendons, a dit Lind, et …"."""
        for opening in _NARRATOR.finditer(self.text, *span):
            stop = _NARRATOR_ENDS.search(self.text, opening.end(), span.end)
            clause = Span(opening.end(), stop.start() if stop else span.end)
            if not self._is_clause(clause, dashed="," not in opening[0]):
                continue
            rest = Span(stop.end(), span.end) if stop else Span(span.end, span.end)
            parts = (Span(span.start, opening.start()), rest)
            kept = tuple(part for part in parts if any(map(str.isalnum, part.of(self.text))))
            return _Run(kept, outer, paragraph, clause, continues)
        return _Run((span,), outer, paragraph, continues=continues)

    def _has_clause(self, run: _Run) -> bool:
        """Say whether a clause of speech stands inside quoted words or right behind them."""
        behind = Span(self._behind(run), self.article.paragraphs[run.paragraph].end)
        return run.clause is not None or self._is_clause(behind, dashed=True)

    def _is_clause(self, clause: Span, *, dashed: bool) -> bool:
        """Say whether words begin with a verb of saying; after a comma only its subject tells that."""
        if any(expression.match(self.text, *clause) for _, expression in self.phrases.pronouns):
            return True
        verb = self.phrases.verb.match(self.text, *clause)
        return verb is not None and (
            dashed or self._subject_after(Span(*verb.span()), clause.end) is not None
        )

    def _dashed(self, number: int) -> _Run | None:
        """Return what is said in a paragraph that opens with a dash, where a second one leads to a verb."""
        paragraph = self.article.paragraphs[number]
        opening = _DASH.match(self.text, *paragraph)
        if opening is None:
            return None
        run = self._run(Span(opening.end(), paragraph.end), paragraph, number)
        return run if run.clause is not None else None

    def _said(self, run: _Run, last: _Draft | None) -> _Said | None:
        paragraph = self.article.paragraphs[run.paragraph]
        if run.clause is not None:
            return self._by_clause(run, run.clause.start, run.clause.end, last)
        return self._by_clause(run, self._behind(run), paragraph.end, last) or self._before(run, paragraph)

    def _behind(self, run: _Run) -> int:
        """Return where the words behind a run begin, past commas and dashes."""
        beside = _BESIDE.match(self.text, run.outer.end, self.article.paragraphs[run.paragraph].end)
        return beside.end() if beside else run.outer.end

    def _by_clause(self, run: _Run, start: int, end: int, last: _Draft | None) -> _Said | None:
        """Return who speaks by the clause right behind quoted words: "…", said the minister Ada Lind."""
        going_on = False
        for gender, expression in self.phrases.pronouns:
            if pronoun := expression.match(self.text, start, end):
                going_on = True
                if said := self._carried_on(last, run, Span(*pronoun.span()), gender):
                    return said
        if going_on:
            return None
        verb = self.phrases.verb.match(self.text, start, end) or self.phrases.saying.match(
            self.text, start, end
        )
        if verb is None:
            return None
        cue = Span(*verb.span())
        if (said := self._subject_after(cue, end)) is not None:
            return said
        if self.phrases.verb_last and (said := self._named_before(run, cue)) is not None:
            return said
        if self.phrases.implied and self._closes(cue.end, end):
            return self._carried_on(last, run, cue, None)
        return self._by_office(last, run, cue, end)

    def _closes(self, start: int, end: int) -> bool:
        """Say whether nothing that may be a subject follows a verb: "…, dijo en la radio"."""
        aside = self.phrases.aside.match(self.text, start, end)
        return _ENDS.match(self.text, aside.end() if aside else start, end) is not None

    def _subject_after(self, cue: Span, limit: int) -> _Said | None:
        """Return the person whose name, behind an office perhaps, follows a verb as its subject."""
        stop = _BREAK.search(self.text, cue.end, min(limit, cue.end + _FAR))
        end = stop.start() if stop else min(limit, cue.end + _FAR)
        named = self._first_named(cue.end, end)
        if named is None:
            return None
        mention, figure = named
        between = self.text[cue.end : mention.start]
        if "," in between and not (_APPOSED.fullmatch(between) and _ENDS.match(self.text, mention.end)):
            return None
        if len(between.split()) > _OFFICE or not self._may_be_subject(between, mention, figure):
            return None
        verb = cue.of(self.text).split()[-1]
        return _Said(figure, mention, cue) if self._agrees(verb, figure) else None

    def _before(self, run: _Run, paragraph: Span) -> _Said | None:
        """Return who speaks by what leads to quoted words: "Ada Lind said: …", "… said that …"."""
        start = max(paragraph.start, self._sentence_start(run.outer.start), run.outer.start - _LONGEST)
        lead = self.text[start : run.outer.start]
        verbs = list(self.phrases.verb.finditer(lead))
        if not verbs:
            return self._by_phrase(start, run.outer.start)
        verb = verbs[-1]
        rest = lead[verb.end() :]
        opened = rest.rstrip().endswith(":") or not rest.strip() or self.phrases.that.search(rest)
        if not opened or len(rest.split()) > _ASIDE or self._first_named(start + verb.end(), run.outer.start):
            return None
        return self._subject_before(start, Span(start + verb.start(), start + verb.end()))

    def _subject_before(self, start: int, cue: Span) -> _Said | None:
        """Return the person who is named before a verb, with at most an aside between commas behind."""
        named = self._last_named(start, cue.start)
        if named is None:
            return None
        mention, figure = named
        between = self.text[mention.end : cue.start]
        aside = between.strip()
        apposed = aside.startswith(",") and aside.endswith(",") and aside.count(",") == 2
        before: str | None = self._clause_before(start, mention)
        if aside == ",":  # "le ministre des Ports, Jean Lind, a dit"
            before = self._office_apposed(start, mention)
        elif not apposed and (len(between.split()) > 3 or "," in between):
            return None
        verb = cue.of(self.text).split()[-1]
        if before is None or not self._may_be_subject(before, mention, figure):
            return None
        return _Said(figure, mention, cue) if self._agrees(verb, figure) else None

    def _office_apposed(self, start: int, mention: Span) -> str | None:
        """Return the office that a name between commas explains."""
        *_, office, rest = ["", *_PARTS.split(self.text[start : mention.start])]
        opens = self.phrases.articles.match(office.lstrip())
        return office if opens and not rest.strip() and len(office.split()) <= _LONGEST_OFFICE else None

    def _named_before(self, run: _Run, cue: Span) -> _Said | None:
        """Return who alone is named before quoted words whose verb follows them: "Lind, “…” dedi"."""
        paragraph = self.article.paragraphs[run.paragraph]
        start = max(paragraph.start, self._sentence_start(run.outer.start), run.outer.start - _LONGEST)
        named = self._all_named(start, run.outer.start)
        marked = [(mention, figure) for mention, figure in named if self._is_set_apart(mention)]
        if len({figure for _, figure in marked or named}) != 1:
            return None
        mention, figure = (marked or named)[-1]
        before = self._clause_before(start, mention)
        if len(before.split()) > _OFFICE or not self._may_be_subject(before, mention, figure):
            return None
        return _Said(figure, mention, cue)

    def _is_set_apart(self, mention: Span) -> bool:
        """Say whether a comma parts a name from its verb far behind: "Ada Lind, …'nin …, “…” dedi"."""
        return self.text[mention.end : mention.end + 1] == "," and not self._first_named(
            mention.end, mention.end + _SHORTEST_NAME
        )

    def _carried_on(self, last: _Draft | None, run: _Run, cue: Span, gender: str | None) -> _Said | None:
        """Return who spoke last, where a pronoun or a bare verb goes on and nobody else was named since."""
        before = self._spoke_before(run.outer.start, self.article.paragraphs[max(0, run.paragraph - 1)].start)
        if last is not None and run.paragraph - last.paragraph <= 1:
            if last.said is None and last.end > (before or (0, 0))[0]:
                return None  # somebody unnamed spoke since
            if last.said is not None:
                before = max(before or (0, 0), (max(last.end, last.said.mention.end), last.said.figure))
        if before is None:
            return None
        end, figure = before
        if run.outer.start - end > _LONGEST:
            return None
        others = [number for _, number in self._all_named(end, run.outer.start) if number != figure]
        known = self.figures[figure].gender
        if others or (gender and known and known != gender):
            return None
        if _MAY_BE_NAME.search(self.text, end, run.outer.start):
            return None  # names of these languages are found by lists, and no list is whole
        return _Said(figure, cue, cue, Attribution.PRONOUN, "goes on")

    def _spoke_before(self, position: int, earliest: int) -> tuple[int, int] | None:
        """Return who the last sentence before a position is about, or the last that reports is of."""
        last = bisect_left(self._sentence_starts, position)
        first = max(last - _LOOKED_BACK, bisect_left(self._sentence_starts, earliest))
        spans = (sentence.span for sentence in self.sentences[first:last])
        before = [span for span in spans if span.end <= position and span.end - span.start <= _LONGEST]
        for span in reversed(before):
            said = self._reporter(span)
            if said is not None:
                return said.mention.end, said.figure
            if span == before[-1] and (about := self._about(span)) is not None:
                return about
        return None

    def _about(self, span: Span) -> tuple[int, int] | None:
        """Return the only person a sentence names where the name opens it, its office before it perhaps."""
        named = self._all_named(*span)
        if not named or len({figure for _, figure in named}) > 1:
            return None
        mention, figure = named[0]
        before = self.text[span.start : mention.start]
        if before.rstrip().endswith(","):
            office = self._office_apposed(span.start, mention)
            before = before if office is None else office
        opens = "," not in before and len(before.split()) <= _OFFICE and not _BREAK.search(before)
        return (mention.end, figure) if opens and self._may_be_subject(before, mention, figure) else None

    def _by_office(self, last: _Draft | None, run: _Run, cue: Span, end: int) -> _Said | None:
        """Return who spoke last, where their office alone is named: "…, a dit le ministre"."""
        office = self.phrases.office.match(self.text, cue.end, end)
        if office is None or not _ENDS.match(self.text, office.end(), end):
            return None
        said = self._carried_on(last, run, Span(cue.start, office.end()), None)
        if said is None or self._holders(fold(office[1])) != {said.figure}:
            return None
        return replace(said, attribution=Attribution.ROLE, reason="their office")

    def _holders(self, office: str) -> set[int]:
        """Return whose names stand beside a word of an office, as theirs."""
        if office in self._holders_of:
            return self._holders_of[office]
        found = self._holders_of[office] = set()
        for mention, figure in self._mentions:
            start = max(self._sentence_start(mention.start), mention.start - _FAR)
            beside = self._office_apposed(start, mention)
            words = fold(self._clause_before(start, mention) if beside is None else beside).split()
            behind = _BEHIND.match(self.text, mention.end)
            near = words if beside is not None or self.phrases.cases else words[-1:]
            near = [*near, *(fold(behind[1]).split() if behind else ())]
            if any(word.startswith(office) and len(word) <= len(office) + _ENDING for word in near):
                found.add(figure)
        return found

    def _splits(self, last: _Draft, run: _Run) -> bool:
        """Say whether only the clause of speech stands between the last quoted words and these."""
        if last.said is None or run.paragraph != last.paragraph or last.said.cue.start < last.end:
            return False
        if self._has_clause(run):
            return False
        tail = self.text[max(last.said.mention.end, last.said.cue.end) : run.outer.start].rstrip()
        return bool(
            len(tail.split()) <= _ASIDE
            and tail.endswith(_SETS_OFF)  # not "a dit Lind au « Courrier »"
            and not _BREAK.search(tail.rstrip(" .:–—-,"))
        )

    def _is_speech(self, run: _Run) -> bool:
        """Say whether quoted words are a sentence of their own, whoever says it."""
        words = run.parts[0].of(self.text)
        opens = not self.text[max(0, run.outer.start - 2) : run.outer.start].strip(" \n–—-:.«“")
        return opens and len(words.split()) >= _SHORTEST and words[:1].isupper() and self._closed(run)

    def _closed(self, run: _Run) -> bool:
        around = self.text[run.parts[-1].end - 1 : run.outer.end + 1]
        return _ENDS_SPEECH.search(around.strip()) is not None

    # --- reported ------------------------------------------------------------------------------------------

    def reported(self, quotations: Sequence[Quotation]) -> Iterator[ReportedStatement]:
        """Yield what a sentence outside quoted words reports, of one speaker at most."""
        taken = sorted(part for quotation in quotations for part in quotation.parts)
        cues = {quotation.cue for quotation in quotations}
        for sentence in self.sentences:
            first = bisect_left(taken, (sentence.span.start, 0))  # parts stand apart: one may reach in
            if any(part.overlaps(sentence.span) for part in taken[max(0, first - 1) : first + 1]):
                continue
            said = self._reporter(sentence.span)
            if said is not None and said.cue not in cues:
                yield ReportedStatement(
                    sentence.span, said.attribution, said.figure, None, said.mention, said.cue, said.reason
                )

    def _reporter(self, span: Span) -> _Said | None:
        """Return who reports in a sentence; each sentence is read once."""
        if span not in self._reporters:
            self._reporters[span] = self._read_reporter(span) if span.end - span.start <= _LONGEST else None
        return self._reporters[span]

    def _read_reporter(self, span: Span) -> _Said | None:
        if (said := self._by_phrase(*span)) is not None:
            return said
        for verb in self.phrases.verb.finditer(self.text, *span):
            cue = Span(*verb.span())
            rest = self.text[cue.end : span.end]
            that = self.phrases.that.search(rest)
            if that is not None and len(rest[: that.start()].split()) <= _ASIDE:
                if self._first_named(cue.end, cue.end + that.start()) is None:
                    return self._subject_before(span.start, cue)
                return self._subject_after(cue, cue.end + that.start())
            if self.text[span.start : cue.start].rstrip()[-1:] in (",", "–", "—"):
                said = self._subject_after(cue, span.end)  # "…, sagte Lind."
                if said is not None and _ENDS.match(self.text, said.mention.end, span.end):
                    return said
        closing = self.phrases.closing.search(self.text, *span)
        return self._first_subject(span, Span(*closing.span())) if closing else None

    def _first_subject(self, span: Span, cue: Span) -> _Said | None:
        """Return who is named first in a sentence that a verb of saying closes, and nobody beside."""
        named = self._all_named(span.start, cue.start)
        if not named or (len({figure for _, figure in named}) > 1 and not self._is_set_apart(named[0][0])):
            return None
        mention, figure = named[0]
        before = self.text[span.start : mention.start]
        if "," in before or len(before.split()) > _OFFICE:
            return None
        return _Said(figure, mention, cue) if self._may_be_subject(before, mention, figure) else None

    def _by_phrase(self, start: int, end: int) -> _Said | None:
        """Return whose words a phrase says they are: "selon Ada Lind", "Lind'e göre"."""
        for phrase in self.phrases.by.finditer(self.text, start, end):
            named = self._first_named(phrase.end(), min(end, phrase.end() + _FAR))
            if named is None:
                continue
            mention, figure = named
            between = self.text[phrase.end() : mention.start]
            if len(between.split()) > _OFFICE or "," in between or self._is_of_another(between, mention):
                continue
            joined = self.phrases.joined.match(self.text, mention.end, end)
            if not self.phrases.governed.search(between) and not joined:
                return _Said(figure, mention, Span(phrase.start(), phrase.end()))
        return self._by_phrase_behind(start, end)

    def _by_phrase_behind(self, start: int, end: int) -> _Said | None:
        """Return whose words a phrase behind a name says they are, an ending between the two perhaps."""
        for phrase in self.phrases.by_after.finditer(self.text, start, end):
            before = self.text[start : phrase.start()].rstrip()
            theirs = {
                number: form
                for number, figure in enumerate(self.figures)
                for form in (figure.family_name, figure.name)
                if form and before.endswith(form) and not before[: -len(form)][-1:].isalnum()
            }
            if len(theirs) == 1:
                ((number, form),) = theirs.items()
                name = Span(start + len(before) - len(form), start + len(before))
                return _Said(number, name, Span(*phrase.span()))
        return None

    # --- people at their places ----------------------------------------------------------------------------

    def _may_be_subject(self, before: str, mention: Span, figure: int) -> bool:
        """Say whether a name is a subject, by what stands before and behind it and by its form."""
        phrases = self.phrases
        if phrases.governed.search(before) or self._is_of_another(before, mention):
            return False
        following = self.text[mention.end : mention.end + 1]
        if (
            following in ("'", "’", "-")
            or following.isalnum()
            or phrases.followed.match(self.text, mention.end)
        ):
            return False
        addressed = list(phrases.addressing.finditer(before))
        if addressed and len(phrases.articles.findall(before[addressed[-1].start() :])) < 2:
            return False
        return not phrases.cases or self._is_basic(mention, figure)

    def _is_of_another(self, before: str, mention: Span) -> bool:
        """Say whether it is not who is named but a spokesman, a brother of theirs.

        "Le porte-parole Jean Lind" and "…, Jean Lind" are the spokesman himself, and so is a full name in its
        basic form where names have cases.
        """
        behind = self.text[mention.end : mention.end + 30].lstrip()
        if self.phrases.of_another.match(behind):
            return True
        found = list(self.phrases.of_another.finditer(before))
        if not found or before.rstrip().endswith(","):
            return False
        himself = not before[found[-1].end() :].strip()
        return not (len(mention.of(self.text).split()) > 1 if self.phrases.cases else himself)

    def _is_basic(self, mention: Span, figure: int) -> bool:
        """Say whether a name stands as the article has it in full."""
        return set(fold(mention.of(self.text)).split()) <= set(fold(self.figures[figure].name).split())

    def _agrees(self, verb: str, figure: int) -> bool:
        return self.phrases.agrees(verb, self.figures[figure].gender)

    def _clause_before(self, start: int, mention: Span) -> str:
        """Return the words of a clause before a name."""
        return _PARTS.split(self.text[start : mention.start])[-1]

    def _all_named(self, start: int, end: int) -> list[tuple[Span, int]]:
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [named for named in self._mentions[first:last] if named[0].end <= end]

    def _first_named(self, start: int, end: int) -> tuple[Span, int] | None:
        return next(iter(self._all_named(start, end)), None)

    def _last_named(self, start: int, end: int) -> tuple[Span, int] | None:
        return next(reversed(self._all_named(start, end)), None)

    def _sentence_start(self, position: int) -> int:
        place = bisect_left(self._sentence_starts, position + 1) - 1
        return self._sentence_starts[place] if place >= 0 else 0
