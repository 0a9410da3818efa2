"""Plain text, Markdown and JSON: nothing wrapped, every doubt marked, nothing of the article acts."""

import html
import json
import re

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as strings
from markdown_it import MarkdownIt
from sample_report import hostile_report, sample_report

from summarizer.render import markdown, plain
from summarizer.render.formats import renderer
from summarizer.report import ExtractedSentence, Extractive, Report, json_schema
from summarizer.text.one_line import one_line


def only(task: str, **changes) -> Report:
    parts = dict.fromkeys({"extractive", "abstractive", "translation"} - {task})
    return sample_report().model_copy(update={**parts, **changes})


def test_text_has_all_parts_and_no_escape_or_box():
    text = plain.render(sample_report())
    assert text.startswith("Hội nghị bàn về phát triển điện mặt trời ở miền Trung\n\n")
    assert "[2] (0.91) Sáng 14/5, tại Đà Nẵng" in text
    assert "sáng 14/5. [2, 3] Cả nước" in text
    assert "\nConference on solar power in central Vietnam\n\nOn the morning" in text
    assert not re.search(r"[\x1b─│╭]", text)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


def test_text_marks_each_doubtful_sentence_and_lists_every_finding():
    report = sample_report()
    text = plain.render(report)
    assert "Giá điện sẽ tăng gấp đôi. [!]" in text
    assert "The missing General chaired it. [!]" in text
    assert "a conference. The missing" in text  # a sentence without a doubt has no mark
    for finding in report.findings:
        sign = "[i]" if finding.severity == "info" else "[!]"
        assert re.search(
            rf"^{re.escape(sign)} {finding.severity} in .*\({finding.kind}\): ", text, re.MULTILINE
        )
    assert "(expected “1.250”, found “1.25”)" in text


def test_a_sentence_without_translation_shows_as_missing_with_its_mark():
    assert "Delegates asked for a plan. [!] […] [!]\n" in plain.render(sample_report())


def test_a_missing_translation_shows_even_when_no_finding_tells():
    assert "[…]" in plain.render(sample_report().model_copy(update={"findings": ()}))


def test_one_clean_task_is_its_text_alone():
    assert plain.render(only("abstractive", findings=())) == (
        "Viện Năng lượng bàn về điện mặt trời tại Đà Nẵng sáng 14/5. "
        "Cả nước có 1.250 dự án, 318 dự án đã phát điện. Giá điện sẽ tăng gấp đôi.\n"
    )
    extractive = plain.render(only("extractive", findings=())).splitlines()
    assert extractive[0].startswith("Sáng 14/5, tại Đà Nẵng")
    assert len(extractive) == 3
    translation = plain.render(only("translation", findings=()))
    assert translation.startswith("Conference on solar power in central Vietnam\n\nOn the morning")


def test_one_task_with_only_told_findings_is_its_text_alone():
    told = tuple(finding for finding in sample_report().findings if finding.severity == "info")
    assert "[i]" not in plain.render(only("abstractive", findings=told))


def test_one_doubtful_task_has_marks_and_the_list():
    text = plain.render(only("translation"))
    assert "The missing General chaired it. [!]" in text
    assert "[!] error in translation, sentence 3 (term)" in text


@pytest.mark.parametrize("render", [plain.render, markdown.render])
def test_explain_shows_what_each_sentence_rests_on(render):
    text = render(sample_report(), explain=True)
    assert "position 0.30 + centrality 0.61" in text
    summary = text[text.index("Abstractive summary") : text.index("English translation")]
    first = summary.index("Viện Năng lượng bàn về")
    assert "[3] Thiếu tướng Trần Quốc Bình" in summary[first : summary.index("Cả nước có")]


def test_findings_of_the_extractive_part_do_not_mark_the_abstractive_one():
    report = sample_report()
    finding = report.findings[4].model_copy(update={"task": "extractive", "sentence": 1})
    text = plain.render(report.model_copy(update={"findings": (finding,)}))
    assert "chức hội nghị về phát triển điện mặt trời. [!]" in text
    assert "sáng 14/5. [2, 3] Cả nước" in text


@pytest.mark.parametrize("render", [plain.render, markdown.render])
@pytest.mark.parametrize("mark", ["1. ", "a) ", "• "])
def test_a_chosen_sentence_shows_no_mark_of_its_list(render, mark):
    chosen = ExtractedSentence(id=2, rank=1, score=0.9, text=f"{mark}cấm đỗ xe.", components={})
    text = render(only("extractive", extractive=Extractive(sentences=(chosen,)), findings=()))
    assert "cấm đỗ xe" in text
    assert mark.strip() not in text


def test_text_holds_no_control_of_the_article():
    text = plain.render(escaping_report())
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    assert "[red]" in text


def escaping_report() -> Report:
    evil = "Chữ \x1b[31mđỏ\x1b]0;x\x07\r\n\x9b2J [red]và[/red] \u202eđảo"
    report = hostile_report()
    sentences = tuple(one.model_copy(update={"text": evil}) for one in report.document.sentences)
    return report.model_copy(
        update={
            "document": report.document.model_copy(
                update={"sentences": sentences, "title": evil, "source": evil}
            ),
            "findings": tuple(one.model_copy(update={"message": evil}) for one in report.findings),
        }
    )


def test_markdown_marks_doubts_and_lists_them():
    text = markdown.render(sample_report())
    assert "# Hội nghị bàn về phát triển điện mặt trời ở miền Trung\n" in text
    assert "- **[2]** (0.91) Sáng 14/5" in text
    assert "### Conference on solar power" in text
    assert "The missing General chaired it. **[!]**" in text
    assert "3. error in translation, sentence 4 (number)" in text


@pytest.mark.parametrize(
    "text",
    ["# no heading", "- no item", "1. no item", "1) no item", "+ no item", "=== no heading", "> no quote",
     "*no* _emphasis_", "`no code`", "[no](link)", "<b>no html</b>", "a | b", "~~no~~", "&amp;", "\\",
     "![x](y)", "---", "    code", "http://example.org", "<http://example.org>", "a\n\n# b", "!["],
)  # fmt: skip
def test_markdown_of_the_article_stays_text(text):
    stays_text(text)


@given(strings.text(alphabet="a1 .)#+-=*_`[](){}<>!|~&;\\:/\n\t\"'đ"))
def test_markdown_of_any_article_stays_text(text):
    stays_text(text)


def stays_text(text: str) -> None:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    shown = html.unescape(re.sub(r"^<p>|</p>$", "", parser.render(markdown.escape(text)).strip()))
    assert shown == one_line(text)
    in_item = parser.render(f"- {markdown.escape(text) or 'x'}")
    assert in_item.count("<") == 4  # the list and its item, opened and closed


def test_json_keeps_to_its_schema_and_can_be_read_back():
    report = sample_report()
    value = json.loads(renderer("json")(report))
    jsonschema.validate(value, json_schema())
    assert Report.from_json(renderer("json")(report)) == report
    assert renderer("jsonl")(report).count("\n") == 1
    assert json.loads(renderer("jsonl")(report)) == value
