"""The list of findings is for people: errors first, each kind once, alike ones together; JSON has all."""

from io import StringIO

import pytest
from rich.console import Console
from sample_report import sample_report

from summarizer.models.catalog import profile_files
from summarizer.render import markdown, page, plain, terminal
from summarizer.render.formats import renderer
from summarizer.render.gathering import gathered
from summarizer.render.lines import expectation
from summarizer.report import Finding, Report


def lost(sentence: int, text: str) -> Finding:
    message = f"the article says {text}; the English not"
    return Finding(
        kind="number",
        severity="error",
        task="translation",
        target="translation",
        sentence=sentence,
        message=message,
        expected=text,
    )


def doubt(sentence: int, share: str) -> Finding:
    return Finding(
        kind="confidence",
        severity="warning",
        task="translation",
        target="translation",
        sentence=sentence,
        message=f"by estimate {share} likely wrong",
        found=share,
    )


def lines(*findings: Finding, placed: bool = True) -> list[str]:
    return [line for group in gathered(findings) for line in group.lines(placed=placed)]


def test_findings_that_differ_in_what_they_name_are_one_line_with_their_places():
    assert lines(lost(4, "1.250"), lost(9, "15"), lost(9, "8,5%"), doubt(5, "87%"), doubt(7, "62%")) == [
        "error in sentences 4 (“1.250”) and 9 (“15”, “8,5%”) (number): the article says …; the English not",
        "warning in sentences 5 (“87%”) and 7 (“62%”) (confidence): by estimate … likely wrong",
    ]


def test_errors_come_first_and_each_kind_once():
    other = lost(3, "8").model_copy(update={"message": "the article says 8; the English 9", "found": "9"})
    assert lines(doubt(2, "80%"), lost(4, "1.250"), doubt(3, "70%"), other, placed=False) == [
        "2 errors in translation (number):",
        "sentence 4: the article says 1.250; the English not",
        "sentence 3: the article says 8; the English 9",
        "warning in translation, sentences 2 (“80%”) and 3 (“70%”) (confidence): by estimate … likely wrong",
    ]


def test_one_finding_says_all_that_it_has():
    one = lost(4, "1.250").model_copy(update={"message": "it is in doubt", "found": "1.25"})
    assert lines(one) == ["error in sentence 4 (number): it is in doubt (expected “1.250”, found “1.25”)"]


def test_a_value_is_not_taken_out_of_the_middle_of_a_word_or_number():
    assert lines(lost(2, "5"), lost(4, "15")) == [
        "error in sentences 2 (“5”) and 4 (“15”) (number): the article says …; the English not"
    ]


def many() -> Report:
    found = (doubt(2, "80%"), lost(4, "1.250"), doubt(5, "87%"), lost(4, "318"))
    return sample_report().model_copy(update={"findings": found})


def test_every_format_has_a_line_a_kind_and_a_mark_a_sentence():
    text = plain.render(many())
    assert text.count("[!]") == 5  # three sentences and two kinds
    assert text.index("(number)") < text.index("(confidence)")
    assert "2. warning in translation, sentences 2 (“80%”) and 5 (“87%”)" in markdown.render(many())
    console = Console(width=120, record=True, file=StringIO())
    console.print(terminal.page(many()))
    shown = console.export_text()
    assert shown.count("[!1]") == 2
    assert shown.count("[!2]") == 3
    html = page.render_page(many())
    assert html.count("▲ warning</span> <b>confidence</b>") == 3  # two sentences and the list
    assert '<a href="#s2">translation, sentence 2</a> <bdi>(“80%”)</bdi>, <a href="#s5">5</a>' in html


def test_json_has_every_finding_as_it_was():
    assert Report.from_json(renderer("json")(many())).findings == many().findings


@pytest.mark.parametrize(("doubts", "beyond"), [((0.1, 0.2, 0.1), False), ((0.6, 0.4, 0.5), True)])
def test_a_larger_model_is_named_where_a_text_is_beyond_this_one(doubts, beyond):
    part = sample_report().translation
    segments = [
        one.model_copy(update={"doubt": share}) for one, share in zip(part.segments, doubts, strict=False)
    ]
    told = expectation(part.model_copy(update={"segments": tuple(segments)}))
    assert told.startswith(
        f"By estimate {'about 2' if beyond else 'none'} of 3 sentences say something wrong"
    )
    assert ("-m madlad-400-3b, nllb-200-1.3b" in told) is beyond
    assert {"madlad-400-3b", "nllb-200-1.3b"} <= set(profile_files())


def test_one_is_no_plural():
    part = sample_report().translation
    segments = [
        one.model_copy(update={"doubt": share})
        for one, share in zip(part.segments, (0.9, 0, 0), strict=False)
    ]
    told = expectation(part.model_copy(update={"segments": tuple(segments)}))
    assert "about 1 of 3 sentences says" in told


def test_a_translation_alone_says_what_to_expect_with_its_findings_and_not_in_the_text():
    report = many()
    part = report.translation
    segments = tuple(one.model_copy(update={"doubt": 0.5}) for one in part.segments)
    alone = {
        "extractive": None,
        "abstractive": None,
        "translation": part.model_copy(update={"segments": segments}),
    }
    text = plain.render(report.model_copy(update=alone))
    assert text.startswith("Conference on solar power")
    assert "Findings\nBy estimate about 4 of 8 sentences say something wrong" in text
