"""Names that a model garbled are put right where it is certain what they stand for; nothing else changes."""

import pytest

from summarizer.checks.analysed import Output, Source
from summarizer.checks.names import initials, misread, respelling
from summarizer.checks.names.respelling import respelt
from summarizer.config import GlossarySettings
from summarizer.text.glossary import Glossary


@pytest.fixture(scope="module")
def put_right():
    glossary = Glossary.load(GlossarySettings())

    def of(source, output):
        return respelt(Source(source, tuple(glossary.find(source))), Output(output))

    return of


RIGHT = [
    ("Mưa lớn ở xã Na Mèo.", "Heavy rain in Na Mepo commune.", "Heavy rain in Na Meo commune."),
    ("Ông Hoàng Trọng Niệm đi dọc sông.", "Hoang Trong Nen walked.", "Hoang Trong Niem walked."),
    ("Do ông Nguyễn Thái Luyện làm chủ tịch.", "Nguyen Thai Nguyen is chair.", "Nguyen Thai Luyen is chair."),
    ("Ở huyện Mỏ Cày Bắc có mưa.", "Rain in Moth Co Bac District.", "Rain in Mo Cay Bac District."),
    ("Gia đình ông Mến buôn bán.", "Mien's family trades.", "Men's family trades."),
    ("Tàu dừng ở ga Lăng Cô.", "It stopped at the Co station.", "It stopped at the Lang Co station."),
    ("Tàu Super Biển Đông ra đảo.", "The Super Binh Dong sailed.", "The Super Bien Dong sailed."),
    ("Anh Trần Văn Bảy đến Huế.", "Tran Van Seven came to Hue.", "Tran Van Bay came to Hue."),
    ("Chị Bùi Thị Xuân Mai làm y tá.", "Bui Thi Spring Mai is a nurse.", "Bui Thi Xuan Mai is a nurse."),
    ("Lúc đó, em Q. chạy về nhà.", "Then Q.C. ran home.", "Then Q. ran home."),
    ("Ông Tr.M.K. bị bắt.", "T.M.K.H. was arrested.", "Tr.M.K. was arrested."),
    ("Em L.T.Q kể lại.", "Then L.C.Q told it.", "Then L.T.Q told it."),
    ("Em L.T.Q kể lại.", "It was told by L.C.Q.", "It was told by L.T.Q."),
    ("Bà Đ.T.H. khai.", "D.H. testified.", "D.T.H. testified."),
    ("Bác sĩ Đ. đến Mỹ.", "Dr. D.C.K. came to the U.S.", "Dr. D. came to the U.S."),
]


@pytest.mark.parametrize(("source", "output", "expected"), RIGHT)
def test_a_garbled_name_gets_its_own_spelling_and_a_note_says_so(put_right, source, output, expected):
    text, (note,) = put_right(source, output)
    assert text == expected
    assert (note.kind, note.severity) == ("name", "info")
    assert note.found in output
    assert note.expected in expected


LEFT = [
    ("Ông Quân nói với bà Hoa.", "Quan told Hoa."),  # nothing is lost
    ("Ông Nguyễn Văn Hòa đến.", "Hoa came."),  # a person may be called by the given name
    ("Bà Lê Thị Hoa và bà Lê Thị Hòe cãi nhau.", "Le Thi Hoe and Le Thi Hoi quarrelled."),  # either of two
    ("Xã Bình Minh và xã Bình Mỹ sáp nhập.", "Binh Minh and Binh Minh communes merged."),
    ("Công ty Lâm Đồng mở cửa.", "The company opened."),
    ("Bão đổ bộ Bình Định.", "The storm hit Binh Duong."),  # another place: an error, no garbled name
    ("Trung Quốc bắt nhà văn Lưu.", "China arrested the writer Liu."),  # Chinese, in its own spelling
    ("Cộng hòa Dân chủ Công-gô.", "The Democratic Republic of Congo."),
    ("Hoa hậu H'Hen Niê đến.", "Miss H'Hen Nie came."),
    ("Chị N.T.H. và anh L.V.K. bị thương.", "N.T.H. and L.V.T. were injured."),  # initials of two
    ("Em H.T. và em H. đến.", "H.L. came."),
]
LEFT_INITIALS = [
    ("Ông U. sang nước ngoài chữa bệnh.", "Mr U went to the U.S. for treatment."),
    ("Ông U. sang nước ngoài.", "He went abroad, to U.S. cities."),
    ("Bác sĩ Đ. nói.", "Dr. D. told."),
    ("Anh M. nói.", "Mr. M. said."),
    ("Anh P. đến lúc 15 giờ.", "Mr P arrived at 3 P.M."),
    ("Anh P. đến buổi chiều.", "He arrived in the P.M. rush."),
    ("Anh A. đến lúc 9 giờ.", "He arrived at 9 A.M."),
    ("Chị D. sống ở thủ đô.", "She lives in Washington, D.C."),
    ("Anh N. ngồi ghế số 5.", "He sat in seat No. 5 with St. Jr. Sr. Co. signs."),
    ("Bà U. làm cho tổ chức.", "She works for U.N. and U.K. bodies at 3 p.m."),
    ("Bà P. học ở Huế.", "She took a Ph.D. in Hue."),
    ("Em B.T.C. mắc viêm gan.", "The child had hepatitis B."),
    ("Ông Q. kể với anh.", "According to Q. I ran."),
    ("Em H. đến.", "K. came."),
    ("Chị N.T.H. khai.", "H. testified."),
]


@pytest.mark.parametrize(("source", "output"), LEFT + LEFT_INITIALS)
def test_what_is_not_certain_is_left(put_right, source, output):
    assert put_right(source, output) == (output, ())


INITIALS = [
    ("Em L.T.Q kể lại.", "Then L.C.Q told it.", ["error"]),
    ("Ông Tr.M.K. và bà Đ.T.H. khai.", "T.M.K. and D.T.H. testified.", []),
    ("Bà Ô.T.Ư. khai.", "O.T.U. testified.", []),
    ("Ông L.V.K. và bà Đ.T.H. khai.", "L.V.K. and D.T.M. testified.", ["error"]),
    ("Ông L.V.K. và bà Đ.T.H. khai.", "L.V.K. testified in the U.S. at 3 P.M.", ["warning"]),
]


@pytest.mark.parametrize(("source", "output", "severities"), INITIALS)
def test_initials_are_told_once(source, output, severities):
    ours, theirs = Source(source), Output(output)
    found = [one for check in (initials, misread, respelling) for one in check.check(ours, theirs)]
    assert [one.severity for one in found] == severities


@pytest.mark.parametrize(("source", "output"), LEFT_INITIALS)
def test_right_initials_are_no_error(source, output):
    ours, theirs = Source(source), Output(output)
    found = [one for check in (initials, respelling) for one in check.check(ours, theirs)]
    assert not [one for one in found if one.severity == "error"]
