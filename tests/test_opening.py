"""Captions above an article, and sentences that tell the news."""

import pytest

from summarizer.text.opening import is_caption, tells_news

NEWS = "Reuters dẫn lời phó thủ tướng hôm nay cho hay tay súng đã được huấn luyện."


@pytest.mark.parametrize(
    "first",
    [
        "Nhân viên pháp y Thổ Nhĩ Kỳ khám một chiếc xe của lãnh sự quán tại một bãi đậu ở Istanbul.",
        "Triệu phú Vacchi mặc trang phục phụ nữ, nhảy múa bên các người mẫu cạnh bể bơi hôm 12/8.",
        "Lính thuỷ đánh bộ Mỹ trong một cuộc tập trận chung năm 2013.",
    ],
)
def test_what_is_seen_without_time_or_source_is_a_caption_where_news_follows(first: str) -> None:
    assert is_caption(first, [NEWS])
    assert not is_caption(first, ["Căn nhà nằm ở cuối phố."])


@pytest.mark.parametrize(
    "first",
    [
        "Ngày 28/2, lực lượng chức năng khám một chiếc xe ở Istanbul.",
        "Thổ Nhĩ Kỳ đã khám một chiếc xe của lãnh sự quán tại một bãi đậu ở Istanbul.",
        "Bộ Ngoại giao Thổ Nhĩ Kỳ vừa triệu đại sứ Mỹ.",
        "Theo BBC, một người Pháp phát hiện 100 kg vàng trong nhà.",
        "“Tôi trở về nhà”, ông Lê Văn An nói.",
    ],
)
def test_news_is_no_caption(first: str) -> None:
    assert not is_caption(first, [NEWS])


def test_who_is_seen_without_a_name_on_a_day_is_a_caption() -> None:
    behind = ["“Nhà tôi bị thổi bay.", "Bà là một trong 80.000 người ở đây."]
    assert is_caption("Một nông dân tại tỉnh Cagayan hôm 16/9 kiểm tra cánh đồng sau bão Mangkhut.", behind)
    assert not is_caption("Một nông dân tại tỉnh Cagayan hôm 16/9 đã chết đuối trên cánh đồng.", behind)
    assert not is_caption("Philippines hôm 16/9 sơ tán 80.000 người khỏi vùng bão Mangkhut.", behind)


def test_news_has_its_day() -> None:
    assert tells_news(NEWS)
    assert tells_news("UBND TP HCM vừa phê duyệt quy hoạch.")
    assert tells_news("Tổng thống hôm 13/6 mắc lỗi chính tả trong một bài viết trên Twitter.")
    assert not tells_news("Hãng có bốn nhà máy ở Việt Nam.")
    assert not tells_news("Việt Nam thắng Thái Lan 2-1 trên sân nhà.")
    assert not tells_news(
        "Một người đàn ông cùng vợ và hai con chụp ảnh bên một cây mai cổ thụ ở chợ hoa hồi tết năm 2015."
    )
