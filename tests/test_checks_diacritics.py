"""Names in English stand without Vietnamese diacritics; nothing else is touched."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.checks.analysed import Output
from summarizer.checks.names.diacritics import check, without
from summarizer.config import Settings
from summarizer.pipeline import Pipeline
from summarizer.text.reading import read_text
from tests.scripted import ScriptedEngine


@pytest.mark.parametrize(
    ("kept", "plain"),
    [
        ("Mr Nguyễn Văn Ân left Đà Nẵng.", "Mr Nguyen Van An left Da Nang."),
        ("President Tô Lâm met Emmanuel Macron.", "President To Lam met Emmanuel Macron."),
        ("Hà Nội's old quarter", "Ha Noi's old quarter"),
        ("farms in Đắk Lắk and Cư M’gar", "farms in Dak Lak and Cu M’gar"),
        ("Đ.T.H., 32, of Huế", "D.T.H., 32, of Hue"),
        ("in Huế or Vinh", "in Hue or Vinh"),
        ("the Hòa Phát company", "the Hoa Phat company"),
        ("Samsung Thái Nguyên", "Samsung Thai Nguyen"),
        ("LÊ THỊ HOA WINS", "LE THI HOA WINS"),
        ("She ate phở with Lê Hà.", "She ate phở with Le Ha."),
    ],
)
def test_names_of_people_and_places_lose_them(kept, plain):
    assert without(kept) == plain
    (found,) = check(Output(kept))
    assert (found.kind, found.severity) == ("name", "info")
    assert not list(check(Output(plain)))


@pytest.mark.parametrize(
    "text",
    [
        "José Mourinho ate crème brûlée in São Paulo and Zürich.",  # foreign names
        "Người dân ở Quảng Nam want low rates.",  # Vietnamese that was left over is not hidden
        "Công ty Hòa Phát said so.",
        "The film “Mắt biếc” and the song “Sóng” won.",  # titles of works
        "He came from Trung Quốc.",  # which English calls otherwise
        "a bowl of phở, an áo dài",
        "Nguyen Van An, 32",
    ],
)
def test_nothing_else_is_touched(text):
    assert without(text) == text
    assert not list(check(Output(text)))


@given(st.text(alphabet="AaĐđếÔo Ữ'’.“”-\n1"))
def test_only_diacritics_change_and_once_is_enough(text):
    text = unicodedata.normalize("NFC", text)
    plain = without(text)
    assert without(plain) == plain
    assert bare(plain) == bare(text)


def bare(text):
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@pytest.mark.parametrize(
    ("diacritics", "name"), [("remove", "Mr Hung lives in Da Nang."), ("keep", "Mr Hùng lives in Đà Nẵng.")]
)
def test_the_setting_holds_for_all_of_a_translation(diacritics, name):
    tasks = {"run": ("translation",), "repairs": 0, "diacritics": diacritics}
    engine = ScriptedEngine(lambda request: "Mr Hùng lives in Đà Nẵng.")
    pipeline = Pipeline(Settings.model_validate({"tasks": tasks}), load=engine.load)
    report = pipeline.process(read_text("Ông Hùng sống ở Đà Nẵng.\n\nÔng Hùng sống ở Đà Nẵng.", source="a"))
    assert report.translation.text == f"{name}\n\n{name}"
    assert report.translation.segments[0].text == name
    assert not report.findings
