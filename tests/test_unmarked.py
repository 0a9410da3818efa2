"""Vietnamese that is written without diacritics: its numbers are read, and a finding says so."""

import json

import pytest

import summarizer
from summarizer.cli.app import main
from summarizer.text.reading import read_text
from summarizer.text.unmarked import is_unmarked, marked


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20 trieu dong", "20 triệu đồng"),
        ("2,5 ty do la", "2,5 tỷ đô la"),
        ("3 ty ruoi", "3 tỷ rưỡi"),
        ("20 nghin ty dong", "20 nghìn tỷ đồng"),
        ("Ngay 12 thang 5 nam 2020", "Ngày 12 tháng 5 năm 2020"),
        ("luc 7 gio 30 phut", "lúc 7 giờ 30 phút"),
        ("tang 5 phan tram trong 3 nam", "tang 5 phần trăm trong 3 năm"),
        ("hai muoi lam trieu", "hai mươi lăm triệu"),
        ("Muoi lam nghin nguoi", "Mười lăm nghìn người"),
        ("hai tram linh nam ty", "hai trăm linh năm tỷ"),
        ("cong ty o phia nam", "cong ty o phia nam"),
        ("tang 2 ty so voi nam ngoai", "tang 2 tỷ so voi nam ngoai"),
        ("sau hai trieu", "sau hai triệu"),
        ("ba ngan va nam sinh", "ba ngàn va nam sinh"),
        ("Có 20 trieu", "Có 20 trieu"),
        ("", ""),
    ],
)
def test_words_of_numbers_get_their_marks_where_a_text_has_none(text: str, expected: str) -> None:
    assert marked(text) == expected
    assert len(expected) == len(text)


@pytest.mark.parametrize(
    ("source", "right", "wrong"),
    [
        ("Ong An mat 20 trieu dong.", "Mr An lost 20 million dong.", "Mr An lost 20 billion dong."),
        ("Ngay 2 thang 5, xe lat.", "On May 2 the coach overturned.", "On June 2 the coach overturned."),
        (
            "Luc 7 gio 30 sang, xe lat.",
            "At 7.30 a.m. a coach overturned.",
            "At 9.30 a.m. a coach overturned.",
        ),
        ("Gia xang tang 5 phan tram.", "Petrol rose 5 percent.", "Petrol rose 7 percent."),
        ("Ba trieu nguoi mat viec.", "Three million people lost work.", "Four million people lost work."),
        ("Nha may 2 ty do la.", "A 2-billion-dollar plant.", "A 2-million-dollar plant."),
        (
            "Toa phat 5 nam tu.",
            "The court gave five years in prison.",
            "The court gave eight years in prison.",
        ),
    ],
)
def test_numbers_without_diacritics_are_compared(source: str, right: str, wrong: str) -> None:
    errors = [
        [one for one in summarizer.check(source, text) if one.severity == "error"] for text in (right, wrong)
    ]
    assert not errors[0]
    assert [one.kind for one in errors[1]] == ["number"]


def test_english_and_names_are_no_vietnamese_without_diacritics() -> None:
    assert is_unmarked("Co quan cong an dang dieu tra vu viec")
    assert not is_unmarked("Police are looking into the case in Hanoi")
    assert not is_unmarked("Công an đang điều tra")
    assert not is_unmarked("Nguyen Van An")


def test_an_article_without_diacritics_is_told_once() -> None:
    line = "Cong an tinh Nghe An vua bat giu ba doi tuong mua ban ma tuy."
    (found,) = read_text(f"{line}\n{line}\n", source="a.txt").findings
    assert (found.kind, found.severity) == ("language", "warning")
    assert "no Vietnamese diacritics" in found.message


def test_pairs_without_diacritics_are_told_once(tmp_path, capsys) -> None:
    path = tmp_path / "a.tsv"
    pair = "Cong an dang dieu tra vu viec.\tPolice are investigating the case.\n"
    path.write_text(f"Có mưa.\tIt rained.\n{pair}{pair}", encoding="utf-8")
    assert main(["check", str(path), "-f", "jsonl"]) == 0
    found = [json.loads(line)["findings"] for line in capsys.readouterr().out.splitlines()]
    assert [len(one) for one in found] == [0, 1, 0]
    assert "without diacritics" in found[1][0]["message"]


def test_a_text_without_diacritics_is_told_at_its_beginning(tmp_path, capsys) -> None:
    path = tmp_path / "a.tsv"
    path.write_text(
        "Troi mua.\tIt rains.\nCong an dang dieu tra vu viec.\tPolice are investigating the case.\n",
        encoding="utf-8",
    )
    assert main(["check", str(path), "-f", "jsonl"]) == 0
    found = [json.loads(line)["findings"] for line in capsys.readouterr().out.splitlines()]
    assert [len(one) for one in found] == [1, 0]
    assert "without diacritics" in found[0][0]["message"]


def test_english_in_capitals_is_told_as_english() -> None:
    text = "THE PRESIDENT OF THE UNITED STATES SAID ON MONDAY THAT HE WOULD GO."
    (found,) = read_text(text, source="a.txt").findings
    assert "does not read as Vietnamese (English)" in found.message
