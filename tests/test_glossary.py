"""Terms are found where they stand, get their official English, and a faulty glossary is never half read."""

import os
import sys
import unicodedata
from itertools import pairwise
from pathlib import Path
from time import process_time
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from summarizer.cli.glossary import glossary as command
from summarizer.config import GlossarySettings
from summarizer.errors import UsageError
from summarizer.resources import folder
from summarizer.text.glossary import Glossary
from summarizer.text.glossary_files import Term, identity, read


@pytest.fixture(scope="module")
def shipped():
    return Glossary.load(GlossarySettings())


def found(glossary, text):
    return [text[match.start : match.end] for match in glossary.find(text)]


def english(glossary, text):
    return [match.term.english for match in glossary.find(text)]


def glossary_of(*terms):
    return Glossary(Term(*term) for term in terms)


def write(path, *rows):
    path.write_text(
        "".join(f"{row}\n" for row in ("term\tenglish\tvariants\ttype\tnote", *rows)), encoding="utf-8"
    )
    return path


# What the shipped glossary promises


def test_a_rank_is_shown_in_the_form_the_adapter_was_trained_on(shipped):
    assert (
        shipped.inline("Thiếu tướng Nguyễn Thanh Trang phát biểu.")
        == "Thiếu tướng {Major General} Nguyễn Thanh Trang phát biểu."
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lực lượng CAND", "People's Public Security"),
        ("bảo vệ ANQG", "national security"),
        ("bảo đảm TTATXH", "social order and safety"),
        ("Cục Công nghiệp An ninh", "Security Industry Department"),
        ("phát triển công nghiệp an ninh", "security industry"),
        ("Tổng cục Công nghiệp quốc phòng", "General Department of Defence Industry"),
        ("Đảng ủy Công an Trung ương", "Central Public Security Party Committee"),
        ("Bộ Nông nghiệp và Môi trường", "Ministry of Agriculture and Environment"),
        ("lệnh bắt tạm giam", "arrest and detention warrant"),
        ("ở TP.HCM", "Ho Chi Minh City"),
        ("ở TP HCM", "Ho Chi Minh City"),
        ("trên HoSE", "Ho Chi Minh Stock Exchange"),
        ("trên HNX", "Hanoi Stock Exchange"),
        ("Viện KSND tỉnh", "People's Procuracy"),
    ],
)
def test_official_english(shipped, text, expected):
    assert english(shipped, text) == [expected]


def test_the_seed_keeps_no_abbreviation_without_its_english(shipped):
    text = (folder("configs").parent / "seeds" / "000_08bb367c08faf77a.txt").read_text(encoding="utf-8")
    inlined = shipped.inline(text)
    for abbreviation in ("CAND", "ANQG", "TTATXH"):
        assert inlined.count(abbreviation) == inlined.count(f"{abbreviation} {{")


def test_the_shipped_files_are_faultless_and_say_each_term_once():
    seen = {}
    for path in sorted((folder("configs") / "glossaries").glob("*.tsv")):
        rows, problems = read(path)
        assert not problems, path
        for row in rows:
            assert identity(row.term) not in seen, (row.term, path, seen[identity(row.term)])
            seen[identity(row.term)] = path
    assert len(seen) > 600


def test_the_shipped_dictionary_is_faultless_and_has_only_words_and_their_shields():
    rows, problems = read(folder("configs") / "dictionaries" / "vi-en.tsv")
    assert not problems
    assert {row.term.type for row in rows} == {"word", "skip"}
    assert sum(row.term.type == "word" for row in rows) > 10_000


def test_no_shipped_english_is_vietnamese(shipped):
    words, _ = read(folder("configs") / "dictionaries" / "vi-en.tsv")
    for term in (*shipped.terms, *(row.term for row in words)):
        for form in term.accepted:
            assert not set(form.casefold()) & set("ăâđêơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"), (
                term.source,
                form,
            )


# Matching


def test_the_longest_term_wins(shipped):
    assert english(shipped, "Bộ trưởng Bộ Công an") == ["Minister of Public Security"]
    assert english(shipped, "công nghiệp quốc phòng - an ninh") == ["defence and security industry"]


def test_case_and_the_place_of_the_tone_mark_do_not_matter(shipped):
    for text in ("Đảng uỷ Công an Trung ương", "ĐẢNG ỦY CÔNG AN TRUNG ƯƠNG", "đảng ủy công an trung ương"):
        assert found(shipped, text) == [text]


