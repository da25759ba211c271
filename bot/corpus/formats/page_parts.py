"""What of a page is none of its article though it looks like it, and what is although it was passed over.

The reader of pages goes by how most sites are built; this is where the others are set right: questions for
consent in the middle of a page, tags that are called the author's, lists in a table's cell, a day that only
stands below the headline.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Collection, Iterable, Iterator, Sequence
from copy import deepcopy
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from bot.corpus.cleaning.boilerplate import rule_for
from bot.corpus.cleaning.lines import SENTENCE_END, PageLine
from bot.corpus.cleaning.titles import dates_alone
from bot.corpus.origin.calendar_dates import WrittenDate, is_month, written_dates
from bot.corpus.origin.datelines import known_outlets
from bot.corpus.origin.outlets import outlet_key
from bot.language_data.loading import expressions, subject
from bot.words.spans import Span

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

_PUBLISHED = "time of publication"
_ARTICLE_INSIDE = "descendant::h1 or descendant::article or descendant::main"
_MOST_OF_A_PAGE = 2
"""A question for consent is less than the part of the page's words that this divides."""
_MOST_OF_OTHERS = 3
"""Other articles beside one are less than the part of the page's words that this divides."""
_LINE_BREAK = re.compile(r"[ \t\r]*\n[ \t\r\n]*")
_SET_APART = frozenset({"template", "noscript"})
_WHOLE_PAGE = frozenset({"html", "head", "body"})
_AS_WRITTEN = ("pre", "textarea", "script", "style")
_AROUND = frozenset(("aside", "footer", "nav", "figure"))
_MONTHS = 12
_LONGEST_DATE_LINE = 100
_MOST_AT_HEAD = 300
"""Elements below a headline among which its day is looked for."""
_MOST_LISTS = 40
"""Lists in a row, with what stands between, over which the paragraph above them is looked for."""
_LONGEST_BYLINE = 300
_NEAR_AROUND = 4
"""Elements around one whose names tell what it is; further out they tell of the page."""
_FEWEST_ITEM_WORDS = 3
_FEW_BLOCKS = 2
_BLOCKS = frozenset(
    (
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "li",
        "dd",
        "dt",
        "ul",
        "ol",
        "section",
        "article",
        "header",
        "table",
        "tr",
        "td",
        "blockquote",
        "figure",
        "figcaption",
        "main",
    )
)
_NOT_TEXT = ("controls", "others", "consent", "other_articles")
_MOST_BETWEEN = 40
"""Elements between two paragraphs of an article."""
_FEWEST_WORDS_BETWEEN = 4
_NEAR_PARAGRAPH = 3
"""Elements between a list and the paragraph it goes on from: a heading, a picture, a break."""


@lru_cache(maxsize=1)
def _names() -> dict[str, re.Pattern[str]]:
    """The expressions of the subject `page_parts`, by what they find."""
    data = subject("page_parts")
    return {name: re.compile("|".join(words), re.IGNORECASE) for name, words in data.items()}


