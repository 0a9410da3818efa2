"""Language, talk about the task, ends, loops, lengths and doubt: faults are errors, right texts are not."""

import pytest

from summarizer.checks import confidence, copy, cut, length, omission, preamble, quotation_marks, repetition
from summarizer.checks.analysed import Output, Source, Summary
from summarizer.checks.language import summary as vietnamese
from summarizer.checks.language import translation as english
from summarizer.evaluation.data import document_of

SOURCE = "Sáng nay, lãnh đạo thành phố kiểm tra công trường và yêu cầu nhà thầu hoàn thành trước tháng sau."
RIGHT = "This morning, city leaders inspected the site and asked the contractor to finish before next month."


def run(check, source, output, **more):
    return list(check(Source(source), Output(output, **more)))


def run_summary(check, *sentences, source="", maximum=2, **more):
    return list(check(Source(source), Summary(sentences, maximum, **more)))


def kinds(findings):
    return [(finding.kind, finding.severity) for finding in findings]


# Language


@pytest.mark.parametrize(
    "output",
    [
        RIGHT,
        "Nguyễn Thanh Trang spoke in Đà Nẵng about the site.",
        "They ate bánh mì and phở at the café.",
        "The film “Người đàn ông của tôi” won the prize for the best script of the year.",
        "The naïve résumé of a façade in São Paulo was read to us all.",
        "He can go to the museum and do no more than that.",
    ],
)
def test_english_may_hold_vietnamese_names_dishes_and_titles(output):
    source = f"{SOURCE} Phim “Người đàn ông của tôi” đoạt giải, họ ăn bánh mì và phở."
    assert not run(english.check, source, output)


@pytest.mark.parametrize(
    "output",
    [
        SOURCE,
        "This morning, city leaders kiểm tra công trường và yêu cầu nhà thầu hoàn thành.",
        "This morning, city leaders inspected the site and yêu cầu nhà thầu to finish before next month.",
        "This morning, lanh dao thanh pho kiem tra cong truong and asked the contractor to finish.",
        "This morning, city leaders 检查 the site.",
        "This morning, city leaders проверили the site.",
        "Ce matin, dirigeants municipaux inspectaient chantier demandant entreprise finir avant jeudi.",
    ],
)
def test_what_is_not_english_is_an_error(output):
    assert ("language", "error") in kinds(run(english.check, SOURCE, output))


def test_a_greek_letter_is_a_sign():
    source = "Hàm lượng là 10 microgam trong một lít nước."
    assert not run(english.check, source, "The content is 10 μg in one litre of water.")


def test_another_script_may_stay_if_the_source_has_it():
    assert not run(english.check, "Chữ 福 có nghĩa là phúc.", "The sign 福 means good fortune.")


ARTICLE = document_of(
    "Kiểm tra công trường", [SOURCE, "Nhà thầu Hyundai Engineering and Construction hứa làm xong."], "a"
)


@pytest.mark.parametrize(
    "sentence", ["Lãnh đạo kiểm tra công trường.", "Hyundai Engineering and Construction hứa làm xong."]
)
def test_vietnamese_may_hold_the_articles_own_english(sentence):
    assert not list(vietnamese.check(Source.of(ARTICLE), Output(sentence, "vi")))


@pytest.mark.parametrize(
    "sentence",
    [
        "City leaders inspected the site this morning.",
        "Lãnh đạo thành phố inspected the whole site sáng nay.",
        "Lanh dao thanh pho kiem tra cong truong va yeu cau nha thau hoan thanh.",
        "Lãnh đạo 检查 công trường.",
    ],
)
def test_a_summary_that_is_not_vietnamese_is_an_error(sentence):
    assert ("language", "error") in kinds(vietnamese.check(Source.of(ARTICLE), Output(sentence, "vi")))


# Talk about the task