@pytest.mark.parametrize(
    ("listed", "written", "same"),
    [
        ("bột mì", "bột mỳ", True),
        ("bác sỹ", "bác sĩ", True),
        ("quý giá", "quí giá", True),
        ("thi", "thy", False),
        ("tai", "tay", False),
        ("lý do", "lỵ do", False),
    ],
)
def test_i_and_y_are_one_where_they_are_one_sound(listed, written, same):
    found = Glossary([Term(listed, "English")]).find(f"Đó là {written} ở đây.")
    assert [match.term.source for match in found] == ([listed] if same else [])


def test_abbreviations_must_stand_as_written():
    glossary = glossary_of(("CAND", "People's Public Security", (), "abbr"))
    assert found(glossary, "CAND, cand, Cand và CANDX") == ["CAND"]


def test_words_are_whole():
    assert not found(glossary_of(("xã", "commune")), "xãhội")
    assert not found(glossary_of(("an ninh", "security")), "bán an, ninh")


@pytest.mark.parametrize(
    "text", ["trật tự, an toàn xã hội", "trật tự an toàn xã hội", "trật tự -\u00a0an toàn xã hội"]
)
def test_a_comma_within_a_term_may_be_left_out(shipped, text):
    assert found(shipped, text) == [text]


def test_a_term_never_runs_on_into_the_next_line_or_over_a_full_stop(shipped):
    assert "Ministry of Public Security" not in english(shipped, "Ở bộ\nCông an đến. Tại bộ. Công an đi.")


def test_an_ampersand_is_and(shipped):
    assert found(shipped, "Bộ Giáo dục & Đào tạo") == ["Bộ Giáo dục & Đào tạo"]


@pytest.mark.parametrize(
    "text",
    [
        "cán bộ y tế",
        "chị Nga và anh Đức",
        "Nguyễn Thị Nga",
        "số 03/CT-BCA",
        "bị can thiệp",
        "Pháp luật nghiêm minh",
    ],
)
def test_look_alikes_are_not_terms(shipped, text):
    assert english(shipped, text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ông Vũ Quốc Hội nộp đơn.", []),
        ("Vũ Quốc Hội nộp đơn.", []),
        ("Ông Vũ Quốc Hội đã nói ở đây.", []),
        ("Ông ở Quốc Hội.", ["Quốc hội"]),
        ("Bà Nguyễn Thị Thái Lan đến Thái Lan.", ["Thái Lan"]),
        ("Chủ tịch Quốc Hội Trần Thanh Mẫn", ["Chủ tịch Quốc hội"]),
        ("Mai Hà Nội mưa lớn.", ["Hà Nội"]),
        ("Bộ Công An và Quốc Hội", ["Bộ Công an", "Quốc hội"]),
    ],
)
def test_no_term_is_found_within_a_persons_name(shipped, text, found):
    assert [match.term.source for match in shipped.find(text)] == found


def test_a_country_is_found_beside_its_namesake(shipped):
    assert english(shipped, "Chị Nga đi Nga.") == ["Russia"]


def test_an_abbreviation_that_is_only_introduced_is_not_a_second_term(shipped):
    text = "Ủy ban nhân dân (UBND) xã; UBND huyện"
    assert found(shipped, text) == ["Ủy ban nhân dân", "UBND huyện"]


def test_matches_are_in_order_and_do_not_overlap(shipped):
    matches = shipped.find("Thiếu tướng, Cục trưởng Cục Cảnh sát giao thông, Bộ Công an " * 5)
    assert matches
    assert all(a.end <= b.start for a, b in pairwise(matches))


def test_every_occurrence_is_shown_but_verbs_and_places_bend_and_are_not(shipped):
    assert shipped.inline("Thiếu tướng và Thiếu tướng").count("{Major General}") == 2
    assert shipped.inline("CSGT và CSGT") == "traffic police và traffic police"
    assert shipped.inline("Nga khởi tố vụ án") == "Nga khởi tố vụ án"
    assert shipped.inline("Hà Nội") == "Hà Nội"


def test_two_hundred_thousand_characters_take_no_time(shipped):
    text = "Thiếu tướng Trần Văn Bình, Bộ Công an, nói về ANQG và công nghiệp an ninh hôm nay. " * 2400
    start = process_time()
    assert len(shipped.find(text)) == 2400 * 4
    assert process_time() - start < 5


# Words that are only suggested


WORDS = (("ong vò vẽ", "hornet", ("wasp",), "word"), ("sơn", "paint", (), "word"))


def test_a_word_is_suggested_with_all_its_english_and_never_checked_or_put_in_place():
    glossary = glossary_of(*WORDS, ("công an", "police"))
    text = "Ong vò vẽ đốt, công an"
    assert glossary.inline(text) == "Ong vò vẽ {hornet; wasp?} đốt, công an {police}"
    assert english(glossary, text) == ["police"]
    assert glossary.replaced(text) == "Ong vò vẽ đốt, police"


