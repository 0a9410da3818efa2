"""Persons of an article: how they are introduced, and which short names mean them."""

import pytest

from summarizer.text.introductions import bare_mentions, introduced, persons, short_mentions


@pytest.mark.parametrize(
    ("sentence", "name", "behind"),
    [
        ("Tối 26-3, ông Hoàng Trọng Niệm (63 tuổi) đi dọc sông.", "ông Hoàng Trọng Niệm", " (63 tuổi)"),
        (
            "Ông Lê Ngọc Hải - trưởng công an xã Ninh Lộc - xác nhận.",
            "Ông Lê Ngọc Hải",
            " - trưởng công an xã Ninh Lộc",
        ),
        (
            "Giang Thị Kim Cúc, người khởi xướng phong trào, cho hay sẽ đi tiếp.",
            "Giang Thị Kim Cúc",
            ", người khởi xướng phong trào",
        ),
        ("Chủ tịch UBND tỉnh Nguyễn Xuân Đường đến nơi.", "Chủ tịch UBND tỉnh Nguyễn Xuân Đường", ""),
        ("Tổng thống Mỹ Donald Trump phát biểu.", "Tổng thống Mỹ Donald Trump", ""),
        ("Ngoại trưởng Nga Sergey Lavrov và ông Mike Pompeo gặp nhau.", "Ngoại trưởng Nga Sergey Lavrov", ""),
    ],
)
def test_a_person_is_introduced_with_title_and_description(sentence: str, name: str, behind: str) -> None:
    first = persons([sentence])[0]
    assert (first.name, first.behind) == (name, behind)


@pytest.mark.parametrize(
    "sentence",
    [
        "Xe chạy trên đường Nguyễn Trãi.",
        "Thủ tướng Nhật Bản đến thăm.",
        "Ông Nam gọi điện.",
        "Bộ Công Thương họp.",
    ],
)
def test_streets_places_and_short_names_introduce_nobody(sentence: str) -> None:
    assert not persons([sentence])


def meant(text: str, *sentences: str) -> list[list[str]]:
    found = short_mentions(text, persons(sentences))
    return [[" ".join(one.words) for one in people] for _, people in found]


def test_a_short_name_means_everybody_who_bears_it() -> None:
    assert meant("Bà Nga bị bắt.", "Bà Đặng Thị Nga ở Sơn La.", "Luật sư Vũ Thị Nga bào chữa.") == [
        ["Đặng Thị Nga", "Vũ Thị Nga"]
    ]
    assert meant("Tối 4-9, Minh và một người bạn đến.", "Anh Lê Văn Minh bị bắt.") == [["Lê Văn Minh"]]
    assert meant("Bilden rút lui.", "Ông Philip Bilden là doanh nhân.") == [["Philip Bilden"]]


def test_a_full_name_or_a_word_of_the_same_letters_means_nobody_else() -> None:
    assert not meant("Ông Lê Văn Nam nói ông Nam vô tội.", "Ông Lê Văn Nam bị bắt.")
    assert not meant("Khu vực miền Nam mưa lớn.", "Ông Lê Văn Nam bị bắt.")


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("Nhóm ông Niệm hô hoán.", "Nhóm ông Hoàng Trọng Niệm (63 tuổi) hô hoán."),
        ("Ông Niệm hô hoán.", "Ông Hoàng Trọng Niệm (63 tuổi) hô hoán."),
    ],
)
def test_the_introduction_takes_the_place_of_the_short_name(text: str, result: str) -> None:
    known = persons(["Tối 26-3, ông Hoàng Trọng Niệm (63 tuổi) đi dọc sông."])
    [(mention, people)] = short_mentions(text, known)
    assert introduced(mention, people[0], text) == result


def test_a_description_in_the_middle_of_a_sentence_is_closed() -> None:
    known = persons(["Ông Lê Ngọc Hải - trưởng công an xã Ninh Lộc - xác nhận."])
    text = "Theo đó, ông Hải đề nghị làm rõ."
    [(mention, people)] = short_mentions(text, known)
    assert introduced(mention, people[0], text) == (
        "Theo đó, ông Lê Ngọc Hải - trưởng công an xã Ninh Lộc - đề nghị làm rõ."
    )


def test_the_first_place_that_says_who_somebody_is_introduces_him() -> None:
    known = persons(["Ông Nguyễn Thiện Nhân đến dự.", "Bí thư Thành uỷ Nguyễn Thiện Nhân phát biểu."])
    assert [(one.name, one.sentence) for one in known] == [("Bí thư Thành uỷ Nguyễn Thiện Nhân", 1)]
    [(mention, person)] = bare_mentions("Theo ông Nguyễn Thiện Nhân, dự án chậm.", known)
    assert introduced(mention, person, "Theo ông Nguyễn Thiện Nhân, dự án chậm.") == (
        "Theo bí thư Thành uỷ Nguyễn Thiện Nhân, dự án chậm."
    )


def test_a_foreigner_without_a_title_is_known_by_the_short_name_with_one() -> None:
    texts = ["Jeff Bezos là người giàu nhất.", "Ông Bezos lập Amazon."]
    assert [" ".join(one.words) for one in persons(texts)] == ["Jeff Bezos"]
    assert not persons(texts[:1])


def test_a_sentence_that_ends_in_the_letter_of_a_short_form_ends() -> None:
    (person,) = persons(["Chủ tịch tăng GDP. Nguyễn Xuân Đường đến nơi."])
    assert person.name == "Nguyễn Xuân Đường"
    (person,) = persons(["Chủ tịch UBND TP. Nguyễn Xuân Đường đến nơi."])
    assert person.name == "Chủ tịch UBND TP. Nguyễn Xuân Đường"


def test_an_office_of_a_company_is_nobodys_name() -> None:
    texts = [
        "Ông Hồ Quốc Lực - tổng giám đốc Công ty cổ phần thực phẩm Sao Ta - cảnh báo giá tôm giảm.",
        "Ông Lê Văn Quang - chủ tịch HĐQT Công ty cổ phần thuỷ sản Minh Phú - nêu thêm một nút thắt.",
    ]
    known = persons(texts)
    assert [one.words for one in known] == [("Hồ", "Quốc", "Lực"), ("Lê", "Văn", "Quang")]
    assert not list(short_mentions("Theo tổng giám đốc Công ty Sao Ta, giá tôm giảm.", known))


def test_who_is_introduced_behind_the_name_is_not_introduced_again() -> None:
    told = "Hôm qua, ông Lê Văn Tâm - Đội phó Đội trật tự biển Tuy Hoà (Phú Yên) cho biết, cá đã đi."
    assert list(bare_mentions(told.replace("biết, ", "biết "), persons([told]))) == []
    (bare,) = bare_mentions("Sáng qua, ông Lê Văn Tâm cho biết cá đã đi.", persons([told]))
    assert bare[1].behind == " - Đội phó Đội trật tự biển Tuy Hoà (Phú Yên)"
