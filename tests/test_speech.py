"""Quotations of several sentences: found, and each sentence told with its speaker."""

import pytest

from summarizer.text.speech import speeches, unclosed, with_speaker

LAST = [
    "Nga thông báo kết quả không kích.",
    "“Ở thành phố Al Mayadin, chúng tôi đã phá huỷ một đồn chỉ huy.",
    "Không quân cũng phá huỷ 18 xe tải”, ông Konashenkov nói.",
]
FIRST = ["Anh chia sẻ:", '" Tôi không chạy trốn.', 'Tôi muốn sống thật ".', "Anh sinh năm 1990."]


def told(texts: list[str], index: int) -> str | None:
    [speech] = speeches(texts)
    return with_speaker(texts, speech, index)


def test_a_sentence_within_a_quotation_gets_who_speaks_behind_it() -> None:
    assert (
        told(LAST, 1)
        == "“Ở thành phố Al Mayadin, chúng tôi đã phá huỷ một đồn chỉ huy”, ông Konashenkov nói."
    )
    assert told(LAST, 2) == "“Không quân cũng phá huỷ 18 xe tải”, ông Konashenkov nói."


def test_who_speaks_may_stand_before_the_quotation() -> None:
    assert told(FIRST, 1) == "Anh chia sẻ: “Tôi không chạy trốn.”"
    assert told(FIRST, 2) == "Anh chia sẻ: “Tôi muốn sống thật.”"


def test_nobody_speaks_where_no_words_say_so() -> None:
    texts = ["“Giá sẽ còn tăng.", "Người dân nên tiết kiệm.”", "Giá xăng tăng."]
    assert told(texts, 0) is None


@pytest.mark.parametrize(
    "texts",
    [
        ["Báo “Tuổi trẻ” đưa tin.", "Ông nói: “Giá tăng.”"],
        ['Phim "Đất rừng phương Nam" ra mắt.', 'Báo "Nhân dân" đưa tin.'],
        ['Một cụm từ " chưa khép lại.', 'Cụm từ "biến đổi khí hậu" quen thuộc.'],
    ],
)
def test_marks_within_one_sentence_are_no_such_quotation(texts: list[str]) -> None:
    assert not speeches(texts)


def test_a_mark_that_is_missing_takes_no_more_than_a_few_sentences() -> None:
    assert not speeches(["“Giá tăng.", *["Giá xăng tăng thêm một chút."] * 9, "Hết”, ông nói."])


OPEN = "Ông Lê Văn An nói: “Giá xăng sẽ tăng mạnh trong tháng tới."
OWN = ("Bộ Công thương công bố giá mới hôm nay.", "Giá dầu không đổi.")


@pytest.mark.parametrize(
    ("later", "found"),
    [
        (("“Tôi rất lo", "Nhà tôi có ba xe”, bà Bình nói."), [(4, 5)]),
        (('Theo báo "Nhân dân", giá đã tăng ba lần.', "Hết."), []),
        (("Bà Bình nói: “Tôi rất lo.", "Nhà tôi có ba xe”."), [(4, 5)]),
        (("Giá sẽ còn tăng.", "Mọi người lo”."), []),
    ],
)
@pytest.mark.parametrize("mark", ["“", '"'])
def test_a_quotation_that_never_closes_ends_with_its_paragraph(mark, later, found) -> None:
    texts = [OPEN.replace("“", mark), "Người dân nên tiết kiệm.", *OWN, *later]
    if mark == '"':
        texts = [text.replace("“", mark).replace("”", mark) for text in texts]
    paragraphs = [1, 1, 2, 2, 3, 3]
    assert [(one.first, one.last) for one in speeches(texts, paragraphs)] == found
    [one] = unclosed(texts, paragraphs)
    assert (one.first, one.last) == (0, 1)
    assert with_speaker(texts, one, 0) == ("Ông Lê Văn An nói: “Giá xăng sẽ tăng mạnh trong tháng tới.”")
    assert with_speaker(texts, one, 1) is None


def test_a_quotation_goes_on_in_a_paragraph_that_begins_with_a_mark() -> None:
    texts = ["“Giá tăng.", "Dân lo.", "“Xe ít chạy.", "Chợ vắng”, ông An nói."]
    [one] = speeches(texts, [1, 1, 2, 2])
    assert (one.first, one.last, one.closed) == (0, 3, True)


def test_a_mark_on_a_line_of_its_own_closes() -> None:
    texts = ['Ông An nói: " Giá tăng mạnh.', "Dân nên tiết kiệm.", '".', 'Báo "Nhân dân" đưa tin.']
    [one] = speeches(texts)
    assert with_speaker(texts, one, 1) == "Ông An nói: “Dân nên tiết kiệm.”"
    assert not unclosed(texts)


@pytest.mark.parametrize(
    ("before", "second"),
    [
        ("Trao đổi với báo chí, ông Lê Văn An cho biết:", "Ông Lê Văn An cho biết:"),
        ("Ông Lê Văn An, giám đốc Sở Y tế, cho biết:", "Ông Lê Văn An, giám đốc Sở Y tế, cho biết:"),
        ("Về giá xăng, cho biết:", "Về giá xăng, cho biết:"),
        ("Ông An nói:", "Ông An nói:"),
    ],
)
def test_a_later_sentence_has_only_who_speaks(before: str, second: str) -> None:
    texts = [f"{before} “Giá tăng.", "Dân lo lắng”."]
    assert told(texts, 0) == f"{before} “Giá tăng.”"
    assert told(texts, 1) == f"{second} “Dân lo lắng.”"
