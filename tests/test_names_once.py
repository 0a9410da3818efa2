"""One garbled name is one error; two names are two."""

import pytest

import summarizer
from summarizer.checks.names.once import told_once
from summarizer.config import Settings
from summarizer.pipeline import Pipeline
from summarizer.report import Finding, Severity
from summarizer.text.reading import read_text
from tests.scripted import ScriptedEngine

GARBLED = (
    ("Mưa lớn gây ngập ở Lâm Đồng hôm qua.", "Heavy rain flooded Lam Dang yesterday.", 1),
    ("Công ty Lâm Đồng mở cửa.", "Lam Dang Company opened.", 1),
    ("Bà Trần Thị Hoa sống ở Quảng Ngãi.", "Ms Tran Thi Hoan lives in Quang Nga.", 2),
)


def name(expected: str | None, found: str | None, severity: Severity = "error") -> Finding:
    return Finding(kind="name", severity=severity, message="…", expected=expected, found=found)


@pytest.mark.parametrize(("source", "translation", "number"), GARBLED)
def test_a_garbled_name_is_told_once(source: str, translation: str, number: int) -> None:
    found = [one for one in summarizer.check(source, translation) if one.kind == "name"]
    assert [one.severity for one in found] == ["error"] * number
    assert all(one.expected and one.found for one in found)


def test_a_garbled_name_of_the_model_is_told_once() -> None:
    engine = ScriptedEngine(lambda _: "Singer My Tho sang.")
    settings = Settings.model_validate({"tasks": {"run": ("translation",)}})
    article = read_text("Đêm nhạc\nCa sĩ Mỹ Tâm hát.\n", source="a.txt")
    report = Pipeline(settings, load=engine.load).process(article)
    found = [one for one in report.findings if (one.sentence, one.kind) == (2, "name")]
    assert [(one.expected, one.found) for one in found] == [("Mỹ Tâm", "My Tho")]


def test_what_another_finding_tells_in_full_is_left_out() -> None:
    whole = name("Lâm Đồng", "Lam Dang")
    parts = [
        name(None, "Lam Dang"),
        name(None, "Lam"),
        name("Lâm Đồng", "Dang"),
        name("Lâm Đồng", None, "warning"),
    ]
    assert told_once([*parts, whole]) == (whole,)


@pytest.mark.parametrize(
    "other",
    [
        name(None, "Dan"),  # a part of a word
        name("Lâm Thao", "Dang"),
        name("Lâm Thao", None),
        name(None, "Lam Dang", "info"),
        name("Lâm Đồng", "Lam Dang"),
        Finding(kind="term", severity="error", message="…", expected=None, found="Dang"),
    ],
)
def test_what_says_something_else_stays(other: Finding) -> None:
    whole = name("Lâm Đồng", "Lam Dang")
    assert told_once([other, whole]) == (other, whole)


def test_a_warning_never_stands_for_an_error() -> None:
    both = (name("Lâm Đồng", "Lam Dang", "warning"), name(None, "Lam Dang"))
    assert told_once(both) == both
