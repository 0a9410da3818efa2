"""E-mail and web addresses: kept ones raise nothing; a lost, changed or new one is an error that shows it."""

import pytest

from summarizer.checks.addresses import check
from summarizer.checks.analysed import Output, Source
from summarizer.checks.suite import check_translation


@pytest.mark.parametrize(
    ("vietnamese", "english"),
    [
        ("Gửi về bao@vov.vn.", "Send it to bao@vov.vn."),
        ("Xem tại https://vov.vn/tin-tuc, ông nói.", "See https://vov.vn/tin-tuc, he said."),
        ("Xem www.chinhphu.vn.", "See chinhphu.vn."),
        ("Trang Chinhphu.vn đưa tin.", "The site http://chinhphu.vn/ reported."),
        ("Trang Booking.com đưa tin.", "Booking reported."),
        ("Tài khoản TP.HCM và U.S.", "An account of Ho Chi Minh City and the U.S."),
        ("Ông Hà.Nguyễn nói 3.5 điểm.", "Mr Ha said 3.5 points."),
    ],
)
def test_an_address_that_is_kept_raises_nothing(vietnamese: str, english: str) -> None:
    assert not list(check(Source(vietnamese), Output(english)))


@pytest.mark.parametrize(
    ("vietnamese", "english", "expected", "found"),
    [
        ("Gửi về bao@vov.vn.", "Send it there.", ["bao@vov.vn"], []),
        ("Gửi về bao@vov.vn.", "Send it to bao@vov.com.", ["bao@vov.vn"], ["bao@vov.com"]),
        ("Xem https://vov.vn/a1.", "See https://vov.vn/a2.", ["https://vov.vn/a1"], ["https://vov.vn/a2"]),
        ("Xem dichvucong.gov.vn.", "See dichvucong.com.vn.", ["dichvucong.gov.vn"], ["dichvucong.com.vn"]),
        ("Gửi về tòa soạn.", "Send it to news@vov.vn.", [], ["news@vov.vn"]),
    ],
)
def test_a_lost_changed_or_new_address_is_an_error(
    vietnamese: str, english: str, expected: list[str], found: list[str]
) -> None:
    made = list(check(Source(vietnamese), Output(english)))
    assert {(one.kind, one.severity) for one in made} == {("name", "error")}
    assert [one.expected for one in made if one.expected] == expected
    assert [one.found for one in made if one.found] == found


def test_the_suite_tells_it() -> None:
    source = Source("Bạn đọc gửi ý kiến về bao@vov.vn.")
    wrong = check_translation(source, Output("Readers send their opinions to bao@vov.com."))
    assert "bao@vov.vn" in [finding.expected for finding in wrong]
    assert not check_translation(source, Output("Readers send their opinions to bao@vov.vn."))
