"""Names that are nearly alike are told apart: people, countries and provinces; a given name may be added."""

from random import Random
from time import process_time

import pytest

from summarizer.checks.analysed import Output, Source
from summarizer.checks.names import translation
from summarizer.checks.names.new import may_be
from summarizer.config import GlossarySettings
from summarizer.text.glossary import Glossary
from summarizer.text.names import find, is_person

GLOSSARY = Glossary.load(GlossarySettings())


def severities(source, output):
    found = translation.check(Source(source, tuple(GLOSSARY.find(source))), Output(output))
    return {finding.severity for finding in found}


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Minh", "Linh"),
        ("Hùng", "Dung"),
        ("Dũng", "Hung"),
        ("Linh", "Binh"),
        ("Thanh", "Thang"),
        ("Long", "Dong"),
        ("Hùng", "Long"),
        ("Phong", "Phuong"),
        ("Hương", "Hong"),
        ("Quang", "Quan"),
    ],
)
def test_a_given_name_is_no_spelling_of_another(name, other):
    source = f"Ông {name} bị bắt vì lừa đảo."
    assert "error" in severities(source, f"Mr {other} was arrested for fraud.")
    assert not severities(source, f"Mr {name}'s arrest was for fraud.")


@pytest.mark.parametrize(
    ("place", "other"),
    [
        ("Nga", "France"),
        ("Trung Quốc", "The United States"),
        ("Trung Quốc", "The U.S."),
        ("Trung Quốc", "US forces"),
        ("Thái Lan", "Taiwan"),
        ("Áo", "Australia"),
        ("Úc", "Austria"),
        ("Iran", "Iraq"),
        ("Iraq", "Iran"),
        ("Slovakia", "Slovenia"),
        ("Niger", "Nigeria"),
        ("Nigeria", "Niger"),
        ("Hà Lan", "Poland"),
        ("Hàn Quốc", "North Korea"),
        ("Triều Tiên", "South Korea"),
        ("Đông Đức", "West Germany"),
    ],
)
def test_a_country_is_no_spelling_of_another(place, other):
    assert "error" in severities(f"{place} triển khai quân.", f"{other} deployed troops.")


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("Nga triển khai quân.", "Russian troops were deployed."),
        ("Pháp và Mỹ triển khai quân.", "France and the United States deployed troops."),
        ("Hàn Quốc triển khai quân.", "Korea deployed troops."),
        ("Hàn Quốc và Triều Tiên họp.", "South Korea and North Korea met."),
        ("Xlô-va-ki-a triển khai quân.", "Slovakia deployed troops."),
        ("Họ chi 10 tỷ USD.", "They spent US$10 billion, or 10 billion US dollars."),
        ("Đội Manchester United thắng.", "Manchester United won."),
    ],
)
def test_a_country_in_any_of_its_forms_is_right(source, output):
    assert not severities(source, output)


@pytest.mark.parametrize(
    ("place", "other"),
    [
        ("Hà Giang", "An Giang"),
        ("tỉnh Bắc Giang", "An Giang"),
        ("Tiền Giang", "Kien Giang"),
        ("Nghệ An", "Long An"),
        ("Đắk Lắk", "Dak Nong"),
        ("Phú Thọ", "Phu Yen"),
        ("Vĩnh Phúc", "Vinh Long"),
        ("Thái Bình", "Thai Nguyen"),
        ("TP Đà Nẵng", "Hue City"),
    ],
)
def test_a_province_that_shares_a_syllable_is_another(place, other):
    source = f"Công an {place} bắt 5 người."
    assert "error" in severities(source, f"{other} police arrested five people.")
    assert "error" in severities(source, f"The city police of {other} arrested five people at their home.")


@pytest.mark.parametrize(
    ("place", "written"),
    [
        ("Đắk Lắk", "Daklak"),
        ("Bắc Kạn", "Bac Can"),
        ("Sa Pa", "Sapa"),
        ("Thừa Thiên - Huế", "Thua Thien-Hue"),
        ("Bà Rịa - Vũng Tàu", "Ba Ria-Vung Tau"),
        ("thành phố Hồ Chí Minh", "Ho Chi Minh"),
    ],
)
def test_a_province_may_be_spelt_in_more_ways_than_one(place, written):
    assert not severities(f"Công an {place} bắt 5 người.", f"{written} police arrested five people.")


@pytest.mark.parametrize("body", ["Thanh tra", "Kiểm tra", "Giám sát", "Công tác", "Đặc nhiệm"])
def test_a_delegation_is_nobodys_family(body):
    output = "The team of the Ministry of Finance came."
    assert not severities(f"Đoàn {body} của Bộ Tài chính đã đến.", output)
    assert is_person(find("Đoàn Văn Hậu"))


@pytest.mark.parametrize(
    ("source", "output", "expected"),
    [
        ("Tổng thống Mỹ D.Trump phát biểu.", "US President Donald Trump spoke.", set()),
        ("Tổng thống Mỹ D. Trump phát biểu.", "US President Donald Trump spoke.", set()),
        ("Tổng thống Nga V.Putin phát biểu.", "Russian President Vladimir Putin spoke.", set()),
        ("Tổng thống Pháp E.Macron phát biểu.", "French President Emmanuel Macron's speech began.", set()),
        ("Ông Trump phát biểu.", "Mr Donald Trump spoke.", {"warning"}),
        ("Tổng thống Mỹ Trump phát biểu.", "US President Donald Trump spoke.", {"warning"}),
        ("Tổng thống Mỹ D.Trump phát biểu.", "US President Melania Trump spoke.", {"error"}),
        ("Bà Melania Trump phát biểu.", "First lady Ivanka Trump spoke.", {"error"}),
    ],
)
def test_the_given_name_of_a_foreigner_may_be_added(source, output, expected):
    assert severities(source, output) == expected


def test_an_endless_word_takes_no_time():
    start = process_time()
    names_in = "Transaction code MBVCBFTXYZABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFn was found"
    list(translation.check(Source("Mã giao dịch đã được tìm thấy."), Output(names_in)))
    assert not may_be("Hà", "anh" * 400 + "q" + "x")
    assert process_time() - start < 2


def test_pinyin_is_syllables_that_end_in_a_vowel_n_ng_or_r():
    assert all(may_be("Hà", word) for word in ("Zhangjiakou", "Changan", "Nanning", "Anhui", "Er"))
    letters = Random(0)
    assert not any(may_be("Hà", f"{letters.choice('xzq')}{letters.choice('mkt')}rst") for _ in range(9))