def test_a_word_never_ends_the_check_of_a_term():
    org, longer = ("quốc hội", "National Assembly", (), "org"), ("quốc hội khóa", "house", (), "word")
    glossary = glossary_of(org, ("quốc hội", "parliament", (), "word"), longer)
    assert english(glossary, "Quốc hội khóa mới") == ["National Assembly"]
    assert glossary.inline("quốc hội khóa mới") == "quốc hội {National Assembly} khóa mới"


@pytest.mark.parametrize("text", ["anh Sơn", "Sơn Tùng hát", "ông Trần Sơn."])
def test_a_word_is_no_name(text):
    assert glossary_of(*WORDS).inline(text) == text


@pytest.mark.parametrize("text", ["Sơn nhà", "họ sơn nhà", "SƠN NHÀ", "(Sơn nhà)"])
def test_a_word_is_found_where_every_word_has_a_capital(text):
    assert "{paint?}" in glossary_of(*WORDS).inline(text)


def test_a_dictionary_gives_way_to_terms_and_shields_only_its_own():
    dictionary = glossary_of(
        ("sơn tĩnh điện", "powder coating", (), "word"), *WORDS, ("sơn hà", "", (), "skip")
    )
    glossary = Glossary([Term("tĩnh điện", "electrostatic"), Term("hà", "river")], dictionary)
    assert glossary.inline("sơn tĩnh điện") == "sơn tĩnh điện {electrostatic}"
    assert glossary.inline("sơn hà") == "sơn hà {river}"
    assert [match.term.english for match in glossary.suggested("sơn nhà")] == ["paint"]
    assert glossary.signature != Glossary(glossary.terms).signature


def test_a_dictionary_counts_to_what_is_shipped(tmp_path):
    path = write(tmp_path / "words.tsv", "ong vò vẽ\thornet\twasp\tword")
    text = "ong vò vẽ và Thiếu tướng"
    with_it = Glossary.load(GlossarySettings(), path)
    assert with_it.inline(text) == "ong vò vẽ {hornet; wasp?} và Thiếu tướng {Major General}"
    assert Glossary.load(GlossarySettings(shipped=False), path).inline(text) == text


# Files


def test_a_later_file_wins_and_skip_switches_a_term_off(tmp_path):
    first = write(tmp_path / "first.tsv", "Thiếu tướng\tBrigadier\t\trank", "CAND\tpolice\t\tabbr")
    second = write(tmp_path / "second.tsv", "thiếu tướng\tMajor General", "CAND\t\t\tskip")
    glossary = Glossary.load(GlossarySettings(shipped=False, files=(first, second)))
    assert english(glossary, "Thiếu tướng CAND") == ["Major General"]


def test_a_toml_glossary_says_the_same_as_a_tsv_one(tmp_path):
    toml = tmp_path / "own.toml"
    toml.write_text(
        '[[term]]\nterm = "Đại tá"\nenglish = "Senior Colonel"\nvariants = ["Colonel"]\n', encoding="utf-8"
    )
    tsv = write(tmp_path / "own.tsv", "Đại tá\tSenior Colonel\tColonel")
    one, other = (Glossary.load(GlossarySettings(shipped=False, files=(path,))) for path in (toml, tsv))
    assert one.terms == other.terms
    assert one.signature == other.signature
    assert one.terms[0].accepted == ("Senior Colonel", "Colonel")


def test_the_signature_follows_the_content():
    one = glossary_of(("a", "x"), ("b", "y"))
    assert one.signature == glossary_of(("b", "y"), ("a", "x")).signature
    assert one.signature != glossary_of(("a", "x"), ("b", "z")).signature
    assert Glossary.empty().signature != one.signature


def test_an_empty_glossary_finds_nothing():
    assert Glossary.empty().find("Bộ Công an") == []
    assert Glossary.empty().inline("Bộ Công an") == "Bộ Công an"


FAULTS = {
    "\tMajor": "the term is empty",
    "Đại tá": "has no English",
    "Đại tá\tColonel\t\tgrade": "unknown type 'grade'",
    "Đại tá\tColonel\tcolonel": "the same English twice",
    "Đại tá\t{Colonel}": "brace",
    "Đại tá\tColonel\t\trank\tnote\tmore": "6 fields",
    "Đại tá\tColonel\t\tskip": "to be skipped and has English",
    "thiếu uý\tEnsign": "on line 2; keep one",
    "Thiếu úy\tSecond Lieutenant": "on line 2 already",
}


