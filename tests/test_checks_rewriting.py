"""A summary's sentence against what it was written from: who did what, and how sure it is."""

from time import process_time

import pytest

from summarizer.checks import actors, certainty
from summarizer.checks.shortening import distance


@pytest.mark.parametrize(
    ("evidence", "sentence"),
    [
        ("Thành phố dự kiến khởi công cầu mới vào tháng 6.", "Thành phố đã khởi công cầu mới vào tháng 6."),
        ("Công an nghi tài xế ngủ gật khi lái xe.", "Tài xế ngủ gật khi lái xe."),
        ("Nhà máy chưa hoàn thành hệ thống xử lý.", "Nhà máy hoàn thành hệ thống xử lý."),
        (
            "Bộ Y tế cho biết vaccine an toàn với trẻ em.",
            "Bộ Y tế nói vaccine không an toàn với trẻ em.",
        ),
        ("Ông đề nghị tăng lương tối thiểu 10%.", "Ông tăng lương tối thiểu 10%."),
        ("Tỉnh sẽ xây dựng bệnh viện mới.", "Tỉnh đã xây dựng bệnh viện mới."),
    ],
)
def test_what_is_less_sure_or_denied_is_an_error(evidence: str, sentence: str) -> None:
    assert [one.severity for one in certainty.check(evidence, sentence)] == ["error"]


@pytest.mark.parametrize(
    ("evidence", "sentence"),
    [
        ("Thành phố dự kiến khởi công cầu mới vào tháng 6.", "Cầu mới dự kiến được khởi công vào tháng 6."),
        ("Thành phố sẽ khởi công cầu mới vào tháng 6.", "Thành phố có kế hoạch khởi công cầu mới."),
        ("Nhà máy chưa hoàn thành hệ thống xử lý.", "Nhà máy không hoàn thành hệ thống xử lý đúng hạn."),
        ("Thành phố đã khởi công cầu mới.", "Thành phố khởi công cầu mới."),
        ("Tỉnh sẽ xây dựng bệnh viện. Năm 2019 tỉnh xây dựng bệnh viện.", "Tỉnh xây dựng bệnh viện."),
    ],
)
def test_the_same_said_in_another_way_is_none(evidence: str, sentence: str) -> None:
    assert not list(certainty.check(evidence, sentence))


ARTICLE = (
    "Chủ tịch UBND tỉnh Nguyễn Văn An yêu cầu kiểm tra các bến xe. Ông Trần Thị Bình, Giám đốc Sở Giao thông,"
    " cho biết sẽ lập ba đoàn. Lê Văn Cường điều khiển xe tải đâm vào Phạm Văn Dũng."
)


@pytest.mark.parametrize(
    "sentence",
    [
        "Chủ tịch Phạm Văn Dũng yêu cầu kiểm tra các bến xe.",
        "Bị cáo Phạm Văn Dũng có mặt tại bến xe.",
        "Phạm Văn Dũng điều khiển xe tải đâm vào Lê Văn Cường.",
    ],
)
def test_anothers_title_or_deed_is_an_error(sentence: str) -> None:
    assert "error" in {one.severity for one in actors.check(ARTICLE, ARTICLE, sentence)}


@pytest.mark.parametrize(
    "sentence",
    [
        "Chủ tịch Nguyễn Văn An yêu cầu kiểm tra các bến xe.",
        "Giám đốc Sở Giao thông Trần Thị Bình cho biết sẽ lập ba đoàn.",
        "Lê Văn Cường đã điều khiển xe tải đâm vào Phạm Văn Dũng.",
        "Xe tải của Lê Văn Cường đâm vào Phạm Văn Dũng.",
    ],
)
def test_who_did_what_as_the_article_says_is_none(sentence: str) -> None:
    assert not list(actors.check(ARTICLE, ARTICLE, sentence))


GIVEN = [
    "Sáng 12/3, ông Nguyễn Văn An, Chủ tịch thành phố, yêu cầu nhà thầu bàn giao cây cầu, còn họ xin lùi.",
    "Cây cầu dài 1.250 mét có vốn 2.400 tỷ đồng.",
]


@pytest.mark.parametrize(
    "sentence",
    [
        GIVEN[0],
        "Ông Nguyễn Văn An yêu cầu nhà thầu bàn giao cây cầu.",
        "Sáng 12/3, ông Nguyễn Văn An, Chủ tịch thành phố, yêu cầu nhà thầu bàn giao cây cầu.",
        "Cây cầu có vốn 2.400 tỷ đồng.",
    ],
)
def test_a_safe_shortening_is_near(sentence: str) -> None:
    assert distance(GIVEN, sentence) <= 1.3


