"""Reports written by hand: one with every kind of finding, and one whose article is hostile."""

from typing import get_args

from summarizer.report import (
    Abstractive,
    DocumentPart,
    ExtractedSentence,
    Extractive,
    Finding,
    Kind,
    ModelSignature,
    Report,
    SentencePart,
    Signature,
    SummarySentence,
    TranslatedSegment,
    Translation,
)

# Paragraphs of (Vietnamese, the segments of its English); the first is the title.
ARTICLE = [
    [
        (
            "Hội nghị bàn về phát triển điện mặt trời ở miền Trung",
            ["Conference on solar power in central Vietnam"],
        )
    ],
    [
        (
            "Sáng 14/5, tại Đà Nẵng, Viện Năng lượng tổ chức hội nghị về phát triển điện mặt trời.",
            ["On the morning of 14 May, in Da Nang, the Institute of Energy held a conference."],
        ),
        (
            "Thiếu tướng Trần Quốc Bình, Phó Viện trưởng, chủ trì hội nghị.",
            ["The missing General chaired it."],
        ),
    ],
    [
        (
            "Theo báo cáo, cả nước có 1.250 dự án, tổng vốn 2,5 tỷ USD; 318 dự án đã phát điện, đạt 8,5%.",
            [
                "The report counts 1.25 projects with a capital of USD 2.5 billion;",
                "318 already generate power and give 8.5%.",
            ],
        ),
        (
            "Ông Bình cho biết giá điện sẽ giảm từ năm 2027.",
            ["Mr. Binh said that prices would fall from 2027."],
        ),
        (
            "Người dân ở Quảng Nam mong được vay vốn với lãi suất thấp.",
            ["Người dân ở Quảng Nam want low rates."],
        ),
    ],
    [
        (
            "Hội nghị nhận được 15 tham luận.",
            ["The conference received 15 papers papers papers papers papers"],
        ),
        (
            "Các đại biểu đề nghị sớm có quy hoạch chung.",
            ["Here is the translation: Delegates asked for a plan."],
        ),
        ("Hội nghị bế mạc chiều cùng ngày.", []),
    ],
]

# One of each kind: kind, severity, target, sentence, expected, found.
DOUBTS = [
    ("encoding", "warning", "document", None, "utf-8", "windows-1258"),
    ("cleaned", "info", "document", None, None, None),
    ("selection", "warning", "summary", None, None, None),
    ("length", "warning", "summary", None, "at most 2 sentences", "3"),
    ("unsupported", "warning", "summary", 3, None, None),
    ("name", "error", "translation", 3, "Trần Quốc Bình", None),
    ("term", "error", "translation", 3, "Major General", "The missing General"),
    ("number", "error", "translation", 4, "1.250", "1.25"),
    ("confidence", "warning", "translation", 5, None, None),
    ("language", "error", "translation", 6, "English", "Người dân ở Quảng Nam"),
    ("repetition", "error", "translation", 7, None, "papers papers papers"),
    ("cut", "error", "translation", 7, None, None),
    ("preamble", "error", "translation", 8, None, "Here is the translation:"),
    ("copy", "warning", "translation", 6, None, None),
    ("addition", "warning", "translation", 8, None, None),
    ("omission", "error", "translation", 9, None, None),
    ("context", "warning", "summary", 2, None, "Ông"),
    ("meaning", "error", "translation", 9, "tăng", "fell"),
]
assert {kind for kind, *_ in DOUBTS} == set(get_args(Kind))


