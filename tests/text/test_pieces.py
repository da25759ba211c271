"""A very long text is read in pieces, and nobody is lost or made two of where it was cut."""

from __future__ import annotations

from bot.text.pieces import pieces_of, put_together
from bot.text.sentences import sentences_of
from bot.words.documents import Article, Document
from bot.words.findings import Analysis, Attribution, Figure, Mention, MentionKind, Quotation
from bot.words.spans import Span

TITLE, HEADING = "The Keeper", "In The South"
PARAGRAPHS = (
    "Ada Lind counted the water. She wrote it down.",
    "Nobody had asked her. “It was low,” Lind said.",
    "Ada Lind went south.",
    "The end.",
)


def whole() -> Article:
    text = "\n".join((TITLE, *PARAGRAPHS[:2], HEADING, *PARAGRAPHS[2:]))
    document = Document("001", "001.txt", "001.txt", "d", text)

    def where(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    return Article(
        "001",
        document,
        Span(0, len(text)),
        TITLE,
        where(TITLE),
        tuple(map(where, PARAGRAPHS)),
        (where(HEADING),),
    )


def test_a_text_of_ordinary_length_stays_whole() -> None:
    article = whole()
    (piece,) = pieces_of(article)
    assert piece.article is article
    analysis = Analysis("001", sentences_of(article))
    assert put_together(article, [piece], [analysis]) is analysis


def test_pieces_hold_every_paragraph_once_and_headings_go_with_what_is_below() -> None:
    article = whole()
    pieces = pieces_of(article, 100)
    assert [[article.read(one) for one in piece.article.paragraphs] for piece in pieces] == [
        list(PARAGRAPHS[:2]),
        list(PARAGRAPHS[2:]),
    ]
    assert [[article.read(one) for one in piece.article.headings] for piece in pieces] == [[], [HEADING]]
    assert [piece.article.title_span is None for piece in pieces] == [False, True]


def test_a_paragraph_longer_than_a_piece_is_cut_between_sentences() -> None:
    article = whole()
    pieces = pieces_of(article, 30)
    cut = [[article.read(one) for one in piece.article.paragraphs] for piece in pieces]
    assert cut[0] == ["Ada Lind counted the water."]
    assert cut[1] == ["She wrote it down."]
    sentences = [one for piece in pieces for one in sentences_of(piece.article)]
    assert [one.span for one in sentences] == [one.span for one in sentences_of(article)]


def test_put_together_the_pieces_are_the_analysis_of_the_whole() -> None:
    article = whole()
    pieces = pieces_of(article, 60)

    def read(part: Article) -> Analysis:
        """Find Ada Lind by her name, and her one quotation."""
        mentions, said = [], []
        for sentence in sentences_of(part):
            at = article.text.find("Lind", sentence.span.start, sentence.span.end)
            if at >= 0:
                mentions.append(Mention(Span(at, at + 4), MentionKind.SURNAME))
            at = article.text.find("It was low,", sentence.span.start, sentence.span.end)
            if at >= 0:
                said.append(Quotation((Span(at, at + 11),), Attribution.NAMED, figure=0))
        others = [Figure("Nobody", ())] if "end" in part.read(part.paragraphs[-1]) else []
        figures = (*others, Figure("Ada Lind", tuple(mentions))) if mentions else tuple(others)
        return Analysis(part.id, sentences_of(part), figures, tuple(said))

    together = put_together(article, pieces, [read(piece.article) for piece in pieces])
    assert len(pieces) > 2
    assert together.sentences == sentences_of(article)
    assert [(one.name, len(one.mentions)) for one in together.figures] == [("Ada Lind", 3), ("Nobody", 0)]
    assert [together.figures[one.figure or 0].name for one in together.quotations] == ["Ada Lind"]
