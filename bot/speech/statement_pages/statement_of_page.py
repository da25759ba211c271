"""Pages of governments and embassies that are a statement: the words are those of whom the head names.

As far as they are plainly theirs: in the first person, or a body's of itself; up to the mark at the end, to
notes or contacts; without what is asked of them and without sentences that quote others. A page that tells of
the one who speaks, as a press service or a reporter does, is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.language_data.loading import subject
from bot.speech.statement_pages.head_words import head_words
from bot.speech.statement_pages.whose import Whose, office_of, whose_statement
from bot.text.names.name_lexicon import fold, is_cyrillic
from bot.text.unseen import visible
from bot.words.documents import Article
from bot.words.findings import Attribution, Figure, MentionKind, Quotation, Sentence
from bot.words.spans import Span

_FEWEST_WORDS = 3  # of a paragraph that says something; fewer are a label, a date or a salutation
_LATEST_BEGIN = 2  # paragraphs before the first in the first person, which may be theirs
_MOST_WAITING = 6  # paragraphs of no sign in a row that may be theirs between two in the first person
_MOST_AT_END = 2  # of these behind the last
_SELF_REACH = 220  # characters in which a body says what it does: "The Ministry of … strongly condemns"
_BODY_REACH = 90  # of these the first, in which it is named
_MOST_QUESTIONS = 1  # paragraphs that ask "you" something; more of them are an interview without labels
_MOSTLY = 0.5  # of a paragraph that is a quotation, from which on the page tells what somebody said
_SHORTEST_STEM, _LONGEST_ENDING = 3, 5  # letters of a word in other cases: "министрлігінің", "Министерства"
_ENDS = tuple('.!?…;:”"»)]')
_OPENS = re.compile(r"[^\S\n]*(?:[•▪●*–—-]\s*|\d{1,2}[.)]\s+)?")
_QUOTED = re.compile(r"[“\"«„][^”\"»]*[”\"»]")
_LABEL = re.compile(r"(?P<label>[^\W\d_]{1,20})\s?[:.]\s+")


@dataclass(slots=True)
class _Paragraph:
    span: Span
    own: bool
    tells: bool
    asks: bool


def statement_of_page(
    article: Article, sentences: Sequence[Sentence], figures: Sequence[Figure], found: Sequence[Quotation]
) -> tuple[Quotation, ...]:
    """Return the statement a page is, one part a run of sentences, once for each who makes it together.

    Args:
        article: a page that may be a statement.
        sentences: of the article, in text order.
        figures: its people.
        found: its quotations with their speakers: what others say in the statement is left to them.
    """
    whose = whose_statement(article, figures)
    if whose is None or _is_told(article, whose, found):
        return ()
    own = _own_paragraphs(article, whose, _Telling(article, sentences, figures, whose))
    parts = tuple(part for paragraph in own for part in _without_quoted(paragraph, sentences, found))
    parts = parts or _all_in_marks(article, whose, found)
    if not parts:
        return ()
    reason = "the head of the page says whose statement it is"
    if whose.figures:
        return tuple(
            Quotation(parts, Attribution.NAMED, figure, None, whose.mention, None, reason)
            for figure in whose.figures
        )
    attribution = Attribution.NAMED if whose.body else Attribution.ROLE
    name = _as_subject(article, sentences, whose.mention)
    return (Quotation(parts, attribution, None, name, whose.mention, None, reason),)


def _all_in_marks(article: Article, whose: Whose, found: Sequence[Quotation]) -> tuple[Span, ...]:
    """Return the words of a statement that stands whole in quotation marks, with no clause beside them."""
    nobodys = [one for one in found if one.attribution is Attribution.UNRESOLVED and one.cue is None]
    parts = tuple(part for one in nobodys for part in one.parts)
    if not whose.firm or len(nobodys) != 1 or len(found) != 1:
        return ()
    end = _end(article, whose)
    body = [one for one in article.paragraphs if whose.end <= one.start < end]
    body = [one for one in body if visible(article.read(one)).endswith(_ENDS)]
    inside = all(_share(paragraph, parts) > _MOSTLY for paragraph in body)
    own = any(head_words().first_person.search(article.read(part)) for part in parts)
    return parts if inside and own else ()


def _share(paragraph: Span, parts: Sequence[Span]) -> float:
    """Return how much of a paragraph some parts of quotations fill."""
    inside = sum(part.end - part.start for part in parts if paragraph.contains(part))
    return inside / (paragraph.end - paragraph.start)


def _is_told(article: Article, whose: Whose, found: Sequence[Quotation]) -> bool:
    """Say whether quotations show that a page tells of a statement: its speaker's, or whole paragraphs."""
    for quotation in found:
        if quotation.attribution is Attribution.UNRESOLVED or quotation.parts[0].start < whose.end:
            continue
        if quotation.figure is not None and quotation.figure in whose.figures:
            return True
        if any(_share(paragraph, quotation.parts) > _MOSTLY for paragraph in article.paragraphs):
            return True
    return False