@pytest.mark.parametrize(
    "sentence",
    [
        "Nhà thầu yêu cầu ông Nguyễn Văn An bàn giao cây cầu trước tháng 6.",
        "Yêu cầu nhà thầu bàn giao cây cầu Nguyễn Văn An.",
        "Ông Nguyễn Văn An khánh thành cây cầu dài 1.250 mét.",
        "Cây cầu 2.400 tỷ đồng bàn giao sáng 12/3 cho Chủ tịch thành phố.",
    ],
)
def test_another_order_and_new_words_are_far(sentence: str) -> None:
    assert distance(GIVEN, sentence) > 1.3


def test_a_copy_costs_nothing_and_an_empty_text_is_no_error() -> None:
    assert distance(GIVEN, GIVEN[1]) == 0
    assert distance([], "") == 0
    assert distance([], "Cây cầu.") > 0


def test_what_somebody_said_is_not_shortened() -> None:
    given = ['Ông An nói: "Cây cầu đã được kiểm tra, rà soát và sẽ mở cửa vào tháng 6".']
    assert distance(given, 'Ông An nói: "Cây cầu đã được rà soát và sẽ mở cửa vào tháng 6".') > 1.3
    assert distance(given, given[0]) == 0


def test_a_step_from_one_sentence_into_the_middle_of_another_is_far() -> None:
    given = [
        "Thủ tướng mong ông Park tập trung cho đội tuyển.",
        "Chính phủ giúp ông Park hoàn thành trọng trách.",
    ]
    assert distance(given, "Thủ tướng mong ông Park hoàn thành trọng trách.") > 1.3


def test_half_of_a_contrast_is_far() -> None:
    given = ["Tình hình có nhiều thuận lợi nhưng còn khó khăn, do đó, công an sẽ tập trung vào ba việc."]
    assert distance(given, "Tình hình có nhiều thuận lợi, công an sẽ tập trung vào ba việc.") > 1.3
    assert distance(given, "Tình hình có nhiều thuận lợi.") > 1.3


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (
            "Ông Chức, Phó giám đốc Trung tâm Bảo tồn cho hay, đơn vị đang trùng tu, chống xuống cấp giếng.",
            "Ông Chức, Phó giám đốc Trung tâm Bảo tồn, chống xuống cấp giếng.",
        ),
        (
            "Theo hiệp định này, những người đến Mỹ trước năm 1995 sẽ không bị trục xuất.",
            "Theo hiệp định, những người đến Mỹ trước năm 1995 sẽ không bị trục xuất.",
        ),
        (
            "Malaysia tin Kim Chol là Kim Jong - nam, anh trai của lãnh đạo Triều Tiên.",
            "Malaysia tin Kim Jong - nam, anh trai của lãnh đạo Triều Tiên.",
        ),
        (
            '"Chúng tôi gặp nhau vào mùa xuân năm 2017", Oksana, 26 tuổi, tháng trước viết trên Instagram.',
            "Oksana, 26 tuổi, tháng trước viết trên Instagram.",
        ),
    ],
)
def test_no_cut_takes_away_what_the_rest_needs(given: str, sentence: str) -> None:
    assert distance([given], sentence) > 1.3


def test_of_counted_things_none_is_left_out() -> None:
    given = ["Bị can bị truy tố về 2 tội gây rối trật tự phiên toà và chống người thi hành công vụ."]
    assert distance(given, "Bị can bị truy tố về 2 tội gây rối trật tự phiên toà.") > 1.3
    given = ["Bị can bị truy tố về tội gây rối trật tự phiên toà và chống người thi hành công vụ."]
    assert distance(given, "Bị can bị truy tố về tội gây rối trật tự phiên toà.") <= 1.3


@pytest.mark.parametrize(
    ("given", "sentence", "sound"),
    [
        (
            "Đơn kiện cáo buộc một tập đoàn (theo Reuters là Huawei) cố tình đánh cắp công nghệ.",
            "Đơn kiện cáo buộc một tập đoàn, theo Reuters là Huawei.",
            False,
        ),
        (
            'Thị trấn là một công trường, với vật liệu ngổn ngang và trẻ em "bu" lấy khách nước ngoài.',
            'Thị trấn là một công trường, với vật liệu ngổn ngang và trẻ em "bu".',
            False,
        ),
        ('Cây cầu xong "đúng hạn", theo báo cáo của huyện.', 'Cây cầu xong "đúng hạn".', True),
        ("Cây cầu ở huyện Sóc Sơn (Hà Nội), dài 2 km, đã xong.", "Cây cầu ở huyện Sóc Sơn (Hà Nội).", True),
        ("Cây cầu ở huyện Sóc Sơn (Hà Nội), dài 2 km, đã xong.", "Cây cầu ở huyện Sóc Sơn.", True),
    ],
)
def test_no_sentence_ends_behind_a_bracket_or_a_quoted_word_within_a_clause(given, sentence, sound):
    assert (distance([given], sentence) <= 1) is sound