@pytest.mark.parametrize(
    "output",
    [
        f"Here is the translation: {RIGHT}",
        f"Here's the translated text in English:\n\n{RIGHT}",
        f"Sure! Here is the English translation of the sentence: {RIGHT}",
        f"Certainly, here's your translation: {RIGHT}",
        f"Translation: {RIGHT}",
        f"**Translation:** {RIGHT}",
        f"English: {RIGHT}",
        f"English translation: {RIGHT}",
        f"The translation is: {RIGHT}",
        f"The translation of the text into English would be: {RIGHT}",
        f"The sentence translates to: {RIGHT}",
        f"Below is the English version: {RIGHT}",
        f"I have translated the text: {RIGHT}",
        f"As an AI language model, I think: {RIGHT}",
        "I'm sorry, but I can't help with that.",
        "I cannot translate this text.",
        f"Dưới đây là bản dịch: {RIGHT}",
        f"Bản dịch tiếng Anh: {RIGHT}",
        f"Tất nhiên! Dưới đây là bản dịch: {RIGHT}",
        f"assistant: {RIGHT}",
        f"```{RIGHT}```",
        f"{RIGHT} (Note: this is a literal translation.)",
        f"{RIGHT} Note: The translation may vary.",
        f"{RIGHT} Let me know if you need anything else.",
        f"{RIGHT} I hope this helps!",
        f"{RIGHT}<|im_end|>",
        "The party visited the site. Use these English terms: - site: site and left.",
    ],
)
def test_talk_about_the_task_is_an_error(output):
    assert kinds(run(preamble.check, SOURCE, output)) == [("preamble", "error")]


@pytest.mark.parametrize(
    ("source", "output"),
    [
        (SOURCE, RIGHT),
        ("Vâng, tôi sẽ đến.", "Sure, I will come."),
        ("Xin lỗi, tôi đến muộn.", "I'm sorry, I am late."),
        ("Bản dịch tiếng Anh: Kiều.", "English translation: Kieu."),
        ("Lưu ý: giờ mở cửa đã đổi.", "Note: the opening hours have changed."),
        ("Đây là cuốn sách mới.", "This is the new book."),
        ("Đây là báo cáo tổng kết của Bộ.", "This is the summary report of the Ministry."),
        ("Dưới đây là bản dịch của ông.", "Here is his translation."),
        ("Ông dịch truyện Kiều sang tiếng Anh.", "He translated Kieu into English."),
    ],
)
def test_an_article_may_talk_so_itself(source, output):
    assert not run(preamble.check, source, output)
    assert run(preamble.check, "Đây là cây cầu mới.", f"Here is the translation: {output}")


# Copies and ends


def test_the_source_handed_back_is_a_warning_but_names_alone_are_not():
    assert kinds(run(copy.check, SOURCE, SOURCE)) == [("copy", "warning")]
    assert not run(copy.check, SOURCE, RIGHT)
    assert not run(copy.check, "Nguyễn Văn An - Hà Nội", "Nguyễn Văn An - Hà Nội")


@pytest.mark.parametrize(
    ("output", "reason"),
    [
        (RIGHT[:-20], "stop"),
        (RIGHT, "length"),
        (RIGHT, "loop"),
        ("City leaders inspected the", "stop"),
        ("City leaders inspected the site,", "stop"),
    ],
)
def test_an_end_in_mid_sentence_is_an_error(output, reason):
    assert kinds(run(cut.check, SOURCE, output, finish_reason=reason)) == [("cut", "error")]


@pytest.mark.parametrize(
    "output", [RIGHT, f"“{RIGHT}”", f"({RIGHT})", RIGHT.replace(".", "?"), RIGHT.replace(".", "…")]
)
def test_a_closed_sentence_is_no_cut(output):
    assert not run(cut.check, SOURCE, output)


