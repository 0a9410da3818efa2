"""Talks written in turns: questions are not told, answers with who gives them."""

import pytest

from summarizer.text.dialogue import turns
from summarizer.text.reading import read_text
from summarizer.text.standalone import Surroundings

GUEST = "Phóng viên có cuộc trao đổi với ông Lê Văn Ngọc, chủ tịch hội nông dân, về việc trồng sen."
LABELLED = (
    GUEST,
    "- PV: Thưa ông, vì sao nông dân chuyển sang trồng sen?",
    "- Ông Ngọc: Giá lúa giảm ba năm liền. Trồng sen lãi gấp đôi trồng lúa.",
    "- PV: Hội hỗ trợ thế nào?",
    "Ông Ngọc đáp:",
    "Chúng tôi cho vay 20 tỷ đồng. Nông dân trả trong ba năm.",
    "- Xin cảm ơn ông!",
)
DASHED = (
    GUEST,
    "* Năm nay giá lúa giảm. Vì sao nông dân chuyển sang trồng sen?",
    "- Trồng sen lãi gấp đôi trồng lúa.",
    "Mỗi hộ thu 80 triệu đồng một năm.",
    "* Hội hỗ trợ thế nào?",
    "- Hội cho vay 20 tỷ đồng.",
    "Toàn tỉnh có 2.000 ha sen.",
)


def told(body: tuple[str, ...]) -> dict[str, bool]:
    """The passages of an article, and which of them a summary may choose."""
    article = read_text("\n".join(["Nông dân trồng sen", *body]), source="bai.txt")
    return {one.sentence.text: one.sentence.candidate for one in Surroundings(article).passages}


@pytest.mark.parametrize(
    ("body", "answers"),
    [
        (
            LABELLED,
            [
                "Ông Ngọc: “Giá lúa giảm ba năm liền.”",
                "Ông Ngọc: “Trồng sen lãi gấp đôi trồng lúa.”",
                "Ông Ngọc đáp: “Chúng tôi cho vay 20 tỷ đồng.”",
                "Ông Ngọc đáp: “Nông dân trả trong ba năm.”",
            ],
        ),
        (
            DASHED,
            [
                "Ông Lê Văn Ngọc: “Trồng sen lãi gấp đôi trồng lúa.”",
                "Ông Lê Văn Ngọc: “Mỗi hộ thu 80 triệu đồng một năm.”",
                "Ông Lê Văn Ngọc: “Hội cho vay 20 tỷ đồng.”",
                "Toàn tỉnh có 2.000 ha sen.",
            ],
        ),
        (
            (
                "Phóng viên Báo Sóc Trăng hỏi các bên về giá tôm đang giảm mạnh.",
                "Hỏi: Vì sao giá tôm giảm?",
                "Bà Trần Thị Lan: Sức mua của Mỹ và châu Âu yếu đi.",
                "Hỏi: Bao giờ giá tăng lại?",
                "Giám đốc Lê Văn An: Phải chờ tới quý III.",
            ),
            [
                "Bà Trần Thị Lan: “Sức mua của Mỹ và châu Âu yếu đi.”",
                "Giám đốc Lê Văn An: “Phải chờ tới quý III.”",
            ],
        ),
    ],
)
def test_an_answer_is_told_with_who_gives_it(body: tuple[str, ...], answers: list[str]) -> None:
    chosen = [text for text, may in told(body).items() if may]
    assert [text for text in chosen[1:] if text != "Năm nay giá lúa giảm."] == answers


def test_what_a_paper_states_before_its_question_may_be_told() -> None:
    assert told(DASHED)["Năm nay giá lúa giảm."]


@pytest.mark.parametrize("body", [LABELLED, DASHED])
def test_a_question_and_thanks_are_not_told(body: tuple[str, ...]) -> None:
    chosen = [text for text, may in told(body).items() if may]
    assert not any("?" in text or "cảm ơn" in text or text.startswith(("-", "*")) for text in chosen)


def test_where_nothing_says_who_answers_that_is_lacking() -> None:
    body = ("Chuyện ở quán nước.", "– Anh đi đâu đấy?", "– Tôi đưa con về quê ăn Tết với ông bà.")
    article = read_text("\n".join(["Về quê", *body]), source="bai.txt")
    around = Surroundings(article)
    assert [need.kind for need in around.unspoken(4)] == ["speaker"]
    assert around.passages[-1].sentence.text == body[2].removeprefix("– ")


@pytest.mark.parametrize(
    "body",
    [
        ("Công ty có ba việc phải làm:", "- Trả lương cho công nhân.", "- Đóng thuế.", "- Sửa nhà xưởng."),
        ("Ông nói: “Giá tăng.”", "Lý do: giá dầu tăng.", "Cụ thể: giá tăng 500 đồng."),
        ("Trắng: Carlsen.", "Đen: Lê Quang Liêm.", "Ván cờ hoà sau 40 nước."),
    ],
)
def test_a_list_and_a_colon_are_no_talk(body: tuple[str, ...]) -> None:
    assert not turns(body, range(1, len(body) + 1))