@pytest.mark.parametrize(
    ("sentence", "sound"),
    [
        ("Hôm nay, ông Kim sẽ trao trả hài cốt những quân nhân đã ngã xuống.", False),
        ("Hôm nay, ông Kim sẽ trao trả hài cốt những quân nhân đã ngã xuống, Nhà Trắng cho biết.", True),
        ("“Hôm nay, ông Kim sẽ trao trả hài cốt những quân nhân đã ngã xuống”.", True),
    ],
)
def test_what_somebody_said_is_not_told_as_a_fact(sentence, sound):
    given = "“Hôm nay, ông Kim sẽ trao trả hài cốt những quân nhân đã ngã xuống”, Nhà Trắng cho biết."
    assert (distance([given], sentence) <= 1) is sound


@pytest.mark.parametrize(
    ("given", "sentence", "sound"),
    [
        # A clause behind a mark keeps its own subject.
        (
            "Ukraine cáo buộc Nga tấn công cảng Odessa; Nga bắn hạ 27 chiếc máy bay không người lái.",
            "Ukraine cáo buộc Nga tấn công cảng Odessa, bắn hạ 27 chiếc máy bay không người lái.",
            False,
        ),
        (
            "Ukraine cáo buộc Nga tấn công cảng Odessa; Nga bắn hạ 27 chiếc máy bay không người lái.",
            "Ukraine bắn hạ 27 chiếc máy bay không người lái.",
            False,
        ),
        (
            "Ukraine cáo buộc Nga tấn công cảng Odessa; Nga bắn hạ 27 chiếc máy bay không người lái.",
            "Ukraine cáo buộc Nga tấn công cảng Odessa.",
            True,
        ),
        (
            "Công ty Hoà Phát báo lãi 20 tỷ đồng; tại Hà Nội chi nhánh của hãng đã đóng cửa.",
            "Công ty Hoà Phát báo lãi 20 tỷ đồng, đã đóng cửa.",
            False,
        ),
        (
            "Cảnh sát khám xét nhà ông Lê Văn An, vợ ông giao nộp ba khẩu súng.",
            "Cảnh sát khám xét nhà ông Lê Văn An, giao nộp ba khẩu súng.",
            False,
        ),
        (
            "Mới đây, quyết định gỡ mác 18+ của Cục Mỹ thuật đang gây tranh cãi.",
            "Mới đây, Cục Mỹ thuật đang gây tranh cãi.",
            False,
        ),
        (
            "Sở Xây dựng phạt chủ đầu tư 40 triệu đồng; hôm qua Sở Y tế đóng cửa một phòng khám.",
            "Sở Xây dựng phạt chủ đầu tư 40 triệu đồng; Sở Y tế đóng cửa một phòng khám.",
            True,
        ),
        (
            "Bão đổ bộ vào Quảng Ninh, đồng thời gây mưa lớn ở vùng núi phía Bắc.",
            "Bão đổ bộ vào Quảng Ninh, gây mưa lớn ở vùng núi phía Bắc.",
            True,
        ),
        (
            "Ông Lê Văn An, Giám đốc Sở Y tế, cho biết dịch đã được khống chế.",
            "Ông Lê Văn An cho biết dịch đã được khống chế.",
            True,
        ),
        (
            "Mức phạt quy định như sau: Phạt tới 1 triệu đồng nếu vi phạm với 10 người lao động…",
            "Phạt tới 1 triệu đồng nếu vi phạm với 10 người lao động.",
            False,
        ),
        ("Nguyên nhân: giá dầu tăng từ tháng 3.", "Giá dầu tăng từ tháng 3.", True),
        (
            "Ông Lê Văn An: “Giá xăng trong nước sẽ còn tăng mạnh từ nay tới cuối năm.”",
            "Giá xăng trong nước sẽ còn tăng mạnh từ nay tới cuối năm.",
            False,
        ),
        # Neither a syllable of a word nor a word that ties others together goes by itself.
        (
            "Sát thủ dùng loại thuốc độc đòi hỏi trình độ cao.",
            "Sát thủ dùng loại thuốc đòi hỏi trình độ cao.",
            False,
        ),
        ("Sát thủ đã dùng loại thuốc độc này.", "Sát thủ dùng loại thuốc độc này.", True),
        (
            "Hơn 50% không nằm trong Ban Chấp hành cũ.",
            "Hơn 50% không nằm Ban Chấp hành cũ.",
            False,
        ),
    ],
)
def test_no_cut_gives_a_clause_the_subject_of_another(given: str, sentence: str, sound: bool) -> None:
    assert (distance([given], sentence) <= 1) is sound


def test_words_in_endless_turns_are_far_and_known_at_once() -> None:
    start = process_time()
    assert distance(["a b " * 100], "a b " * 50) > 1
    assert process_time() - start < 1
