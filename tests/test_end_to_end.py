"""The installed command with the real default model, on two articles, asserted on substance."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from summarizer.report import Report, json_schema
from summarizer.text.names import is_syllable
from tests.cli_fakes import environment

pytestmark = pytest.mark.model

ROOT = Path(__file__).parent.parent
SEED = ROOT / "seeds" / "000_08bb367c08faf77a.txt"
BRIDGE = ROOT / "tests" / "data" / "bao-tri-cau.txt"
COMMAND = Path(sys.executable).with_name("summarizer")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> "subprocess.CompletedProcess[bytes]":
    """One run over both articles, in a folder that holds nothing of the project."""
    return subprocess.run(
        [str(COMMAND), "-f", "json", str(SEED), str(BRIDGE)],
        cwd=tmp_path_factory.mktemp("elsewhere"),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env=environment(**_cache()),
        timeout=900,
        check=False,
    )


def _cache() -> dict[str, str]:
    import os

    return {name: value for name, value in os.environ.items() if name == "SUMMARIZER_CACHE"}


@pytest.fixture(scope="module")
def reports(made: "subprocess.CompletedProcess[bytes]") -> list[dict[str, Any]]:
    assert made.returncode == 0, made.stderr.decode()
    found: list[dict[str, Any]] = json.loads(made.stdout)
    return found


def test_standard_output_holds_the_reports_and_standard_error_nothing(
    made: "subprocess.CompletedProcess[bytes]",
) -> None:
    assert made.returncode == 0, made.stderr.decode()
    assert made.stderr == b""


def test_reports_keep_the_published_schema(reports: list[dict[str, Any]]) -> None:
    import jsonschema

    for report in reports:
        jsonschema.validate(report, json_schema())


def test_every_sentence_is_translated_into_english_but_for_names(reports: list[dict[str, Any]]) -> None:
    for report in reports:
        segments = report["translation"]["segments"]
        assert {one["sentence"] for one in segments} == {one["id"] for one in report["document"]["sentences"]}
        for segment in segments:
            assert segment["text"].strip()
            marked = [word for word in segment["text"].split() if word.islower() and not word.isascii()]
            assert not [word for word in marked if is_syllable(word.strip(".,;:!?\"'()“”"))], segment


def test_paragraphs_of_the_article_stay(reports: list[dict[str, Any]]) -> None:
    for report in reports:
        paragraphs = {one["paragraph"] for one in report["document"]["sentences"]} - {0}
        assert len(report["translation"]["text"].split("\n\n")) == len(paragraphs)


def test_names_ranks_and_years_of_the_seed_come_through(reports: list[dict[str, Any]]) -> None:
    text = reports[0]["translation"]["text"]
    for words in ("Nguyen Thanh Trang", "Major General", "People's Public Security", "2020", "2030", "2045"):
        assert words in text.replace("’", "'"), words
    for abbreviation in ("CAND", "ANQG", "TTATXH"):
        assert abbreviation not in text


def test_facts_of_the_second_article_come_through(reports: list[dict[str, Any]]) -> None:
    text = reports[1]["translation"]["text"]
    for fact in ("Da Nang", "12.5 billion", "45", "487.7", "2000", "Le Van Hai"):
        assert fact in text, fact


def test_summaries_are_vietnamese_short_ended_and_supported(reports: list[dict[str, Any]]) -> None:
    for report in reports:
        summary = report["abstractive"]["text"]
        words = summary.split()
        assert 5 <= len(words) < len(report["document"]["text"].split()) / 3
        assert len(report["abstractive"]["sentences"]) == 2
        assert summary.rstrip("\"”') ").endswith((".", "!", "?", "…"))
        assert sum(not word.isascii() for word in words) > len(words) / 3
        ids = {one["id"] for one in report["document"]["sentences"]}
        for sentence in report["abstractive"]["sentences"]:
            assert set(sentence["evidence"]) <= ids


def test_extractive_sentences_are_the_articles_own(reports: list[dict[str, Any]]) -> None:
    for report in reports:
        sentences = {one["id"]: one["text"] for one in report["document"]["sentences"]}
        chosen = report["extractive"]["sentences"]
        assert len(chosen) == 3
        assert [one["id"] for one in chosen] == sorted(one["id"] for one in chosen)
        assert all(sentences[one["id"]] == one["text"] for one in chosen)
        assert sorted(one["rank"] for one in chosen) == [1, 2, 3]


def test_offsets_cut_the_sentences_out_of_the_text(reports: list[dict[str, Any]]) -> None:
    for report in reports:
        document = report["document"]
        for one in document["sentences"]:
            assert document["text"][one["start"] : one["end"]] == one["text"]


def test_the_signature_names_the_model_and_its_adapter(reports: list[dict[str, Any]]) -> None:
    for report in reports:
        Report.model_validate(report)
        assert report["signature"]["models"]["translation"]["name"] == "gemma-3-270m-vi"
        assert report["signature"]["models"]["translation"]["adapter"]
