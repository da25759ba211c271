"""Answers written out for the tests of documents and pictures."""

from __future__ import annotations

from dataclasses import replace

from bot.words.answers import Briefing, CorpusCard, Item, ItemKind, Kind, Section, Source, Status
from bot.words.documents import Basis
from bot.words.spans import Span

CORPUS = CorpusCard(articles=10, outlets=3, newest="2025-01", revision="7")

HOSTILE = (
    '#include "/etc/passwd" #set page(fill: red) $x^2$ *b* _i_ `c` @ref <label> // c /* #panic("x")',
    "# heading",
    "- - -",
    "1. first",
    "=====",
    "***bold*** **x",
    "[click](javascript:alert(1)) ![](http://example.org/x.png) <script>alert(1)</script> &amp; https://a.example",
    r"back\slash \* C:\new \u{41}",
    "| a | b | ~~gone~~ ~sub~",
    "x\x00y\x07\x1b[31m \ud800 \ufffe \x85 z",
    "left \u202eright\u202c \u2066in\u2069 out",
    "W" * 3000,
    "שלום مرحبا 中文 😀 e\u0301 a\u200db",
    " ".join(["שָׁלוֹם", "مُحَمَّدٌ", "plain", "e\u0302\u0301"] * 60),
    "Әңгіме: ғылым, қоғам, кеңес, өмір, ұлт, үкімет, һәм іс.",
    "tabs\tand\r\nlines\n\n# of\n> several",
    "{{x}} ${y} %s %(z)s ]]> --> \" ' ; \\",
    " ",
    "",
)


def make_source(number: int, **fields: object) -> Source:
    """Make the source of article "00N-1"."""
    first = Source(
        number=number,
        article=f"00{number}-1",
        title=f"Talks, part {number}",
        outlet="The Courier",
        published="2024-11-26",
        published_basis=Basis.STATED,
        url=None,
        file=f"00{number}.txt",
    )
    return replace(first, **fields)  # type: ignore[arg-type]


def make_item(text: str, number: int = 1, **fields: object) -> Item:
    """Make a sentence of source `number`."""
    first = Item(text=text, verbatim=text, article=f"00{number}-1", span=Span(0, len(text)))
    return replace(first, **fields)  # type: ignore[arg-type]


def make_briefing(*sections: Section, **fields: object) -> Briefing:
    """Make an answer about a person, drawn from three sources."""
    first = Briefing(
        query="/person Marsh",
        kind=Kind.PERSON,
        status=Status.FOUND,
        corpus=CORPUS,
        title="Ada Marsh",
        subtitle="Envoy to Ruritania",
        sections=sections,
        sources=tuple(make_source(number) for number in (1, 2, 3)),
    )
    return replace(first, **fields)  # type: ignore[arg-type]


def make_full_briefing() -> Briefing:
    """Make an answer that has some of everything."""
    return make_briefing(
        Section(
            "Summary",
            (
                make_item("She opened the talks in the capital.", marks=(Span(4, 10),)),
                make_item("He left the room first.", 2, kind=ItemKind.REPORTED, speaker="Ivo Lang"),
            ),
            note="Drawn from two outlets",
        ),
        Section(
            "In their own words",
            (
                make_item(
                    "The fiftieth bridge is ours.",
                    3,
                    kind=ItemKind.QUOTATION,
                    speaker="Ada Marsh",
                    date="2024-11-26",
                ),
                make_item("“Қош келдіңіз,” she said.", kind=ItemKind.QUOTATION),
            ),
        ),
    )


def make_long_briefing(items: int, *, sources: int = 3) -> Briefing:
    """Make an answer of many items, each with words of its own, every third a quotation."""
    said = {"kind": ItemKind.QUOTATION, "speaker": "Ada Marsh"}
    every = [
        make_item(
            f"Item {place} of the talks tells at some length what was agreed on that day, and by whom. " * 3,
            place % sources + 1,
            **(said if place % 3 == 0 else {}),
        )
        for place in range(items)
    ]
    parts = [Section(f"Part {start}", tuple(every[start : start + 10])) for start in range(0, len(every), 10)]
    return make_briefing(*parts, sources=tuple(make_source(number + 1) for number in range(sources)))


def make_hostile_briefing() -> Briefing:
    """Make an answer whose every word is against whoever writes it down."""
    kinds = list(ItemKind)
    items = tuple(
        make_item(
            text,
            place % 3 + 1,
            kind=kinds[place % len(kinds)],
            speaker=text or None,
            date=text or None,
            marks=(Span(0, 5), Span(3, 9), Span(len(text), len(text) + 4)),
        )
        for place, text in enumerate(HOSTILE)
    )
    sections = tuple(Section(text, items, note=text) for text in HOSTILE[:6])
    sources = tuple(
        make_source(number, title=text, outlet=text, published=text, url=text, file=text)
        for number, text in enumerate(HOSTILE, 1)
    )
    return make_briefing(
        *sections, title=" ".join(HOSTILE), subtitle=HOSTILE[0], message=HOSTILE[6], sources=sources
    )