def test_a_full_stop_alone_that_is_missing_is_a_warning():
    assert kinds(run(cut.check, SOURCE, RIGHT[:-1])) == [("cut", "warning")]
    source, output = (
        "Đoàn đã tới Huế để khảo sát ba công trình.",
        "The group came to survey three works in all",
    )
    assert kinds(run(cut.check, source, output)) == [("cut", "error")]


def test_a_title_owes_no_full_stop_but_must_not_hang():
    assert not list(cut.check(Source("Khánh thành cầu mới.", title=True), Output("New bridge inaugurated")))
    assert list(cut.check(Source("Khánh thành cầu mới", title=True), Output("New bridge of the")))


@pytest.mark.parametrize("last", ["Cầu mới được khánh thành và", "Cầu mới được khánh", ""])
def test_a_summary_that_hangs_is_cut(last):
    assert kinds(run_summary(cut.check_summary, "Một câu.", last)) == [("cut", "error")]


def test_a_summary_that_is_the_lead_is_a_warning():
    assert kinds(copy.check_summary(Source.of(ARTICLE), Summary((SOURCE,), 2))) == [("copy", "warning")]
    assert not list(
        copy.check_summary(
            Source.of(ARTICLE), Summary(("Lãnh đạo thành phố vừa kiểm tra một công trường lớn.",), 2)
        )
    )


# Loops


@pytest.mark.parametrize(
    "output",
    [
        "The city the city the city the city grew.",
        "very very very very good",
        "He said that the site was safe and that the site was safe and that the site was safe.",
        "The leaders of the city came. The leaders of the city came.",
        "hahahahahahaha",
        "one two three four five six, " * 12,
    ],
)
def test_a_loop_is_an_error(output):
    assert kinds(run(repetition.check, SOURCE, output)) == [("repetition", "error")]


def test_prose_and_what_the_source_repeats_are_no_loop():
    assert not run(repetition.check, SOURCE, RIGHT)
    assert not run(repetition.check, "Cố lên, cố lên, cố lên, cố lên!", "Go, go, go, go!")
    assert not run(repetition.check, "", "He had had enough; that that is, is.")


def test_a_loop_of_another_kind_in_the_source_is_no_excuse():
    body = "cục công nghiệp an ninh trung ương"
    source = f"Hôm nay {body} họp, {body} bàn và {body} nghỉ."
    assert repetition.loop(source)
    assert run(repetition.check, source, "The department met, met, met, met and met today.")


def quoted(texts, sentence):
    article = Source.of(document_of(None, texts, "a"))
    return list(repetition.check_quoting(article, Output(sentence, "vi")))


def test_a_loop_may_be_quoted_from_one_text_that_has_it_as_often():
    said = "Ông hô: đi, đi, đi, đi!"
    assert not quoted([SOURCE, said], said)
    assert quoted([SOURCE, said], "Ông hô: về, về, về, về!")
    assert quoted(["Ông hô: đi, đi.", "Rồi lại đi, đi."], said)
    assert quoted([said], "Ông hô: " + "đi, " * 16)


def test_a_sentence_said_twice_is_named_by_its_number():
    (found,) = run_summary(
        repetition.check_sentences, "Cầu mới đã xong.", "Dân vui mừng.", "Cầu mới đã xong."
    )
    assert (found.sentence, found.kind, found.severity) == (3, "repetition", "error")


# Lengths


def test_a_right_translation_is_neither_short_nor_long():
    assert abs(length.deviation(Source(SOURCE), Output(RIGHT))) < 1.5
    assert not run(omission.check, SOURCE, RIGHT)
    assert not run(length.check, SOURCE, RIGHT)


def test_a_dropped_half_is_an_error_and_a_doubtful_length_a_warning():
    assert kinds(run(omission.check, SOURCE, "This morning, city leaders inspected it.")) == [
        ("omission", "error")
    ]
    doubtful = "City leaders inspected it and asked the builder to finish soon."
    assert kinds(run(omission.check, SOURCE, doubtful)) == [("omission", "warning")]


