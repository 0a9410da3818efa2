"""Finds the title of an official document, which stands below its head: NGHỊ ĐỊNH, Quy định về …."""

import re
from collections.abc import Sequence

from summarizer.text.folding import folded
from summarizer.text.paragraphs import Paragraph

_NATION = " ".join(map(folded, ["cộng", "hòa", "xã", "hội", "chủ", "nghĩa", "việt", "nam"]))
_KIND = re.compile(
    r"\W*(?:BỘ LUẬT|LUẬT|PHÁP LỆNH|NGHỊ ĐỊNH|NGHỊ QUYẾT|QUYẾT ĐỊNH|THÔNG TƯ(?: LIÊN TỊCH)?|CHỈ THỊ|CÔNG ĐIỆN"
    r"|THÔNG BÁO|KẾ HOẠCH|TỜ TRÌNH|BÁO CÁO|HƯỚNG DẪN|GIẤY MỜI)\W*"
)
_BODY = re.compile(r"(?:Điều|Chương|Căn cứ|Kính gửi|Theo|Thực hiện)\b|(?:ĐIỀU|CHƯƠNG)\b")
_HEAD = 15  # paragraphs


def titled(found: Sequence[Paragraph | None]) -> tuple[str, list[Paragraph | None]] | None:
    """The title of an official document, and its other paragraphs; None for what is no such document.

    The title is its kind and what that is about: `NGHỊ ĐỊNH Quy định về xử phạt vi phạm`.
    """
    head = [one.text if one else "" for one in found[:_HEAD]]
    nation = next((n for n, text in enumerate(head) if _NATION in _folded(text)), None)
    kind = next((n for n, text in enumerate(head) if _KIND.fullmatch(text)), None)
    if nation is None or kind is None:
        return None
    below = next((n for n in range(kind + 1, len(found)) if found[n]), None)
    about = found[below] if below is not None else None
    if below is None or about is None or _BODY.match(about.text):
        return None
    rest = [one for n, one in enumerate(found) if n not in {kind, below}]
    return f"{head[kind].strip()} {about.text}", rest


def _folded(text: str) -> str:
    return " ".join(map(folded, text.split()))
