"""A pronoun whose person the title alone names gets that name, where it can mean nobody else."""

import pytest

from summarizer.text.reading import read_text
from summarizer.text.standalone import Surroundings
from summarizer.text.title_persons import by_title


@pytest.mark.parametrize(
    ("title", "text", "told"),
    [
        (
            "Ông Nguyễn Đức Chung bị bắt",
            "Ông này bị khởi tố về tội chiếm đoạt tài liệu.",
            "Ông Nguyễn Đức Chung bị khởi tố về tội chiếm đoạt tài liệu.",
        ),
        (
            "Ông Trump kiện báo",
            "Ông cho rằng tờ báo vu khống mình.",
            "Ông Trump cho rằng tờ báo vu khống mình.",
        ),
        ("Trần Thị Lan ra toà", "Bà bị cáo buộc lừa đảo.", "Trần Thị Lan bị cáo buộc lừa đảo."),
        ("Trần Thị Lan ra toà", "Ông bị cáo buộc lừa đảo.", None),
        ("Bà Trần Thị Lan kiện ông Lê Văn An", "Bà cho rằng căn nhà là của mình.", None),
        ("Vợ ông Kim Jong-un thăm Trung Quốc", "Ông được đón tiếp trọng thể.", None),
        ("Giá xăng tăng", "Ông cho rằng giá còn tăng.", None),
        ("Ông Nguyễn Đức Chung bị bắt", "Ông Chung bị khởi tố sáng nay.", None),
        ("Ông Nguyễn Đức Chung bị bắt", "Anh Quốc mở lại biên giới.", None),
        ("Bộ trưởng Nguyễn Thị Lan thăm nông dân", "Bà con nông dân được mùa.", None),
        ("Nguyễn Thị Lan mất tích", "Cô bé bị lạc từ hôm qua.", None),
        ("Nguyễn Thị Lan mất tích", "Cô giáo cho biết em nghỉ học.", None),
        ("Nguyễn Thị Lan mất tích", "Cô tiếp viên bị bắt.", None),
        ("Nguyễn Thị Lan mất tích", "Chị em phụ nữ đã đi tìm.", None),
        ("Nguyễn Thị Lan mất tích", "Cô đã rời nhà hôm qua.", "Nguyễn Thị Lan đã rời nhà hôm qua."),
        ("Nguyễn Văn Nam ra tù", "Ông chủ cửa hàng bị cướp.", None),
        ("Nguyễn Văn Nam ra tù", "Anh em công nhân đã mừng.", None),
        ("Thủ tướng Boris Johnson cảnh báo Iran", "Anh điều tàu chiến tới vùng Vịnh.", None),
        ("Thủ tướng Boris Johnson cảnh báo Iran", "Anh sẽ điều tàu chiến.", None),
        ("Thủ tướng Anh Johnson cảnh báo Iran", "Anh sẽ điều tàu chiến.", None),
        ("Bắt anh Nguyễn Văn Nam", "Anh đã khai nhận.", "Anh Nguyễn Văn Nam đã khai nhận."),
        ("Nguyễn Văn Nam ra tù", "Anh này đã mừng.", "Nguyễn Văn Nam đã mừng."),
    ],
)
def test_the_titles_person_stands_for_the_pronoun(title: str, text: str, told: str | None) -> None:
    assert by_title(text, title) == told


def test_it_is_a_passage_that_rests_on_the_title_too_and_lacks_nothing() -> None:
    text = "Ông Nguyễn Đức Chung bị bắt\nÔng này bị khởi tố về tội chiếm đoạt tài liệu.\nBà Lan nói vậy."
    first, second = Surroundings(read_text(text, source="bai.txt")).passages
    assert (first.ids, first.needs) == ((1, 2), ())
    assert second.sentence.text == "Bà Lan nói vậy."


def test_what_is_no_pronoun_stays_and_is_told_to_point_back() -> None:
    body = "Bà con nông dân được mùa lúa và cá năm nay."
    text = f"Bộ trưởng Nguyễn Thị Lan thăm nông dân\n{body}\nGiá lúa tăng."
    first = Surroundings(read_text(text, source="bai.txt")).passages[0]
    assert first.sentence.text == body
    assert first.ids == (2,)
    assert [need.kind for need in first.needs] == ["pointing"]


def test_nobody_of_the_title_is_meant_behind_another_person() -> None:
    body = ("Trung tá Lê Văn An vừa bị kỷ luật.", "Ông này nhận sai phạm trước đơn vị.")
    around = Surroundings(read_text("\n".join(["Ông Nguyễn Đức Chung bị bắt", *body]), source="bai.txt"))
    assert around.passages[1].sentence.text == body[1]


def test_whose_full_name_the_title_alone_has_is_introduced_by_it() -> None:
    text = (
        "Giám đốc Nguyễn Đức Chung bị bắt\nSáng nay, ông Chung bị khởi tố tại Hà Nội.\nVụ án đang điều tra."
    )
    made = Surroundings(read_text(text, source="bai.txt")).introducing("Sáng nay, ông Chung bị khởi tố.")
    assert (made.text, made.ids) == ("Sáng nay, giám đốc Nguyễn Đức Chung bị khởi tố.", (1,))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Nam ca sĩ cho biết album có 12 bài hát.", ["thing"]),
        ("Nữ y tá bị bắt tại sân bay Nội Bài.", ["thing"]),
        ("Nữ diễn viên đã ly hôn từ năm ngoái.", ["thing"]),
        ("Nam ca sĩ Sơn Tùng cho biết album có 12 bài hát.", []),
        ("Nữ giới được nghỉ hưu sớm hơn.", []),
        ("Nam Cao là nhà văn của làng quê.", []),
        ("Nam giới là nhóm có nguy cơ cao.", []),
    ],
)
def test_somebody_told_by_what_he_is_alone_is_not_known(text: str, kinds: list[str]) -> None:
    around = Surroundings(read_text(f"Tin trong ngày hôm nay\n{text}", source="bai.txt"))
    assert [need.kind for need in around.needs(text)] == kinds