def test_a_headline_may_be_terser_than_a_sentence():
    source = "Nhiều hãng xe nước ngoài muốn mở thêm nhà máy lắp ráp tại các tỉnh miền Bắc Việt Nam"
    output = "More foreign carmakers eye northern Vietnam assembly plants"
    assert ("omission", "error") in kinds(run(omission.check, f"{source}.", f"{output}."))
    assert ("omission", "error") not in kinds(run(omission.check, source, output))
    assert ("omission", "error") in kinds(run(omission.check, source, "Foreign carmakers"))


def test_an_empty_output_is_an_omission():
    assert kinds(run(omission.check, SOURCE, "")) == [("omission", "error")]


def test_much_more_than_the_source_is_an_addition():
    assert kinds(run(length.check, "Trời mưa.", RIGHT * 2)) == [("addition", "warning")]


def test_a_lost_comma_makes_a_short_output_more_doubtful():
    short = "City leaders inspected the site and asked the contractor to finish."

    def score(source):
        return omission.score(Source(source), Output(short))

    assert score(SOURCE) > score(SOURCE.replace(",", ""))


@pytest.mark.parametrize(
    ("count", "expected"), [(0, [("length", "error")]), (2, []), (3, [("length", "warning")])]
)
def test_a_summary_is_as_long_as_asked_for(count, expected):
    assert kinds(run_summary(length.check_summary, *["Một câu."] * count)) == expected


# Doubt


def test_an_unsure_model_is_a_warning_and_an_unknown_one_none():
    assert kinds(run(confidence.check, SOURCE, RIGHT, mean_logprob=-2.0)) == [("confidence", "warning")]
    assert not run(confidence.check, SOURCE, RIGHT, mean_logprob=-0.3)
    assert not run(confidence.check, SOURCE, RIGHT, mean_logprob=None)


@pytest.mark.parametrize(("source", "output"), [("Tiêu đề", "The title The title"), ("dòng1", "line1 line1")])
def test_an_output_that_says_all_twice_is_a_loop(source, output):
    assert [one.kind for one in run(repetition.check, source, output)] == ["repetition"]
    assert not run(repetition.check, f"{source} {source}", output)
    assert not run(repetition.check, source, f"{output.split()[0]} else")


def test_words_that_come_again_behind_and_are_a_loop_unless_the_sentence_has_them_twice():
    source = "Cơ quan điều tra đã khám xét nhà riêng của nghi phạm."
    output = "Investigators searched the suspect's home, and searched the suspect's home."
    assert kinds(run(repetition.check, source, output)) == [("repetition", "error")]
    twice = "Họ khám xét nhà riêng, rồi lại khám xét nhà riêng."
    assert not run(repetition.check, twice, output)
    assert not run(repetition.check, source, "They searched the home and searched the car.")


# Quotations


SAID = 'Bà nói: "Chúng tôi sẽ kiện đến cùng".'


@pytest.mark.parametrize(
    "output",
    [
        'She said: "We will sue to the end."',
        "“We will sue to the end,” she said.",
        "'We will sue to the end,' she said.",
        'The 12" pipe is theirs, and "we will sue," she said.',
    ],
)
def test_speech_in_any_quotation_marks_is_right(output):
    assert not run(quotation_marks.check, SAID, output)


@pytest.mark.parametrize("output", ['"We will sue to the end, she said.', "She said they were happy."])
def test_speech_without_its_marks_is_a_warning(output):
    assert kinds(run(quotation_marks.check, SAID, output)) == [("meaning", "warning")]


def test_a_title_a_nickname_and_a_mark_that_the_sentence_leaves_open_may_stand_otherwise():
    assert not run(quotation_marks.check, 'Phim "Đào" chiếu từ mai.', "The film Dao opens tomorrow.")
    assert not run(quotation_marks.check, '"Tôi rất vui.', '"I am very happy.')
