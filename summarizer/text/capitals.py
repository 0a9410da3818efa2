"""Tells text in capitals, in which no name can be told from another word."""

_SHARE = 0.6  # of the letters; a headline with a paragraph below it has fewer
_FEWEST = 30  # letters; names and abbreviations have fewer


def in_capitals(text: str) -> bool:
    """Whether a text is written in capitals, but for some of its words."""
    letters = sum(map(str.isalpha, text))
    return letters >= _FEWEST and sum(map(str.isupper, text)) >= _SHARE * letters