class _Telling:
    """Knows which sentences of a page tell of who speaks on it, as of another."""

    def __init__(
        self, article: Article, sentences: Sequence[Sentence], figures: Sequence[Figure], whose: Whose
    ) -> None:
        self._article = article
        self._sentences = sentences
        self._names = [
            mention.span
            for number in whose.figures
            for mention in figures[number].mentions
            if mention.kind is not MentionKind.PRONOUN
        ]
        lesser, offices = office_of(article, whose, figures)
        heads = "|".join(map(re.escape, sorted(offices)))
        before = rf"(?:{'|'.join(map(re.escape, sorted(lesser)))})[\s-](?:[^\W\d_]+[\s-])?" if lesser else ""
        before = before or r"(?:[^\W\d_]+\s+)?"
        self._office = re.compile(rf"(?:the\s+)?{before}(?:{heads})\s", re.IGNORECASE) if heads else None

    def of_speaker(self, paragraph: Span) -> bool:
        """Say whether a sentence of a paragraph does so: "The minister noted", or one with the name."""
        return any(self._tells(one.span) for one in self._sentences if paragraph.contains(one.span))

    def _tells(self, sentence: Span) -> bool:
        words = self._article.read(sentence)
        if self._office is not None and (office := self._office.match(words)) is not None:
            follows = words[office.end() :]  # a verb, and neither a name nor more of the office
            if follows[:1].islower() and head_words().more_of_office.match(follows) is None:
                return True
        named = any(sentence.contains(name) for name in self._names)
        return named and not speaks_in_first_person(words)


def speaks_in_first_person(words: str) -> bool:
    """Say whether words outside quotation marks are in the first person."""
    return head_words().first_person.search(_QUOTED.sub(" ", words)) is not None


def _own_paragraphs(article: Article, whose: Whose, telling: _Telling) -> Sequence[Span]:
    """Return the paragraphs that are plainly the speaker's; none where the page tells of them."""
    body = list(_body(article, whose, telling))
    if sum(one.asks for one in body) > _MOST_QUESTIONS:
        return ()
    body = [one for one in body if not one.asks]
    ended = _end(article, whose) < article.span.end
    if len(body) > 1 and not body[0].own and _introduces(article, body[0]):
        body = body[1:]
    if any(one.own for one in body) and not any(one.own for one in body[: _LATEST_BEGIN + 1]):
        return ()
    last = max((place for place, one in enumerate(body) if one.own), default=-1)
    if last < 0 or any(one.tells for one in body[: last + 1]):
        return ()
    behind = body[last + 1 :] if ended else body[last + 1 : last + 1 + _MOST_AT_END]
    told = next((place for place, one in enumerate(behind) if one.tells), len(behind))
    if not whose.firm and not _is_surely_spoken(article, whose, body):
        return ()
    return [one.span for one in _without_gap([*body[: last + 1], *behind[:told]])]


def _is_surely_spoken(article: Article, whose: Whose, body: Sequence[_Paragraph]) -> bool:
    """Say whether a page whose title may head an article about the statement is the statement itself.

    It begins in the first person and nowhere speaks of the one who speaks.
    """
    if not body[0].own or any(one.tells for one in body):
        return False
    name = re.compile(
        rf"(?<!\bAs )(?<!\bas )\b{re.escape(_bare(article.read(whose.office)))}\b", re.IGNORECASE
    )
    return not any(name.search(article.read(one.span)) for one in body)


