"""Lists: an item is told with what introduces it, and without its number or dash."""

import pytest

from summarizer.tasks import extractive
from summarizer.text.list_items import lists, without_mark
from summarizer.text.reading import read_text
from summarizer.text.standalone import Surroundings

INTRODUCTION = "Các nhóm được tiêm vắc xin miễn phí trong đợt này ở thành phố gồm:"
LONG = (
    "Mức phạt quy định như sau:",
    "1. Phạt tới 1 triệu đồng nếu doanh nghiệp vi phạm với 1 đến 10 người lao động;",
    "2. Phạt tới 3 triệu đồng nếu doanh nghiệp vi phạm với 11 đến 50 người lao động;",
    "3. Phạt tới 7 triệu đồng nếu doanh nghiệp vi phạm với 51 đến 100 người lao động.",
    "Nghị định có hiệu lực từ ngày 1/7 trên cả nước.",
)


def passages(body: tuple[str, ...]) -> list[tuple[tuple[int, ...], str]]:
    """What a summary may choose of an article."""
    article = read_text("\n".join(["Quy định mới từ tháng 7", *body]), source="bai.txt")
    return [(one.ids, one.sentence.text) for one in Surroundings(article).passages if one.sentence.candidate]


@pytest.mark.parametrize(
    "marks", [("- ", "- "), ("a) ", "b) "), ("1. ", "2. "), ("• ", "• "), ("I. ", "II. ")]
)
def test_a_short_list_is_told_whole(marks: tuple[str, str]) -> None:
    body = (INTRODUCTION, f"{marks[0]}Trẻ em dưới 6 tuổi;", f"{marks[1]}Nhân viên y tế.", "Đợt tiêm kéo dài.")
    told = f"{INTRODUCTION} Trẻ em dưới 6 tuổi; Nhân viên y tế."
    assert passages(body) == [((2, 3, 4), told), ((5,), "Đợt tiêm kéo dài.")]


def test_an_item_of_a_long_list_has_its_introduction_and_shows_that_there_are_more() -> None:
    lead, items = LONG[0], [text[3:].rstrip(".;") for text in LONG[1:4]]
    assert passages(LONG) == [
        ((2, 3), f"{lead} {items[0]}…"),
        ((2, 4), f"{lead} … {items[1]}…"),
        ((2, 5), f"{lead} … {items[2]}."),
        ((6,), LONG[4]),
    ]


def test_an_item_whose_introduction_is_long_is_passed_over() -> None:
    lead = (
        "Theo quyết định của tỉnh ký ngày 5/7, " + "và các sở ngành của tỉnh, " * 6 + "các việc phải làm gồm:"
    )
    long = tuple(f"- {text[3:]}" for text in LONG[1:4])
    assert passages((lead, *long, LONG[4])) == [((2,), lead), ((6,), LONG[4])]


def test_no_item_is_chosen_by_the_extractive_summary() -> None:
    article = read_text("\n".join(["Mức phạt vi phạm lao động", *LONG]), source="bai.txt")
    assert [one.id for one in extractive.run(article, 3).sentences] == [6]


DECREE = "Sáng 21/4, Chính phủ ban hành nghị định mới quy định mức phạt giao thông."


@pytest.mark.parametrize(
    "body",
    [
        (
            "Các quy định sau có hiệu lực:",
            "1. Người đi xe máy phải đội mũ bảo hiểm.",
            "2. Phạt 500.000 đồng nếu vượt đèn đỏ.",
            "a) Ô tô phạt 5 triệu đồng.",
            "b) Xe đạp phạt 100.000 đồng.",
            "c) Xe thô sơ khác phạt 80.000 đồng.",
        ),
        (
            "Các quy định sau có hiệu lực từ ngày 1/7:",
            "a) Ô tô vượt đèn đỏ bị phạt 5 triệu đồng.",
            "b) Xe đạp vượt đèn đỏ bị phạt 100.000 đồng.",
            "• Xe máy không đội mũ bảo hiểm bị phạt 500.000 đồng.",
            "- Người đi bộ bị phạt 60.000 đồng.",
        ),
        (
            "Mức phạt được quy định như sau:",
            "1. Đối với ô tô vượt đèn đỏ:",
            "a) Phạt 5 triệu đồng và tước giấy phép lái xe ba tháng.",
            "b) Phạt 10 triệu đồng nếu gây tai nạn giao thông.",
            "2. Người đi xe máy vượt đèn đỏ bị phạt 1 triệu đồng theo nghị định mới.",
            "3. Người đi xe đạp vượt đèn đỏ bị phạt 100.000 đồng theo nghị định mới.",
        ),
    ],
)
def test_no_item_of_a_nested_or_mixed_list_is_chosen(body: tuple[str, ...]) -> None:
    article = read_text("\n".join(["Nghị định mới về giao thông", DECREE, *body]), source="bai.txt")
    assert [one.id for one in extractive.run(article, 9).sentences] == [2]


