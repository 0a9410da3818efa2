"""What the English tells of stands in the Vietnamese, and what it must tell of stands in the English."""

import pytest

from summarizer.checks import contrasts
from summarizer.checks.analysed import Output, Source
from summarizer.checks.invented import check


def errors(check, source, output):
    """What each error shows."""
    found = check(Source(source), Output(output))
    return [one.found or one.expected for one in found if one.severity == "error"]


@pytest.mark.parametrize(
    ("source", "output", "found"),
    [
        ("Hai người bị giết hại dã man.", "Two people were killed and savagely raped.", "raped"),
        ("Ông bị phạt ba năm.", "He was sentenced to three years for kidnapping.", "kidnapping"),
        ("Vừa qua chúng tôi xử lý 37 người.", "Last week we dealt with 37 people.", "last week"),
        ("Ông không nhớ tên chồng cô.", "He did not remember his wife's name.", "wife"),
        ("Gạo xuất sang châu Phi.", "Noodles are exported to Africa.", "noodles"),
        ("Bột mỳ được xuất khẩu.", "Noodles are exported.", "noodles"),
        ("Ba phu vàng chết ngạt.", "Three golden eagles suffocated.", "eagles"),
        ("Bình cho vay nóng ngoài xã hội.", "Binh lends money outside the commune.", "commune"),
        ("Họ đi làm thuê.", "They live on rented boats.", "rented"),
        ("Tài sản ngắn hạn gồm hàng tồn kho.", "Short-term assets are long-term ones.", "long-term"),
        (
            "Đoàn khối doanh nghiệp trung ương hưởng ứng.",
            "The Party Central Committee joins.",
            "Party Central Committee",
        ),
    ],
)
def test_what_nothing_tells_of_is_an_error(source, output, found):
    assert found in errors(check, source, output)


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("Bà bị hiếp rồi bị giết.", "She was raped and murdered."),
        ("Tuần trước, giá tăng.", "Prices rose last week."),
        ("Cô không nhớ tên vợ ông.", "She did not remember his wife's name."),
        ("Bia bán chạy.", "A Tiger beer sells well."),
        ("Ăn bún ở xã Tân Hội.", "Eating noodles in Tan Hoi commune."),
        ("Quang canh noi do rat dep.", "A tiger and an earthquake."),
        ("Đại bàng bay.", "Eagles fly."),
    ],
)
def test_what_some_word_bears_raises_nothing(source, output):
    assert not errors(check, source, output)


@pytest.mark.parametrize(
    ("source", "output", "found"),
    [
        ("Vùng bị động đất tàn phá.", "The devastated area.", "động đất"),
        ("Trục xuất người châu Phi.", "The deportation plan.", "châu phi"),
        ("Em bé và anh họ Tom ngồi chung.", "The child and Tom sat side by side.", "anh họ"),
        ("Bán thẻ xuyên quốc gia.", "Selling national cards.", "xuyên quốc gia"),
        ("Bệnh nhân suy thận.", "The patient is treated for the kidneys.", "suy thận"),
        ("Nước lũ lại dâng nhanh.", "Floods recede fast.", "recede"),
        ("Ông không quên kêu gọi mọi người.", "He was forgetting to call on people.", "forgetting"),
        ("Nhiều ngày nay, huyện xây nhà.", "Many days ago the district built houses.", "days ago"),
        ("Phát hiện tàu hút trộm cát.", "Ships were found illegally dumping sand.", "dumping"),
    ],
)
def test_a_word_that_is_lost_or_turned_round_is_an_error(source, output, found):
    assert found in errors(contrasts.check, source, output)


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("Vùng bị động đất tàn phá.", "The area devastated by the tremor."),
        ("Vợ chồng ông Lê.", "The Les."),
        ("Tàu hộ vệ tên lửa.", "The frigate."),
        ("Cơ sở chặt chém khách.", "Firms that overcharge."),
        ("Nước sông dâng cao.", "The river is swollen."),
        ("Ông không quên kêu gọi.", "He did not forget to call on them."),
        ("Nhiều ngày nay, huyện xây nhà.", "For many days the district has built houses."),
    ],
)
def test_a_word_that_is_said_raises_nothing(source, output):
    assert not errors(contrasts.check, source, output)


def test_a_lost_word_that_english_may_say_otherwise_is_a_warning():
    (found,) = contrasts.check(Source("Vợ lính Mỹ buồn."), Output("US soldier sad."))
    assert (found.severity, found.expected) == ("warning", "vợ")