def without_consent(tree: HtmlElement) -> None:
    """Take off the elements that ask for consent to cookies; `tree` is changed.

    What is called so holds no headline and no article, speaks of consent, and is the lesser part of the page.
    """
    elements = tree.iter("div", "section", "aside", "dialog", "form", "footer")
    for element in _lesser_parts(elements, "consent", len(tree.text_content()) // _MOST_OF_A_PAGE):
        if _names()["consent_words"].search(element.text_content()):
            element.drop_tree()


def without_other_articles(tree: HtmlElement) -> None:
    """Take off what a page calls related, popular or read next; `tree` is changed.

    It holds no headline of its own kind and is the lesser part of the page: else it is the article.
    """
    elements = tree.iter("div", "section", "ul", "ol", "table", "p")
    most = (len(tree.text_content()) - 1) // _MOST_OF_OTHERS
    for element in _lesser_parts(elements, "other_articles", most):
        element.drop_tree()


def _lesser_parts(elements: Iterable[HtmlElement], called: str, most: int) -> Iterator[HtmlElement]:
    """Yield those elements that a page calls so, with no headline in them and at most so many characters.

    Whoever asks may drop each before the next.
    """
    for element in list(elements):
        if element.getparent() is None or not _names()[called].search(_called(element)):
            continue
        if len(element.text_content()) <= most and not element.xpath(_ARTICLE_INSIDE):
            yield element


def without_unseen(tree: HtmlElement) -> None:
    """Take off what nobody who looks at the page sees: it is no reader's text; `tree` is changed.

    What a page sets apart as a template or for browsers without scripts is none either. What holds a headline
    or an article is left, for the page is its, and so is what has parts with a style of their own.
    """
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.getparent() is None or element.tag in _WHOLE_PAGE:
            continue
        if element.tag in _SET_APART or (_is_unseen(element) and not _holds_more(element)):
            element.drop_tree()


def _is_unseen(element: HtmlElement) -> bool:
    """Say whether an element's class or style hides it."""
    name, style = element.get("class"), element.get("style")
    if name and _names()["unseen"].search(name):
        return True
    return bool(style) and _names()["unseen_style"].search(style) is not None


def _holds_more(element: HtmlElement) -> bool:
    """Say whether an element holds the page's own text, or parts with a style of their own."""
    if next(element.iter("h1", "article", "main"), None) is not None:
        return True
    return any(inner.get("style") for inner in element.iterdescendants())


def without_tooltips(tree: HtmlElement) -> None:
    """Take off what shows only when one points at a word, and would be glued to it; `tree` is changed."""
    tooltip = _names()["tooltip"]
    for element in list(tree.iter("span", "div", "small", "em", "i", "sup", "aside")):
        if (
            element.getparent() is None
            or next(element.iter("a", "p", "h1", "h2", "article"), None) is not None
        ):
            continue
        if element.get("role") == "tooltip" or tooltip.search(_called(element)):
            element.drop_tree()


def without_line_breaks(tree: HtmlElement) -> None:
    """Put a space for each line break in a page's text, as browsers do but in a `pre`; `tree` is changed."""
    for element in tree.iter():
        kept = not isinstance(element.tag, str) or element.tag in _AS_WRITTEN
        inside = kept or next(element.iterancestors(*_AS_WRITTEN), None) is not None
        if element.text and not inside and "\n" in element.text:
            element.text = _LINE_BREAK.sub(" ", element.text)
        if element.tail and "\n" in element.tail and next(element.iterancestors(*_AS_WRITTEN), None) is None:
            element.tail = _LINE_BREAK.sub(" ", element.tail)


def author_named(tree: HtmlElement, found: str | None, outlet: str | None) -> str | None:
    """Return the author of a page.

    Args:
        tree: the page.
        found: the names that its data or an element called an author's gave, parted by semicolons.
        outlet: the name of the site.

    Returns:
        The names without what is a section's, a desk's, an agency's or the site's own and without the day
        behind them; None where none is left, or where only tags or a reader's comment are called so. What is
        no data of the page's must read as names do: two words and more, each with a capital.
    """
    names = list(filter(None, (_bare_name(name, outlet) for name in re.split(r"\s*;\s*", found or ""))))
    if not names:
        return None
    if names[0] in _data_of(tree):
        return "; ".join(names)
    names = [name for name in names if _names()["name"].fullmatch(name)]
    if not names:
        return None
    wanted = set(re.findall(r"\w+", names[0].casefold()))
    places = [
        element
        for element in tree.iter(
            "div", "span", "p", "a", "ul", "li", "h3", "h4", "section", "address", "strong"
        )
        if _names()["byline"].search(_called(element)) and wanted <= _words_of(element)
    ]
    return None if places and all(map(_is_no_byline, places)) else "; ".join(names)


def _data_of(tree: HtmlElement) -> str:
    """What the page says of itself to machines."""
    stated = [element.get("content") or "" for element in tree.iter("meta")]
    scripts = [element.text or "" for element in tree.iter("script") if "json" in (element.get("type") or "")]
    return "\n".join((*stated, *scripts))


def _words_of(element: HtmlElement) -> set[str]:
    words = element.text_content()
    return set(re.findall(r"\w+", words.casefold())) if len(words) <= _LONGEST_BYLINE else set()


def _bare_name(name: str, outlet: str | None) -> str | None:
    """A name without "By" in front and the day behind; None for what is nobody's."""
    name = _names()["around"].sub("", name).strip(" ,|-–—/")
    *first, last = name.split() or [""]
    if len(first) > 1 and is_month(last):
        name = " ".join(first)
    known = _names()["rubric"].fullmatch(name) or name in known_outlets()["agencies"]
    own = outlet is not None and outlet_key(name) == outlet_key(outlet)
    return None if not name or known or own else name


def _is_no_byline(element: HtmlElement) -> bool:
    names = _names()
    around = islice(element.iterancestors(), _NEAR_AROUND)
    if any(names["others"].search(_called(parent)) for parent in (element, *around)):
        return True
    return names["no_author"].search(_called(element)) is not None or _is_a_row_of_labels(element)


def _is_a_row_of_labels(element: HtmlElement) -> bool:
    """Whether an element holds nothing but links of one word each, or leads to a section of the site."""
    links = [*element.iter("a")]
    if not links:
        return False
    targets = [link.get("href") or "" for link in links]
    if any(_names()["sections"].search(target) for target in targets):
        return not any(_names()["people"].search(target) for target in targets)
    linked = [" ".join(link.text_content().split()) for link in links]
    rest = len(" ".join(element.text_content().split())) - sum(map(len, linked))
    return len(linked) > 1 and all(len(words.split()) == 1 for words in linked) and rest <= 2 * len(linked)


def _called(element: HtmlElement) -> str:
    """The names a page gives an element."""
    kinds = ("class", "id", "itemprop", "rel", "aria-label", "data-component", "data-testid")
    return " ".join(filter(None, (element.get(kind) for kind in kinds)))


def parted(blocks: Sequence[str], tree: HtmlElement) -> list[str]:
    """Part again what came as one block and is several on the page, as the text of short articles does."""
    if len(blocks) > _FEW_BLOCKS:
        return list(blocks)
    parts: dict[str, list[str]] = {}
    for element in tree.iter("article", "main", "section", "div", "td", "body"):
        parts["".join(element.text_content().split())] = [part for part in _leaves(element) if part]
    return [part for block in blocks for part in parts.get("".join(block.split()), [block])]


def _leaves(element: HtmlElement) -> Iterator[str]:
    """The words of an element, those of each block inside it by themselves."""
    own: list[str] = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and (
            child.tag in _BLOCKS or any(inner.tag in _BLOCKS for inner in child)
        ):
            yield " ".join("".join(own).split())
            own = []
            yield from _leaves(child)
        elif isinstance(child.tag, str):
            own.append(child.text_content())
        own.append(child.tail or "")
    yield " ".join("".join(own).split())


def with_what_stands_between(blocks: Sequence[str], tree: HtmlElement) -> list[str]:
    """Put back the sentences between two paragraphs of an article that were passed over.

    Sites built with tables write paragraphs as lines, as cells or as parts of a list of terms. What stands
    right between two paragraphs that were found, and is sentences and no links, is the article's.
    """
    found = {_bare(block) for block in blocks}
    told = "\n".join(found)
    below: dict[str, list[str]] = {}
    for element in tree.iter("p"):
        words = _bare(" ".join(element.text_content().split()))
        if words in found and words not in below and (between := _between(element, found, told)):
            below[words] = between
    return _put_below(blocks, below)


def _put_below(blocks: Sequence[str], below: dict[str, list[str]]) -> list[str]:
    """Return the blocks, each with the lines that belong below it, the first time it stands there."""
    return [line for block in blocks for line in (block, *below.pop(_bare(block), ()))]


def _between(paragraph: HtmlElement, found: Collection[str], told: str) -> list[str]:
    """Return the sentences between a paragraph and the next one found beside it; none where there is none.

    `told` are all paragraphs found, a line each.
    """
    passed: list[str] = []
    line = [paragraph.tail or ""]

    def ended() -> None:
        words = " ".join("".join(line).split())
        line.clear()
        if _is_passed_over(words, told):
            passed.append(words)

    for element in islice(paragraph.itersiblings(), _MOST_BETWEEN):
        if not isinstance(element.tag, str):
            line.append(element.tail or "")
            continue
        if element.tag == "p" and _bare(" ".join(element.text_content().split())) in found:
            ended()
            return passed
        if element.tag in _BLOCKS or element.tag in ("br", "dl", "hr"):
            ended()
            passed += _sentences_of(element, told)
        else:
            line.append(element.text_content())
        line.append(element.tail or "")
    return []


def _sentences_of(element: HtmlElement, told: str) -> list[str]:
    """Return the sentences of a block beside paragraphs: none of what a page has to press or of others.

    Only sites built with tables have paragraphs in any block; on others such blocks are signs and captions.
    """
    if element.tag not in ("table", "dl", "br") and next(element.iterancestors("td"), None) is None:
        return []
    called = " ".join(_called(one) for one in element.iter() if isinstance(one.tag, str))
    if element.tag in ("figure", "ul", "ol") or any(_names()[kind].search(called) for kind in _NOT_TEXT):
        return []
    linked = sum(len(link.text_content()) for link in element.iter("a"))
    if linked * 2 > len(element.text_content()):
        return []
    return [part for part in _leaves(element) if _is_passed_over(part, told)]


def _is_passed_over(words: str, told: str) -> bool:
    sentence = len(words.split()) >= _FEWEST_WORDS_BETWEEN and SENTENCE_END.search(words[-12:]) is not None
    return sentence and _bare(words) not in told


def with_lists(blocks: Sequence[str], tree: HtmlElement) -> list[str]:
    """Put back the lists that stand among the paragraphs of an article and were passed over.

    A list is the article's where a paragraph that was found stands right above it and its items are no mere
    links; each item comes as a block of its own below that paragraph, as those that were found do.
    """
    found = {_bare(block) for block in blocks}
    below: dict[str, list[str]] = {}
    for element in tree.iter("ul", "ol"):
        above = _paragraph_above(element, found)
        if above is None or any(
            parent.tag in ("ul", "ol", "nav", "footer") for parent in element.iterancestors()
        ):
            continue
        items = [" ".join(item.text_content().split()) for item in element.iterchildren("li")]
        items = [item for item in items if item]
        if not items or any(_bare(item) in found for item in items) or not _are_text(element, items):
            continue
        below.setdefault(above, []).extend(f"- {item}" for item in items)
    return _put_below(blocks, below)


def _paragraph_above(element: HtmlElement, found: Collection[str]) -> str | None:
    """The paragraph right above a list, if it is one of those found."""
    near = _NEAR_PARAGRAPH
    for above in islice(element.itersiblings(preceding=True), _MOST_LISTS):
        if above.tag in ("ul", "ol"):
            continue
        words = " ".join(above.text_content().split()) if isinstance(above.tag, str) else ""
        if above.tag == "p" and words:
            return _bare(words) if _bare(words) in found else None
        near -= 1
        if near == 0:
            break
    return None


def _are_text(element: HtmlElement, items: Sequence[str]) -> bool:
    """Whether the items of a list say something: most of their words no links, and more than labels."""
    around = islice(element.iterancestors(), _NEAR_AROUND)
    if any(_names()["controls"].search(_called(parent)) for parent in (element, *around)):
        return False
    linked = sum(len(link.text_content().split()) for link in element.iter("a"))
    words = sum(len(item.split()) for item in items)
    says = sum(len(item.split()) >= _FEWEST_ITEM_WORDS or bool(SENTENCE_END.search(item)) for item in items)
    return len(set(items)) == len(items) and linked * 2 < words and says * 2 > len(items)


def _bare(block: str) -> str:
    return " ".join(block.lstrip("-–•* ").split())


def without_others(tree: HtmlElement) -> HtmlElement:
    """Return a copy of a page without what stands around its article: other articles, comments, the site's
    own footer. Their days are not the article's.
    """
    bare = deepcopy(tree)
    for element in list(bare.iter("aside", "footer", "nav", "figure", "div", "section", "ul", "ol")):
        if element.getparent() is None or element.xpath(_ARTICLE_INSIDE):
            continue
        around = element.tag in _AROUND or element.get("role") in ("navigation", "complementary")
        if around or _names()["others"].search(_called(element)):
            element.drop_tree()
    return bare


def is_readable_both_ways(day: str, markup: str) -> bool:
    """Say whether a page gives a day, here in ISO form, only in figures that may be a month and a day."""
    year, month, of_month = (int(part) for part in day.split("-"))
    if of_month > _MONTHS or of_month == month:
        return False
    one, other = f"0?{of_month}", f"0?{month}"
    if re.search(rf"\b{year}[-/]?{other}[-/]?{one}(?!\d)", markup):
        return False
    return re.search(rf"(?<!\d)(?:{one}[-/]{other}|{other}[-/]{one})[-/]{year}\b", markup) is not None


def as_exact_as_stated(day: str, markup: str) -> str:
    """Return a day that was read of a page, or the month where the page states no day that there is.

    What reads dates of pages takes the first of the month for "2024-02" and for "2024-02-31".
    """
    year, month, of_month = (int(part) for part in day.split("-"))
    if of_month != 1:
        return day
    stated = _months_of(year, month).finditer(markup)
    days = [int(found["day"] or 0) for found in stated]
    if not days or any(1 <= one <= monthrange(year, month)[1] for one in days):
        return day
    told = (one.iso == day for one in written_dates(markup))
    return day if any(told) else day.rpartition("-")[0]


def _months_of(year: int, month: int) -> re.Pattern[str]:
    """Return what finds a month in figures, year first, with its day where it has one."""
    return re.compile(rf"(?<!\d){year}(?P<mark>[-/.]?)0?{month}(?:(?P=mark)(?P<day>\d{{1,2}}))?(?!\d)")


def is_of_last_change(day: str, tree: HtmlElement, markup: str) -> bool:
    """Say whether a page shows a day, here in ISO form, only as the one on which it was last changed.

    Sites that were moved write the day of the move there; an address or a machine's date tells another thing.
    """
    if day in markup or day.replace("-", "/") in markup:
        return False
    told = [words for words in _short_parts(tree) if any(one.iso == day for one in written_dates(words))]
    changed = expressions("page_lines")["last_changed"]
    return bool(told) and all(changed.match(words.lstrip(" .|•·–—-")) for words in told)


def _short_parts(tree: HtmlElement) -> Iterator[str]:
    """Yield the words of the largest elements that hold no more than a line with a date."""
    for element in tree.iter():
        parent = element.getparent()
        if not isinstance(element.tag, str) or parent is None:
            continue
        words = " ".join(element.text_content().split())
        whole = len(" ".join(parent.text_content().split())) <= _LONGEST_DATE_LINE
        if words and len(words) <= _LONGEST_DATE_LINE and not whole and any(map(str.isdigit, words)):
            yield words


def day_at_foot(tree: HtmlElement, blocks: Sequence[str]) -> str | None:
    """Return the day, as an ISO date, that a page shows alone right below its last paragraph, None for none.

    What begins with something else than the day may be the site's own line: "© 4 May 2031 Lake Post".
    """
    below = False
    for element in without_others(tree).iter():
        words = " ".join(element.text_content().split()) if isinstance(element.tag, str) else ""
        if below and words:
            days = [found for found in _days_of(element) if found.span.start == 0]
            return days[0].iso if len(days) == 1 else None
        below = below or (element.tag == "p" and bool(blocks) and words == blocks[-1])
    return None


def day_at_head(tree: HtmlElement, blocks: Sequence[str]) -> str | None:
    """Return the day, as an ISO date, that a page shows between its headline and its text, None where none.

    Two days there are the first publication and a later change.
    """
    days = [found for element in _head(tree, set(blocks)) for found in _days_of(element)]
    stated = {found.iso for found in days if found.iso is not None}
    return min(stated) if 0 < len(stated) <= 2 else None


def _head(tree: HtmlElement, blocks: Collection[str]) -> Iterator[HtmlElement]:
    """The elements below the headline down to the first paragraph that was found."""
    left = 0
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        named = element.tag == "h1" and not left
        words = " ".join(element.text_content().split()) if left or named else ""
        if named and words in blocks:
            left = _MOST_AT_HEAD
        elif left:
            left -= 1
            if left == 0 or (element.tag == "p" and words in blocks):
                return
            if any(map(str.isdigit, words)) and len(words) <= _LONGEST_DATE_LINE:
                yield element


def _days_of(element: HtmlElement) -> list[WrittenDate]:
    """The full days of an element that holds nothing else, or says that something was published then."""
    words = " ".join(element.text_content().split())
    days = [found for found in written_dates(words) if found.year is not None and found.day is not None]
    if not days:
        return []
    line = PageLine(Span(0, len(words)), words, 0)
    rule = rule_for(line)
    told = dates_alone(line) or (rule is not None and rule.why == _PUBLISHED)
    return days if told else []
