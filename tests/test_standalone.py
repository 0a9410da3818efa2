"""What a sentence needs from its article to be understood, and what of that can be given."""

import time

import pytest

from summarizer.text.reading import read_text
from summarizer.text.standalone import Surroundings

TITLE = "Nhóm hút trộm cát chém người dân"
BODY = (
    "Tối 26-3, ông Hoàng Trọng Niệm (63 tuổi, trú phường Thuỷ Biều) cùng tám người đi dọc sông Hương.",
    "Nhóm ông Niệm liền hô hoán thì bị những kẻ trên thuyền ném đá chống trả quyết liệt.",
    "“Chúng tôi đã đuổi theo hai chiếc thuyền công suất lớn suốt hơn một giờ trong đêm tối trên sông.",
    "Ba người trong nhóm đã nhận ra mặt của kẻ cầm đầu, sau đó báo ngay cho công an phường để kịp xử lý.",
    "Chính quyền cần có biện pháp mạnh”, ông Niệm nói.",
    "Phường Thuỷ Biều sẽ lập tổ tuần tra ban đêm.",
)


@pytest.fixture
def around() -> Surroundings:
    return Surroundings(read_text("\n".join([TITLE, *BODY]), source="bai.txt"))


def kinds(around: Surroundings, text: str, *before: str) -> list[str]:
    return [need.kind for need in around.needs(text, before)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Chúng tôi đã bắt giữ ba nghi phạm.", "speaker"),
        ("Nhóm ông Niệm liền hô hoán.", "person"),
        ("Cục có thể giám sát việc tuân thủ quy trình.", "person"),
        ("Bộ trưởng dẫn chứng nhiều vụ việc.", "person"),
        ("Ngoài EU, báo chí theo sát cuộc bầu cử ở quốc gia này.", "pointing"),
        ("Hãng Bloomberg cho biết họ đã ban hành lệnh này.", "pointing"),
        ("Theo lẽ thường, mặc nhiên họ phải được tiếp cận sân bay.", "pointing"),
        ("Khi còi báo động vang lên, nhà trường nhận ra sự cố kỹ thuật của công cụ này.", "pointing"),
        ("Vụ việc này đang được điều tra.", "pointing"),
        ("Cảnh sát đang tìm hung thủ của vụ án này.", "pointing"),
        ("Trong video, bà cho biết sẽ nghỉ hưu.", "pointing"),
        ("Hiệp định có kết quả như thế nào đối với nước Pháp?", "question"),
        ("AFP dẫn lời Myeshia Johnson, vợ của trung sĩ, nói trong chương trình của ABC hôm nay.", "content"),
        ("Ông Trần Văn Nam, giám đốc Sở, cho biết.", "content"),
    ],
)
def test_a_sentence_that_cannot_stand_alone_says_what_it_lacks(
    around: Surroundings, text: str, kind: str
) -> None:
    assert kinds(around, text) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "Phường Thuỷ Biều sẽ lập tổ tuần tra ban đêm.",
        "“Chúng tôi sẽ lập tổ tuần tra”, ông Lê Văn An nói.",
        "Thổ Nhĩ Kỳ mua 105 máy bay mà nước này đã đặt.",
        "Giá xăng sẽ tăng trong tháng tới, ông Lê Văn An cho biết.",
        "Nhiều hành khách cho biết họ phải chờ.",
        "Nạn nhân cho biết anh đã bỏ chạy.",
        "Đức cho biết cuộc bầu cử ở quốc gia này đã kết thúc.",
        "Bộ trưởng Công Thương Trần Tuấn Anh dẫn chứng nhiều vụ việc.",
        "Giám đốc sở Giáo dục Phạm Thị Hằng cho biết Sở đã chỉ đạo nhà trường.",
    ],
)
def test_a_sentence_that_stands_alone_lacks_nothing(around: Surroundings, text: str) -> None:
    assert not kinds(around, text)


def test_who_was_introduced_before_or_in_the_title_is_known(around: Surroundings) -> None:
    assert not kinds(around, "Ông Niệm bị thương.", BODY[0])
    titled = Surroundings(read_text("\n".join(["Ông Niệm kể về đêm bị chém", *BODY]), source="bai.txt"))
    assert not kinds(titled, "Ông Niệm bị thương.")


def test_a_person_is_introduced_in_the_articles_words(around: Surroundings) -> None:
    made = around.introducing("Ông Niệm bị thương, nhóm ông Niệm bỏ chạy.")
    assert made.text == (
        "Ông Hoàng Trọng Niệm (63 tuổi, trú phường Thuỷ Biều) bị thương, nhóm ông Niệm bỏ chạy."
    )
    assert made.ids == (2,)
    assert around.introducing("Ông Niệm bị thương.", [BODY[0]]).text == "Ông Niệm bị thương."