def test_a_list_within_an_item_is_told_with_that_item() -> None:
    body = (
        "Mức phạt được quy định như sau:",
        "1. Đối với ô tô:",
        "a) Phạt 5 triệu đồng;",
        "b) Tước giấy phép ba tháng.",
        "2. Đối với xe máy:",
        "a) Phạt 1 triệu đồng;",
        "- Đối với xe điện.",
        "b) Tước giấy phép một tháng.",
        "Nghị định có hiệu lực từ ngày 1/7.",
    )
    assert passages(body) == [
        ((3, 4, 5), "Đối với ô tô: Phạt 5 triệu đồng; Tước giấy phép ba tháng."),
        ((6, 7, 9), "Đối với xe máy: Phạt 1 triệu đồng; Tước giấy phép một tháng."),
        ((10,), body[-1]),
    ]


def test_a_second_list_with_the_same_marks_is_one_of_its_own() -> None:
    body = ("Miễn phí gồm:", "1. Trẻ em.", "2. Người già.", "Giảm giá gồm:", "1. Sinh viên.", "2. Bộ đội.")
    assert [(one.introduction, one.items) for one in lists(body, range(1, 7))] == [(0, (1, 2)), (3, (4, 5))]


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("1. Từ ngày 1/7, lương cơ sở tăng.", "Từ ngày 1/7, lương cơ sở tăng."),
        ("(2) Xe cũ nộp phí cao hơn.", "Xe cũ nộp phí cao hơn."),
        ("1.1. Mức phạt tăng từ tháng 7.", "Mức phạt tăng từ tháng 7."),
        ("○ Tàu cập cảng.", "Tàu cập cảng."),
        ("b) dừng xe sai chỗ", "Dừng xe sai chỗ"),
        ("- Ngày 3/5, tàu cập cảng.", "Ngày 3/5, tàu cập cảng."),
        ("II. Các bên liên quan nói gì", "Các bên liên quan nói gì"),
        ("V. còn nhớ rõ hôm đó.", "V. còn nhớ rõ hôm đó."),
        ("A. đã khai nhận với công an.", "A. đã khai nhận với công an."),
        ("1.250 người đã sơ tán.", "1.250 người đã sơ tán."),
        ("12/3 là ngày hội.", "12/3 là ngày hội."),
        ("-5 độ là mức thấp nhất.", "-5 độ là mức thấp nhất."),
        ("- 5 độ C là nhiệt độ thấp nhất.", "- 5 độ C là nhiệt độ thấp nhất."),
        ("- iPhone 15 giảm giá mạnh.", "iPhone 15 giảm giá mạnh."),
    ],
)
def test_marks_of_items_go_and_what_only_looks_so_stays(text: str, rest: str) -> None:
    assert without_mark(text) == rest


@pytest.mark.parametrize(
    "body",
    [
        ("Giá xăng tăng hôm nay.", "1. Giá dầu tăng 300 đồng.", "2. Giá gas tăng 500 đồng."),
        ("Ông An nói: Giá tăng.", "- Giá dầu tăng."),
        ("- Giá dầu tăng.", "- Giá gas tăng."),
    ],
)
def test_what_nothing_introduces_stands_by_itself(body: tuple[str, ...]) -> None:
    assert not lists(body, range(1, len(body) + 1))
