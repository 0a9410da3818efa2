"""Joins printed lines to paragraphs by their places and letter sizes, without what stands on every page."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from summarizer.text.furniture import is_page_number
from summarizer.text.paragraphs import Paragraph

_EDGE = 2  # lines at the top and at the foot of a page where running heads and page numbers are
_BROWSER = re.compile(
    r"\d+/\d+/\d+, \d+:\d\d.*|.*(?:file|https?)://\S+\s+\d+/\d+"
)  # what printing a page adds
_STOP = re.compile(r"[.!?…:;][\"”’»)\]]*\Z")
_HYPHEN = re.compile(r"[^\W\d_]-\Z")


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: `y` is its height on the page and `size` that of its letters, both in points."""

    text: str
    y: float
    size: float


def paragraphs(pages: list[list[Line]]) -> tuple[list[Paragraph], int]:
    """The paragraphs of all pages, and how many lines were left out: running heads and page numbers."""
    kept = _without_heads(pages)
    left_out = sum(map(len, pages)) - sum(map(len, kept))
    lines = [line for page in kept for line in page]
    body = _body_size(lines)
    pitch = _pitch(kept, body)
    width = max((len(line.text) for line in lines if line.size < 1.1 * body), default=0)
    found: list[Paragraph] = []
    before: Line | None = None
    for line in lines:
        heading = line.size > 1.15 * body
        if (
            before is not None
            and found
            and _goes_on(before, line, 1.5 * line.size if heading else pitch, width)
        ):
            joined = found[-1].text
            text = joined[:-1] + line.text if _HYPHEN.search(joined) else f"{joined} {line.text}"
            found[-1] = Paragraph(text, quotable=not heading, heading=heading)
        else:
            found += [Paragraph(""), Paragraph(line.text, quotable=not heading, heading=heading)]
        before = line
    return found, left_out


def _without_heads(pages: list[list[Line]]) -> list[list[Line]]:
    shapes = Counter(
        shape for page in pages for shape in {_shape(line.text) for line in (*page[:_EDGE], *page[-_EDGE:])}
    )
    repeated = {shape for shape, number in shapes.items() if number >= max(3, 0.5 * len(pages))}
    return [
        [
            line
            for number, line in enumerate(page)
            if _EDGE <= number < len(page) - _EDGE
            or not (
                is_page_number(line.text) or _BROWSER.fullmatch(line.text) or _shape(line.text) in repeated
            )
        ]
        for page in pages
    ]


def _shape(line: str) -> str:
    """A line without its numbers, in which a running head differs from page to page."""
    return re.sub(r"\d+", "#", line)


def _body_size(lines: list[Line]) -> float:
    """The size that most letters have."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _pitch(pages: list[list[Line]], body: float) -> float:
    """The usual distance from line to line."""
    steps = [
        above.y - below.y
        for page in pages
        for above, below in pairwise(page)
        if above.y > below.y and abs(above.size - body) < 0.1 * body
    ]
    return median(sorted(steps)[: max(1, len(steps) * 2 // 3)]) if steps else 0.0


def _goes_on(above: Line, below: Line, pitch: float, width: int) -> bool:
    """Whether a line goes on with the paragraph of the one above, which may be on another page or column."""
    if abs(above.size - below.size) > 0.1 * above.size:
        return False
    if not 0 < above.y - below.y <= 3 * max(pitch, above.size):  # another page or column
        return not _STOP.search(above.text)
    ends = _STOP.search(above.text) is not None and len(above.text) < 0.8 * width
    return not ends and above.y - below.y <= 1.3 * max(pitch, above.size)