def test_of_two_of_that_name_nobody_is_introduced_and_it_is_told() -> None:
    body = (*BODY, "Ông Trần Văn Niệm, phó công an phường, đến nơi sau đó ít phút.")
    around = Surroundings(read_text("\n".join([TITLE, *body]), source="bai.txt"))
    assert around.introducing("Ông Niệm bị thương.").text == "Ông Niệm bị thương."
    assert kinds(around, "Ông Niệm bị thương.") == ["person"]


def test_a_long_quotation_is_told_sentence_by_sentence_with_its_speaker(around: Surroundings) -> None:
    by = {one.sentence.id: one for one in around.passages}
    assert by[5].sentence.text == f"“{BODY[3][:-1]}”, ông Niệm nói."
    assert (by[5].ids, by[5].needs) == ((5, 6), ())
    assert by[2].sentence.text == BODY[0]


def test_a_short_quotation_is_told_whole() -> None:
    body = ("“Đường đã thông.", "Xe chạy lại từ trưa nay”, ông Lê Văn An nói.", "Mưa lớn suốt ba ngày qua.")
    around = Surroundings(read_text("\n".join(["Đường thông xe", *body]), source="bai.txt"))
    first, second = around.passages
    assert (first.sentence.text, first.ids) == (" ".join(body[:2]), (2, 3))
    assert second.sentence.text == body[2]


def test_what_remains_is_a_warning_that_names_the_words(around: Surroundings) -> None:
    [need] = around.needs("Vụ việc này đang được điều tra.")
    finding = need.finding(2)
    assert (finding.kind, finding.severity, finding.sentence) == ("context", "warning", 2)
    assert "Vụ việc này" in finding.message


@pytest.mark.parametrize("word", ["dân làng ", "AFP dẫn lời người dân "])
def test_a_sentence_without_end_takes_no_time_without_end(around: Surroundings, word: str) -> None:
    begin = time.perf_counter()
    assert "content" not in kinds(around, word * (15_000 // len(word)))
    assert time.perf_counter() - begin < 3


def test_the_end_of_a_quotation_without_its_speaker_lacks_who_speaks(around: Surroundings) -> None:
    assert kinds(around, "Mỗi năm có 3.000 gia đình không có người đi tù”.") == ["speaker"]
    assert not kinds(around, "Ông Lê Văn An nói: “Mỗi năm có 3.000 gia đình vui vẻ”.")


def test_a_part_of_a_quotation_without_a_speaker_is_known_by_its_place() -> None:
    body = ["“Năm nay có 53.000 vụ.", "Nếu không có giải pháp thì số vụ sẽ tăng.", "Thế là hết”."]
    article = read_text("\n".join([TITLE, BODY[0], *body, BODY[5]]), source="bai.txt")
    assert [need.kind for need in Surroundings(article).unspoken(4)] == ["speaker"]
    assert not Surroundings(article).unspoken(2)


def test_a_noun_without_introduction_lacks_what_it_is_but_behind_others(around: Surroundings) -> None:
    assert kinds(around, "Quyết định nêu rõ thời hạn nộp phạt.") == ["thing"]
    assert not kinds(around, "Quyết định nêu rõ thời hạn nộp phạt.", "Sở xử phạt công ty.")


@pytest.mark.parametrize(
    ("body", "text", "told"),
    [
        (
            "Diday Llorente, 55 tuổi, sống ở đảo Luzon.",
            "Llorente trồng hai hecta ngô.",
            "Diday Llorente, 55 tuổi, trồng hai hecta ngô.",
        ),
        (
            "Chuyên gia Bình Khả Phu viết trên tạp chí Kanwa, theo ông Bình đó là thuốc độc.",
            "Ông Bình cho rằng sát thủ đã uống thuốc giải.",
            "Ông Bình Khả Phu cho rằng sát thủ đã uống thuốc giải.",
        ),
        (
            "Tỷ phú Mohammed Dewji. Dewji đến phòng tập. Nhiều người thấy Dewji ở đó.",
            "Dewji bị bắt cóc bởi những tay súng.",
            "Mohammed Dewji bị bắt cóc bởi những tay súng.",
        ),
        (
            "Trương Mạnh Tuấn  cầm dao. Nghi can Tuấn bỏ chạy.",
            "Tuấn hiện giữ chức phó phòng kinh doanh.",
            "Trương Mạnh Tuấn hiện giữ chức phó phòng kinh doanh.",
        ),
        (
            "Các em Lê Văn Tường, Nguyễn Xuân Quang (cùng SN 2004) bị thương.",
            "Em Quang là học sinh lớp 9 của trường.",
            "Em Nguyễn Xuân Quang là học sinh lớp 9 của trường.",
        ),
        (
            "Công ty Lâm Hoà Phát báo lãi lớn trong quý I năm nay.",
            "Ông Phát cho biết công ty sẽ mở thêm nhà máy.",
            "Ông Phát cho biết công ty sẽ mở thêm nhà máy.",
        ),
    ],
)
def test_who_is_called_by_a_part_of_the_name_is_introduced_by_the_whole(body, text, told) -> None:
    around = Surroundings(read_text(f"Tin trong ngày\n{body}\n{text}", source="bai.txt"))
    assert around.introducing(text).text == told
