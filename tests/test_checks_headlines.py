"""Names in headlines are checked as those in sentences are."""

import pytest

from summarizer.checks.analysed import Output, Source
from summarizer.checks.suite import check_translation
from summarizer.config import GlossarySettings
from summarizer.text.glossary import Glossary


@pytest.fixture(scope="module")
def glossary():
    return Glossary.load(GlossarySettings())


def found(source, output, glossary):
    """The severities of the findings on names."""
    checked = Source(source, tuple(glossary.find(source)), title=True)
    return {one.severity for one in check_translation(checked, Output(output)) if one.kind == "name"}


@pytest.mark.parametrize(
    ("source", "right", "wrong"),
    [
        ("Bắt Nguyễn Văn Lân", "Nguyen Van Lan arrested", "Nguyen Van Lann arrested"),
        ("Bắt Nguyễn Văn Lân", "Nguyen Van Lan arrested", "Nguyen Van Bao arrested"),
        ("NGUYỄN VĂN LÂN BỊ BẮT", "Nguyen Van Lan arrested", "Nguyen Van Long arrested"),
        ("NGUYỄN VĂN LÂN BỊ BẮT", "NGUYEN VAN LAN ARRESTED", "NGUYEN VAN LONG ARRESTED"),
        ("Vợ Xuân Bắc: Tôi mệt", "Xuan Bac's wife: I am tired", "Xuan Bak's wife: I am tired"),
        ("Gặp Xuân Bắc ở Đà Lạt", "Meeting Xuan Bac in Da Lat", "Meeting Xuan Bak in Da Lat"),
        ("Chuyện của ông Méo", "The story of Mr Meo", "The story of On Meo"),
        ("Chuyện của bà Hằng", "The story of Ms Hang", "The story of Ba Hang"),
        ("Chuyện của chị Hoa", "The story of Hoa", "The story of Chi Hoa"),
        ("Tìm anh Nam", "The search for Nam", "The search for An Nam"),
        ("Ông Méo và giấc mơ", "Mr Meo and the dream", "Mr Mo and the dream"),
    ],
)
def test_a_name_that_was_garbled_is_an_error(source, right, wrong, glossary):
    assert not found(source, right, glossary)
    assert "error" in found(source, wrong, glossary)


@pytest.mark.parametrize(
    ("source", "right", "wrong"),
    [
        ("Ông Méo qua đời", "Mr Meo dies", "On Meo dies"),
        ("Bà Hằng bị bắt", "Ms Hang arrested", "Ba Hang arrested"),
        ("Cụ Tư 100 tuổi", "Tu turns 100", "Cu Tu turns 100"),
        ("Putin thăm Cuba", "Putin visits Cuba", "Puttin visits Cuba"),
        ("Messi ghi bàn", "Messi scores", "Mesi scores"),
    ],
)
def test_what_may_be_the_name_s_own_spelling_is_a_doubt(source, right, wrong, glossary):
    assert not found(source, right, glossary)
    assert found(source, wrong, glossary) == {"warning"}


@pytest.mark.parametrize(
    ("source", "right"),
    [
        ("Anh Tú và Diệu Nhi", "Anh Tu and Dieu Nhi"),
        ("Bà Rịa đón khách", "Ba Ria welcomes guests"),
        ("Công an xã Bà Điểm bắt trộm", "Ba Diem commune police catch thief"),
        ("Ca sĩ Anh Thơ: tôi nhớ anh Anh", "Singer Anh Tho: I miss Anh"),
        ("MƯA TO Ở HÀ NỘI VÀ HÀ NAM", "Heavy rain in Hanoi and Ha Nam"),
        ("LÊ THỊ KIM NGÂN ĐOẠT GIẢI", "Le Thi Kim Ngan wins award"),
        ("Putin's men: cuộc chiến", "Putin's men: the war"),
    ],
)
def test_a_right_headline_is_not_doubted(source, right, glossary):
    assert not found(source, right, glossary)
