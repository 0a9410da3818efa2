"""Places and names that are listed: found in their longest form, with their English."""

import pytest

from summarizer.resources import folder
from summarizer.text.glossary_files import read
from summarizer.text.known_names import (
    ends_with_home,
    english_of,
    find,
    homes,
    is_home,
    known,
    with_whole_city,
)
from summarizer.text.languages import rows


def _found(text: str) -> list[str]:
    return [text[match.start : match.end] for match in find(text)]


def test_the_longest_form_wins():
    assert _found("Từ Mỹ Tho, ông bay sang Mỹ.") == ["Mỹ Tho", "Mỹ"]
    assert _found("Sân vận động Mỹ Đình và xã Phú Mỹ") == ["Mỹ Đình", "Phú Mỹ"]
    assert _found("Thái Bình, Thái Bình Dương và Thái Lan") == ["Thái Bình", "Thái Bình Dương", "Thái Lan"]
    assert "America" not in english_of("Đội khách thắng ở Mỹ Đình và Mỹ Tho.")
    assert "America" in english_of("Đội tuyển Mỹ thắng ở Mỹ Đình.")


@pytest.mark.parametrize("form", [row[0] for row in rows("vi", "places") + rows("vi", "names")])
def test_every_listed_form_is_found_whole(form: str):
    assert _found(form) == [form]
    assert known(form).form == form


def test_hyphens_and_the_place_of_a_tone_mark_make_no_difference():
    assert known("Khánh Hoà") is known("Khánh Hòa")
    assert "Iraq" in english_of("Chiến tranh I-rắc")
    assert "Iraq" in english_of("Chiến tranh Irắc")
    assert _found("quan hệ Mỹ-Trung Quốc") == ["Mỹ", "Trung Quốc"]


def test_capitals_are_as_listed():
    assert _found("ý kiến của áo mỹ thuật") == []
    assert _found("các nước châu Âu, Châu á và châu phi") == ["Âu", "á", "phi"]


def test_a_country_has_the_names_of_its_people():
    assert known("Liên bang Nga").countries == ("RU",)
    assert {"Russia", "Russian"} <= set(english_of("Bộ Ngoại giao Nga"))
    assert {"Ivory Coast", "Ivorian"} <= set(english_of("cầu thủ Bờ Biển Ngà"))


def test_an_exonym_has_another_name_in_english():
    assert known("Nga").is_exonym
    assert not known("Iraq").is_exonym
    assert not known("Huế").is_exonym


def test_places_at_home_are_those_of_vietnam():
    assert {"Hà Nội", "Mỹ Tho", "Hồ Chí Minh"} <= homes()
    assert not {"Mỹ", "Thái Bình Dương", "Đông Anh"} & homes()
    assert is_home("Khánh Hoà")
    assert not is_home("Nga")
    assert ends_with_home("tỉnh Bình Dương")
    assert not ends_with_home("Thái Bình Dương")
    assert not ends_with_home("Bình Dương hôm nay")


def test_ho_chi_minh_city_has_one_name_and_one_english():
    for form in ("TP.HCM", "TP. HCM", "tp HCM", "TPHCM", "HCM", "Thành phố HCM"):
        assert with_whole_city(f"Tại {form}, trời mưa") == "Tại thành phố Hồ Chí Minh, trời mưa"
    assert with_whole_city("Tp.Hồ Chí Minh") == "thành phố Hồ Chí Minh"
    assert {"Saigon", "HCMC"} <= set(known("Hồ Chí Minh").english)
    assert english_of("Sài Gòn")
    assert english_of("TP.HCM") == english_of("Hồ Chí Minh")


def test_the_glossary_and_the_places_have_the_same_english():
    terms, _ = read(folder("configs") / "glossaries" / "places.tsv")
    both = [(row.term, name) for row in terms if (name := known(row.term.source)) and name.english]
    assert len(both) > 50
    for term, name in both:
        assert term.type == "skip" or term.english in name.english