def sample_report() -> Report:
    """A full report: nine sentences in four paragraphs, every kind of finding once."""
    sentences: list[SentencePart] = []
    segments: list[TranslatedSegment] = []
    text = ""
    for paragraph, group in enumerate(ARTICLE):
        text += "\n\n" if text else ""
        for position, (vietnamese, english) in enumerate(group):
            text += " " if position else ""
            number = len(sentences) + 1
            start = len(text)
            text += vietnamese
            sentences.append(
                SentencePart(id=number, paragraph=paragraph, start=start, end=len(text), text=vietnamese)
            )
            segments += [
                TranslatedSegment(sentence=number, part=part, source=vietnamese, text=one)
                for part, one in enumerate(english, start=1)
            ]
    summary = (
        SummarySentence(text="Viện Năng lượng bàn về điện mặt trời tại Đà Nẵng sáng 14/5.", evidence=(2, 3)),
        SummarySentence(text="Cả nước có 1.250 dự án, 318 dự án đã phát điện.", evidence=(4,)),
        SummarySentence(text="Giá điện sẽ tăng gấp đôi.", evidence=()),
    )
    return Report(
        document=DocumentPart(
            source="bai-bao/dien-mat-troi.txt",
            sha256="5b" * 32,
            title=sentences[0].text,
            language="vi",
            encoding="windows-1258",
            characters=len(text),
            text=text,
            sentences=tuple(sentences),
        ),
        extractive=Extractive(
            sentences=tuple(
                ExtractedSentence(
                    id=number,
                    rank=rank,
                    score=score,
                    text=sentences[number - 1].text,
                    components={"position": score / 3, "centrality": score * 2 / 3},
                )
                for number, rank, score in [(2, 1, 0.91), (4, 2, 0.78), (8, 3, 0.44)]
            )
        ),
        abstractive=Abstractive(text=" ".join(one.text for one in summary), sentences=summary),
        translation=Translation(
            title=ARTICLE[0][0][1][0],
            text="\n\n".join(" ".join(" ".join(english) for _, english in group) for group in ARTICLE),
            segments=tuple(segments),
        ),
        findings=tuple(
            Finding(
                id=number,
                kind=kind,
                severity=severity,
                task={"document": None, "summary": "abstractive", "translation": "translation"}[target],
                target=target,
                sentence=sentence,
                message=f"the {kind} is in doubt",
                expected=expected,
                found=found,
            )
            for number, (kind, severity, target, sentence, expected, found) in enumerate(DOUBTS, start=1)
        ),
        timings={"load": 2.104, "translation": 6.5, "total": 9.25},
        signature=Signature(
            string="model:gemma-3-270m-vi|revision:1.0.0|prompts:6f1c2a9d|settings:0b77c1de|seed:0|version:0.1.0",
            version="0.1.0",
            device="cpu",
            dtype="bfloat16",
            seed=0,
            models={
                "translation": ModelSignature(name="gemma-3-270m-vi", revision="1.0.0", adapter="3f9a11"),
                "abstractive": ModelSignature(name="gemma-3-270m-vi", revision="1.0.0", adapter=None),
            },
            prompts={"translation": "6f1c2a9d", "abstractive": "77e0ba14"},
            settings="0b77c1de",
        ),
    )


HOSTILE = "".join(
    [
        '</bdi></td></style><script>document.title = "taken"</script>',
        "<img src=x onerror=\"document.title='taken'\"><style>*{display:none}</style>",
        '" onmouseover="x" {{ 7 * 7 }} {% for %} ${x} | [a](javascript:x) ',
        "\u202eđảo ngược\u202c \u2066mở ",
        "dài" * 400,
    ]
)


def hostile_report() -> Report:
    """A report in which every free text tries to break out of the page; one sentence, no title."""
    report = sample_report()
    sentence = SentencePart(id=1, paragraph=1, start=0, end=len(HOSTILE), text=HOSTILE)
    return report.model_copy(
        update={
            "document": report.document.model_copy(
                update={"source": HOSTILE, "title": None, "language": '"><b>', "sentences": (sentence,)}
            ),
            "extractive": Extractive(
                sentences=(
                    ExtractedSentence(id=1, rank=1, score=1.0, text=HOSTILE, components={HOSTILE: 1.0}),
                )
            ),
            "abstractive": Abstractive(
                text=HOSTILE, sentences=(SummarySentence(text=HOSTILE, evidence=(1,)),)
            ),
            "translation": Translation(
                title=HOSTILE,
                text=HOSTILE,
                segments=(TranslatedSegment(sentence=1, part=1, source=HOSTILE, text=HOSTILE),),
            ),
            "findings": tuple(
                finding.model_copy(update={"message": HOSTILE, "expected": HOSTILE, "found": HOSTILE})
                for finding in report.findings
            ),
            "signature": report.signature.model_copy(update={"string": HOSTILE}),
        }
    )
