"""Quotations: the article's own words, shortened where they are long."""

from summarizer.tasks.quoting import is_copied, quotation

LONG = (
    "Sáng 12/3, tại trụ sở Uỷ ban nhân dân thành phố, Chủ tịch thành phố cùng các sở ngành và các quận huyện"
    " đã họp bàn về việc khởi công cây cầu mới qua sông; trong đó các đại biểu tập trung thảo luận về hướng"
    " tuyến, về vốn, về việc bàn giao mặt bằng của các hộ dân sống hai bên bờ sông và về ngày hoàn thành."
)


def test_a_short_sentence_stays_whole_but_for_its_link() -> None:
    assert quotation("Giá xăng tăng 300 đồng.") == "Giá xăng tăng 300 đồng."
    assert quotation("Tuy nhiên, giá xăng tăng 300 đồng.") == "Giá xăng tăng 300 đồng."


def test_an_item_of_a_list_shows_that_it_goes_on() -> None:
    assert quotation("Miễn phí chuyển tiền trong nước;") == "Miễn phí chuyển tiền trong nước…"


def test_a_long_one_ends_at_a_mark_and_shows_that_it_goes_on() -> None:
    assert quotation(LONG) == LONG.partition(";")[0] + "…"


def test_a_long_one_is_never_cut_inside_brackets_nor_to_a_stump() -> None:
    inside = LONG.replace("; trong đó", " (trong đó").replace(" hoàn thành.", " hoàn thành).")
    assert quotation(inside) == inside
    assert quotation("Sáng nay, " + "rất " * 60 + "vui.") == "Sáng nay, " + "rất " * 60 + "vui."


def test_a_sentence_or_a_part_of_one_is_copied_whatever_its_marks() -> None:
    assert is_copied("Giá xăng tăng 300 đồng", ["Sáng nay, giá xăng tăng 300 đồng."])
    assert not is_copied("Giá xăng giảm 300 đồng", ["Sáng nay, giá xăng tăng 300 đồng."])


def test_a_list_is_never_cut_nor_the_speaker_off() -> None:
    many = "Hai tỉnh đã thống nhất theo đề xuất phối hợp của tỉnh Đồng Nai về quy mô" + ", về vốn" * 20
    assert quotation(f"{many}.") == f"{many}."
    said = (
        "Giá xăng dầu trong nước sẽ còn tăng mạnh trong những tháng cuối năm nay do "
        + "rất " * 40
        + "nhiều lý do"
    )
    assert quotation(f"{said}, ông Trần Văn Bình cho biết.") == f"{said}, ông Trần Văn Bình cho biết."


def test_a_short_summary_has_shorter_quotations() -> None:
    text = (
        "Sáng 12/3, Chủ tịch thành phố cùng các sở và các quận đã họp bàn về việc khởi công cây cầu mới,"
        " nhằm giảm ùn tắc cho người dân hai bên bờ sông trong giờ cao điểm."
    )
    assert quotation(text, most=35) == text.partition(", nhằm")[0] + "…"
    assert quotation(text) == text