@pytest.mark.parametrize("row", FAULTS)
def test_a_bad_row_is_an_error_with_file_and_line(tmp_path, row):
    path = write(tmp_path / "bad.tsv", "Thiếu úy\tSecond Lieutenant", row)
    with pytest.raises(UsageError) as error:
        Glossary.load(GlossarySettings(shipped=False, files=(path,)))
    assert str(error.value).startswith(f"{path}:3: ")
    assert FAULTS[row] in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("none.tsv", None),
        ("empty.tsv", b""),
        ("header.tsv", "Đại tá\tColonel\n".encode()),
        ("latin.tsv", b"term\tenglish\n\xd0\xe1\tx\n"),
        ("broken.toml", b"[[term]\n"),
        ("other.toml", b"[terms]\na = 1\n"),
        ("deep.toml", b"a = " + b"[" * 5_000),
        ("number.toml", b"a = " + b"1" * 5_000),
        ("a\0b.tsv", None),
    ],
)
def test_what_is_no_glossary_is_one_line_with_its_name(tmp_path, name, content):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UsageError, match=name) as error:
        Glossary.load(GlossarySettings(shipped=False, files=(path,)))
    assert "\n" not in str(error.value)


def test_a_device_a_pipe_and_a_huge_file_are_no_glossary(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with (tmp_path / "huge").open("wb") as file:
        file.truncate(2**30)
    for path, said in ((Path("/dev/zero"), "device"), (tmp_path / "pipe", "pipe"), (tmp_path / "huge", "MB")):
        with pytest.raises(UsageError, match=rf"^{path}: .*{said}.*; ") as error:
            read(path)
        assert "\n" not in str(error.value)


def test_a_bad_toml_table_is_named_by_its_line(tmp_path):
    path = tmp_path / "bad.toml"
    path.write_text(
        '[[term]]\nterm = "a"\nenglish = "x"\n\n[[term]]\nterm = "b"\nenglsh = "y"\n', encoding="utf-8"
    )
    assert [(problem.line, problem.message[:18]) for problem in read(path)[1]] == [(5, "unknown key englsh")]


# The command


def test_check_names_every_fault_and_ends_with_one(tmp_path):
    path = write(tmp_path / "bad.tsv", "Đại tá\t", "Thiếu úy\tEnsign", "thiếu uý\tSecond Lieutenant")
    result = CliRunner().invoke(command, ["check", str(path)])
    assert result.exit_code == 1
    assert [line.split(": ")[0] for line in result.stdout.splitlines()] == [f"{path}:2", f"{path}:4"]


def test_check_of_a_good_file_ends_with_zero(tmp_path):
    result = CliRunner().invoke(command, ["check", str(write(tmp_path / "good.tsv", "Đại tá\tColonel"))])
    assert result.exit_code == 0
    assert "no fault in 1 row\n" in result.stdout


def test_find_prints_each_term_with_its_sentences(tmp_path, monkeypatch):
    sentences = [
        SimpleNamespace(id=1, text="CSGT nhắc nhở."),
        SimpleNamespace(id=2, text="Bộ Công an và CSGT."),
    ]
    fake = SimpleNamespace(read=lambda source: SimpleNamespace(sentences=sentences))
    monkeypatch.setitem(sys.modules, "summarizer.text.reading", fake)
    own = write(tmp_path / "own.tsv", "nhắc nhở\tremind")
    result = CliRunner().invoke(command, ["find", "article.txt", "--glossary", str(own)])
    assert result.exit_code == 0
    rows = [line.split("\t") for line in result.stdout.splitlines()]
    assert rows[0] == ["term", "english", "variants", "type", "sentences"]
    assert [(row[0], row[1], row[-1]) for row in rows[1:]] == [
        ("CSGT", "traffic police", "1, 2"),
        ("nhắc nhở", "remind", "1"),
        ("Bộ Công an", "Ministry of Public Security", "2"),
    ]


def test_a_glossary_in_decomposed_letters_or_with_unseen_signs_matches_as_articles_do(tmp_path):
    path = tmp_path / "own.tsv"
    term = unicodedata.normalize("NFD", "Hội Chữ th\u200bập đỏ")
    path.write_bytes(f"term\tenglish\r\n{term}\tRed Cross Society\r\n".encode())
    loaded = Glossary.load(GlossarySettings(shipped=False, files=(path,)))
    (match,) = loaded.find("Hội Chữ thập đỏ hỗ trợ người dân.")
    assert match.term.english == "Red Cross Society"