def _bare(name: str) -> str:
    """Return the words that say who without an article and the sign that something is theirs."""
    first, _, rest = name.partition(" ")
    return re.sub(r"['’]s?$", "", rest if rest and head_words().small.fullmatch(first) else name)


def _without_gap(paragraphs: Sequence[_Paragraph]) -> Iterator[_Paragraph]:
    """Yield paragraphs up to where too many in a row show nothing of whose they are."""
    waiting: list[_Paragraph] = []
    for one in paragraphs:
        waiting.append(one)
        if one.own:
            yield from waiting
            waiting.clear()
        elif len(waiting) > _MOST_WAITING:
            return
    yield from waiting


def _introduces(article: Article, paragraph: _Paragraph) -> bool:
    """Say whether a paragraph only says that the statement follows, or where it was made."""
    words = article.read(paragraph.span)
    return words.endswith(":") or (paragraph.tells and head_words().by.match(words) is not None)


def _body(article: Article, whose: Whose, telling: _Telling) -> Iterator[_Paragraph]:
    """Yield the paragraphs below the head that say something, without what is asked and without labels."""
    end = _end(article, whose)
    asked = False
    for paragraph in article.paragraphs:
        if paragraph.start < whose.end or paragraph.start >= end:
            continue
        span = paragraph
        label = _LABEL.match(article.text, *paragraph)
        if label is not None and fold(label["label"]) in subject("transcripts")["asking"]:
            asked = fold(label["label"]) not in subject("transcripts")["answering"]
            span = Span(label.end(), paragraph.end)
        words = visible(article.read(span)).strip()
        if asked or not words.endswith(_ENDS) or len(words.split()) < _FEWEST_WORDS:
            continue
        if head_words().addresses.match(words) and words.endswith((",", ":")):
            continue
        tells = telling.of_speaker(span)
        own = not tells and (speaks_in_first_person(words) or (whose.body and _is_of_itself(words)))
        asks = words.endswith("?") and head_words().second_person.search(words) is not None
        yield _Paragraph(span, own, tells, asks)


def _is_of_itself(words: str) -> bool:
    """Say whether a body says of itself what it holds: "The Ministry of Foreign Affairs condemns …"."""
    says = head_words().of_itself.search(words, 0, _SELF_REACH)
    return (
        says is not None and head_words().bodies.search(words, 0, min(_BODY_REACH, says.start())) is not None
    )


def _end(article: Article, whose: Whose) -> int:
    """Return where a statement ends: at the mark for it, or at a line that begins something else."""
    for match in re.compile(r"[^\n]+").finditer(article.text, whose.end, article.span.end):
        line = match[0].strip()
        if head_words().end_lines.fullmatch(line):
            return match.start()
        opening = _OPENS.match(line)
        if head_words().end_openings.match(line, opening.end() if opening is not None else 0):
            return match.start()
    return article.span.end


def _without_quoted(
    paragraph: Span, sentences: Sequence[Sentence], found: Sequence[Quotation]
) -> Iterator[Span]:
    """Yield a paragraph in runs of sentences that hold no quotation of another."""
    quoted = [part for quotation in found for part in quotation.parts if part.overlaps(paragraph)]
    run: list[Span] = []
    for sentence in sentences:
        span = Span(max(sentence.span.start, paragraph.start), sentence.span.end)
        if not span.overlaps(paragraph):
            continue
        if any(part.overlaps(span) for part in quoted):
            if run:
                yield Span(run[0].start, run[-1].end)
            run = []
        else:
            run.append(span)
    if run:
        yield Span(run[0].start, run[-1].end)


def _as_subject(article: Article, sentences: Sequence[Sentence], name: Span) -> Span:
    """Return the name of a body where a sentence begins with it: a title may have it in another case."""
    words = name.of(article.text).split()
    if not is_cyrillic(name.of(article.text)):
        return name
    stems = (re.escape(word[: max(_SHORTEST_STEM, len(word) - _LONGEST_ENDING)]) for word in words)
    subject_of = re.compile(r"\s+".join(rf"{stem}\w{{0,7}}" for stem in stems), re.IGNORECASE)
    for sentence in sentences:
        found = subject_of.match(article.text, *sentence.span)
        if found is not None:
            return Span(*found.span())
    return name
