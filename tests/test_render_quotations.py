"""A summary's sentence that is the article's own words is shown as a quotation in every format."""

import html
import json
import re

import pytest
from sample_report import sample_report

from summarizer.config import Format
from summarizer.render.formats import renderer
from summarizer.report import Report


def quoting() -> Report:
    report = sample_report()
    assert report.abstractive is not None
    first, *rest = report.abstractive.sentences
    sentences = (first.model_copy(update={"quoted": True}), *rest)
    return report.model_copy(
        update={"abstractive": report.abstractive.model_copy(update={"sentences": sentences})}
    )


@pytest.mark.parametrize("format_", ["text", "markdown", "html", "rich"])
def test_a_quoted_sentence_stands_in_quotation_marks_and_no_other(format_: Format) -> None:
    shown = html.unescape(renderer(format_)(quoting()))
    line = re.sub(r"[\s\\]+", " ", shown)
    report = quoting()
    assert report.abstractive is not None
    first, *rest = (" ".join(one.text.split()) for one in report.abstractive.sentences)
    assert f"“{first}”" in line
    assert not any(f"“{other}”" in line for other in rest)


def test_json_says_which_sentences_are_quoted() -> None:
    read = json.loads(renderer("json")(quoting()))
    assert [one["quoted"] for one in read["abstractive"]["sentences"]] == [True, False, False]


def test_a_report_of_earlier_runs_has_no_quotations() -> None:
    read = json.loads(sample_report().to_json())
    for one in read["abstractive"]["sentences"]:
        del one["quoted"]
    again = Report.from_json(json.dumps(read))
    assert again.abstractive is not None
    assert not any(one.quoted for one in again.abstractive.sentences)


def in_english() -> Report:
    report = sample_report()
    assert report.abstractive is not None
    sentences = tuple(
        one.model_copy(update={"english": f"The gist of {number} <b>."})
        for number, one in enumerate(report.abstractive.sentences, start=1)
    )
    return report.model_copy(
        update={"abstractive": report.abstractive.model_copy(update={"sentences": sentences})}
    )


@pytest.mark.parametrize("explain", [False, True])
@pytest.mark.parametrize("format_", ["text", "markdown", "html", "rich"])
def test_the_english_of_a_summary_is_shown_where_there_is_some(format_: Format, explain: bool) -> None:
    shown = html.unescape(renderer(format_, explain=explain)(in_english())).replace("\\", "")
    for number in (1, 2, 3):
        assert f"The gist of {number} <b>." in shown
    assert "The gist" not in renderer(format_, explain=explain)(sample_report())
