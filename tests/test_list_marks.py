"""Marks of the items of a list: told from text, copied into the translation, and no facts."""

import pytest

import summarizer
from summarizer.config import Settings
from summarizer.pipeline import Pipeline
from summarizer.text.list_marks import mark_of
from summarizer.text.reading import read_text
from tests.scripted import ScriptedEngine

NUMBERS = (
    "1. ",
    "12. ",
    "1) ",
    "(1) ",
    "1/ ",
    "1- ",
    "1 - ",
    "1.1. ",
    "2.3. ",
    "I. ",
    "II. ",
    "VI/ ",
)
OTHERS = ("a) ", "đ) ", "(b) ", "a. ", "• ", "- ", "– ", "+ ", "* ", "● ", "✔ ", "1️⃣ ")


@pytest.mark.parametrize("mark", [*NUMBERS, *OTHERS])
def test_a_mark_is_told_from_the_item(mark: str) -> None:
    assert mark_of(f"{mark}Báo cháy cho 114.") == mark


@pytest.mark.parametrize("mark", ["V. ", "X. ", "A. ", "Đ. "])
def test_a_letter_with_a_point_is_a_mark_before_a_heading_alone(mark: str) -> None:
    assert mark_of(f"{mark}KẾT LUẬN") == mark
    assert not mark_of(f"{mark}khai nhận đã lấy xe.")


@pytest.mark.parametrize(
    "text",
    [
        "5 người chết.",
        "2.3 triệu đồng.",
        "5. 000 đồng.",
        "-5 độ C.",
        "20.10 là ngày vui.",
        "3-1 là tỷ số.",
        "24/7 phục vụ.",
        "Điều 1. Phạm vi.",
        "C. Ronaldo ghi bàn.",
        "- 5 độ C là nhiệt độ thấp nhất ở Sa Pa.",
        "– 2,5 đến - 3 độ C ở Sa Pa.",
        "+ 3% là mức tăng cao nhất.",
        "- 0,5 điểm là mức giảm của chỉ số.",
        "18 – Tuổi trưởng thành.",
        "30/ Tháng 4 lịch sử.",
        "V. PUTIN THĂM VIỆT NAM",
        "I. Newton là nhà vật lý.",
        "1.",
        "*",
        "",
    ],
)
def test_numbers_and_initials_are_no_marks(text: str) -> None:
    assert not mark_of(text)


@pytest.mark.parametrize("mark", ["1. ", "2) ", "a) ", "II. ", "• ", "- "])
def test_a_translation_has_the_mark_as_it_stands(mark: str) -> None:
    engine = ScriptedEngine(lambda _: "Call 114.")
    settings = Settings.model_validate({"tasks": {"run": ("translation",)}})
    text = f"Khi có cháy\nNgười dân cần làm như sau:\n{mark}Báo cháy cho 114.\n"
    report = Pipeline(settings, load=engine.load).process(read_text(text, source="a.txt"))
    assert report.translation is not None
    assert report.translation.text.endswith(f"\n\n{mark}Call 114.")
    last = report.translation.segments[-1]
    assert (last.source, last.text) == (f"{mark}Báo cháy cho 114.", f"{mark}Call 114.")
    asked = [str(one.prompt) for one in engine.requests if "Báo cháy" in str(one.prompt)]
    assert asked
    assert not any(f"{mark}Báo cháy" in prompt for prompt in asked)
    assert not [one for one in report.findings if one.sentence == last.sentence and one.kind == "number"]


@pytest.mark.parametrize("mark", ["2. ", "3) ", "(4) ", "IV. ", "5/ ", "- ", "2.1. "])
@pytest.mark.parametrize("theirs", ["", "2. ", "9) "])
def test_a_mark_is_no_fact(mark: str, theirs: str) -> None:
    assert not summarizer.check(
        f"{mark}Người dân sơ tán trong 3 giờ.", f"{theirs}People fled within 3 hours."
    )
    (found,) = summarizer.check(f"{mark}Có 20 người sơ tán.", f"{theirs}Thirty people fled.")
    assert (found.kind, found.severity) == ("number", "error")


def test_a_mark_that_the_english_alone_has_is_a_number() -> None:
    assert summarizer.check("Người dân sơ tán.", "5. People fled.")


@pytest.mark.parametrize("text", ["- 20 người sơ tán.", "- 5,5 triệu đồng mỗi hộ.", "+ 3 xe tải bị cháy."])
def test_a_number_that_no_sign_belongs_to_is_an_item(text: str) -> None:
    assert mark_of(text) == text[:2]


def test_a_number_before_a_dash_is_compared() -> None:
    assert not summarizer.check("18 – Tuổi trưởng thành.", "18 – the age of majority.")
    assert summarizer.check("18 – Tuổi trưởng thành.", "17 – the age of majority.")
