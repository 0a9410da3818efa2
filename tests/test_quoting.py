"""Quotations: the article's own words, shortened where they are long."""

import pytest

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


def test_a_short_one_loses_its_brackets_first_but_for_the_words_of_the_title() -> None:
    text = (
        "Khoảng 0h30 sáng 22-11, khi tàu cá QNg 90541 đang neo đậu ở cửa biển Sa Cần (xã Bình Đông,"
        " huyện Bình Sơn) thì bị giông lốc mạnh làm đứt dây neo và chìm."
    )
    assert quotation(text, most=35) == text.replace(" (xã Bình Đông, huyện Bình Sơn)", "")
    assert quotation(text, most=35, title="Chìm tàu ở Bình Sơn") == text
    assert quotation(text) == text


@pytest.mark.parametrize(
    ("inside", "goes"),
    [
        ("Hàn Quốc", True),
        ("WHO", True),
        ("42 tuổi", True),
        ("42 tuổi, trú xã Bình Đông, huyện Bình Sơn", True),
        ("phường 5, quận Gò Vấp, TP HCM", True),
        ("giảm 90% so với năm 2022", False),
        ("SN 1992", False),
        ("Giảm 90%", False),
        ("USD", False),
        ("khoảng 20 tỷ USD", False),
        ("chưa gồm thuế VAT", False),
        ("trừ Hà Nội", False),
        ("Q1", False),
        ("ở quê", False),
    ],
)
def test_brackets_with_figures_or_statements_stay(inside: str, goes: bool) -> None:
    text = f"Trong quý I công ty đạt lãi 20 tỷ đồng ({inside}) trong báo cáo gửi các cổ đông sáng nay."
    assert quotation(text, most=18) == (text.replace(f" ({inside})", "") if goes else text)


def test_no_cut_takes_the_news_that_the_title_tells() -> None:
    text = (
        "Nữ y tá Kelly Wilson đang chiến đấu giành giật sự sống tại phòng chăm sóc đặc biệt của bệnh viện,"
        " sau khi bị bạn trai tiêm một loại thuốc gây mê vào ngày 5/7."
    )
    assert quotation(text, most=30).endswith("của bệnh viện…")
    assert quotation(text, most=30, title="Nữ y tá bị bạn trai tiêm thuốc gây mê") == text


def test_no_cut_takes_the_main_clause() -> None:
    text = (
        "Ngày 13/10, xe tải biển Quảng Ngãi chở hai người di chuyển trên quốc lộ 1A theo hướng Bắc Nam,"
        " khi đến khối 8 phường Đậu Liêu thì tông thẳng vào đuôi một xe tải khác đang chạy."
    )
    assert quotation(text, most=35) == text


def test_a_cut_keeps_the_source_at_the_end() -> None:
    text = (
        "Chính quyền Indonesia hôm nay yêu cầu các nhân viên cứu trợ nước ngoài rời khỏi vùng bị động đất"
        " trên đảo Sulawesi, đồng thời cho biết các tổ chức nên rút người về ngay lập tức, theo Reuters."
    )
    assert quotation(text, most=35) == text.partition(", đồng thời")[0] + "…, theo Reuters."
