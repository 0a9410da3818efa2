"""Which sentences of an article tell something, so that a summary may choose them."""

from collections.abc import Sequence

from summarizer.text.opening import is_caption, tells_news
from summarizer.text.pointing import introduces, points_back
from summarizer.text.predicates import has_predicate
from summarizer.text.vectors import words
from summarizer.text.vietnamese import language_of

# Words that a first sentence without a day must have where news follows: see docs/measurements.md.
_LEAD = 12
_BEHIND = 2  # sentences behind a caption of which one tells the news
_NEARER = 2  # words of the title that the news has more than a short caption above it
_LEFT = 2  # sentences that a caption leaves at least


def telling(texts: Sequence[str], title: str | None, *, whole: bool) -> list[int]:
    """Indexes of the sentences but those that only lead to others, without a predicate, or part of the title.

    Where the sentences are `whole`, from the article's first on, it may be the caption of its picture: it
    goes where it is short or reads as one, one of those behind it tells the news or is nearer to the title,
    and at least two are left.
    All of them where none is left.
    """
    said = f" {' '.join(words(title or ''))} "
    marked = language_of(" ".join(texts)) == "vi"  # words without their marks are not in the list of verbs
    found = [
        index
        for index, text in enumerate(texts)
        if (not marked or has_predicate(text))
        and not introduces(text)
        and f" {' '.join(words(text))} " not in said
    ]
    if whole and found[:1] == [0] and len(found) > _LEFT:
        behind = [texts[index] for index in found[1:] if not points_back(texts[index])][:_BEHIND]
        short = len(words(texts[0])) < _LEAD and not tells_news(texts[0])
        news = any(map(tells_news, behind)) or (bool(behind) and _is_nearer(behind[0], texts[0], title))
        if (short and news) or is_caption(texts[0], behind):
            del found[0]
    return found or list(range(len(texts)))


def _is_nearer(news: str, caption: str, title: str | None) -> bool:
    """Whether a longer sentence has clearly more of the title's words."""
    told, shown, said = (set(words(text)) for text in (news, caption, title or ""))
    return len(told) >= 2 * len(shown) and len(told & said) >= len(shown & said) + _NEARER
