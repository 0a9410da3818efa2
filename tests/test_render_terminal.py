"""The page on a terminal: it fits, shows each doubt at its sentence, and nothing in an article acts."""

import io
import re

import pytest
from rich.console import Console
from sample_report import sample_report
from test_render_plain import escaping_report

from summarizer.render.terminal import Page, page


def shown(piece: object, *, width: int = 80, colour: bool = False) -> str:
    file = io.StringIO()
    system = "standard" if colour else None
    Console(file=file, width=width, force_terminal=colour, color_system=system, highlight=False).print(piece)
    return file.getvalue()


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("width", [40, 80, 100])
def test_no_line_is_wider_than_the_terminal(width):
    assert max(map(len, shown(page(sample_report(), explain=True), width=width).splitlines())) <= width


def test_headings_stand_in_two_languages_and_the_parts_in_order():
    text = shown(page(sample_report(), tokens=925))
    places = [
        text.index(words)
        for words in (
            "Hội nghị bàn về phát triển",
            "Tóm tắt trích xuất · Extractive summary",
            "Tóm tắt diễn giải · Abstractive summary",
            "Bản dịch tiếng Anh · English translation",
            "gemma-3-270m-vi · cpu bfloat16 · 9.2 s · 100 tokens/s",
        )
    ]
    assert places == sorted(places)


def test_every_mark_has_its_line_in_the_legend():
    text = flat(shown(page(sample_report()), width=100))
    assert "[2] 0.91 Sáng 14/5" in text
    mark = re.search(r"The missing General chaired it\. (\[!\d+\]) (\[!\d+\])", text)
    assert mark
    assert f"{mark[1]} error in sentence 3 (name)" in text
    assert f"{mark[2]} error in sentence 3 (term)" in text
    assert "Mr. Binh said that prices would fall from 2027. [!" in text


def test_what_is_only_told_is_listed_and_marks_nothing():
    text = flat(shown(page(sample_report())))
    assert len(re.findall(r"\[i\d+\]", text)) == 1
    assert re.search(r"\[i\d+\] info \(cleaned\)", text)


def test_a_finding_that_came_after_its_part_was_shown_is_shown_at_the_end():
    report = sample_report()
    made = Page(report.document.sentences)
    head = shown(made.head("T", "s", report.findings))
    part = shown(made.part("translation", report.translation, report.findings))
    renumbered = tuple(finding.model_copy(update={"id": finding.id + 100}) for finding in report.findings)
    foot = flat(shown(made.foot(report.model_copy(update={"findings": renumbered}))))
    assert "encoding" in head
    assert "omission" in part
    assert "warning in abstractive summary, sentence 3 (unsupported)" in foot
    assert "omission" not in foot
    assert "encoding" not in foot


def test_article_text_is_neither_markup_nor_control():
    text = shown(page(escaping_report()), colour=True)
    assert "[red]và[/red]" in text
    assert "\x1b[31mđỏ" not in text
    assert not re.search(r"\x1b(?!\[[\d;]*m)|[\x07\x9b\r\u202e]", text)


def test_colour_is_left_out_where_the_console_has_none():
    assert "\x1b" in shown(page(sample_report()), colour=True)
    assert "\x1b" not in shown(page(sample_report()))


def test_a_report_with_one_part_shows_only_that():
    report = sample_report().model_copy(update={"extractive": None, "translation": None})
    text = shown(page(report))
    assert "Abstractive" in text
    assert "Extractive" not in text
    assert "English translation" not in text


@pytest.mark.parametrize("width", [40, 80, 160])
def test_a_part_has_one_rule_with_its_heading_and_space_around_it(width):
    lines = [line.strip() for line in shown(page(sample_report()), width=width).splitlines()]
    rules = [number for number, line in enumerate(lines) if line.endswith("─")]
    assert len(rules) == 3
    for number in rules:
        assert lines[number - 1] == ""
        assert lines[number].startswith(("Tóm tắt", "Bản dịch"))
        assert lines[number + 1] != ""


def test_what_is_cut_at_40_columns_shows_that_it_is():
    text = shown(page(sample_report()), width=40)
    assert "Bản dịch tiếng Anh · English translat…" in text
    assert re.search(r"dien-mat-troi\.txt · 9 sen\w*…", text)


def test_the_numbers_that_findings_and_evidence_name_stand_beside_the_translation():
    lines = shown(page(sample_report())).splitlines()
    beside = [re.match(r" +(\[[\d–]+\])  \S", line) for line in lines[lines.index(heading(lines)) :]]
    assert [found[1] for found in beside if found] == ["[1]", "[2–3]", "[4–6]", "[7–9]"]
    colourful = shown(page(sample_report()), colour=True)
    assert "\x1b[2m[2–3]\x1b[0m" in colourful


def heading(lines: list[str]) -> str:
    return next(line for line in lines if line.startswith("Bản dịch"))


def test_evidence_comes_in_the_order_of_the_article():
    report = sample_report()
    summary = report.abstractive.model_copy(
        update={"sentences": (report.abstractive.sentences[0].model_copy(update={"evidence": (7, 2, 4)}),)}
    )
    assert "[2, 4, 7]" in shown(page(report.model_copy(update={"abstractive": summary})))


def test_a_score_is_said_to_be_one():
    lines = shown(page(sample_report())).splitlines()
    label = next(number for number, line in enumerate(lines) if line.strip() == "score")
    assert lines[label].index("score") + len("score") == lines[label + 1].index("0.91") + len("0.91")
