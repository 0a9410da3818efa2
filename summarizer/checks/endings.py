"""End marks."""

import re

_ENDED = re.compile(r"[.!?…．。][\"”“″’'»」)\]\s]*$")


def is_closed(text: str) -> bool:
    """Whether a text ends with a full stop or another end mark, as no headline does."""
    return _ENDED.search(text) is not None
