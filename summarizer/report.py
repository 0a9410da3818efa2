"""The result for one article: the published JSON contract `summarizer/report/1`."""

from typing import Any, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field

TaskName = Literal["extractive", "abstractive", "translation"]
TASKS: tuple[TaskName, ...] = ("extractive", "abstractive", "translation")
Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)  # the worst first
Target = Literal["document", "summary", "translation"]
Kind = Literal[
    "number",  # a number, date or amount changed, missing or new
    "name",  # a proper name changed, missing or new
    "term",  # a glossary term not rendered by an accepted form, an abbreviation that is not the article's
    "language",  # text in the wrong language or script
    "meaning",  # the opposite of a word, or a lost `not`, `if`, `may`
    "omission",  # something of the source is missing
    "addition",  # more than the source says
    "repetition",  # a loop, or the same sentence twice
    "copy",  # the source handed back
    "preamble",  # talk about the task in place of its result
    "cut",  # ended at the token limit or in mid-sentence
    "confidence",  # the model itself was unsure
    "unsupported",  # a summary sentence that no article sentence supports
    "context",  # a summary sentence that needs what stands around it in the article: who speaks, who is meant
    "length",  # longer than asked for
    "selection",  # only the best sentences were summarised: the article did not fit, or gave no faultless one
    "encoding",  # the encoding was guessed
    "cleaned",  # control characters or escapes were removed from the input
]


class _Plain(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Finding(_Plain):
    """One doubt. A check fills kind, severity, message, expected and found; the task says where it stands.

    `sentence` is an article sentence's id for the document and the translation, and the number of the
    summary's sentence, from 1, for a summary.
    """

    id: int = 0
    kind: Kind
    task: TaskName | None = None
    target: Target = "document"
    sentence: int | None = None
    severity: Severity
    message: str
    expected: str | None = None
    found: str | None = None

    def at(self, task: TaskName, target: Target, sentence: int | None) -> "Finding":
        """The same finding, placed at a task's output."""
        return self.model_copy(update={"task": task, "target": target, "sentence": sentence})


class SentencePart(_Plain):
    """An article sentence: see `summarizer.document.Sentence`."""

    id: int
    paragraph: int
    start: int
    end: int
    text: str


class DocumentPart(_Plain):
    """The article as it was read; offsets of the sentences refer to `text`.

    `url`, `published` and `author` are what the file says about itself, and `id` is the name that a record of
    JSON Lines or CSV has; null where there is none.
    """

    source: str
    sha256: str
    title: str | None
    language: str
    encoding: str
    characters: int
    text: str
    sentences: tuple[SentencePart, ...]
    url: str | None = None
    published: str | None = None
    author: str | None = None
    id: str | None = None


class ExtractedSentence(_Plain):
    """A chosen sentence; `rank` 1 is the best, `score` is between 0 and 1, `components` sum up to it."""

    id: int
    rank: int
    score: float
    text: str
    components: dict[str, float] = Field(default_factory=dict)


class Extractive(_Plain):
    """The article's most important sentences, in article order."""

    sentences: tuple[ExtractedSentence, ...]


class SummarySentence(_Plain):
    """A sentence with the ids of the article sentences that it rests on.

    `quoted` says that it is the article's own words, perhaps shortened, in place of new ones. `english` is
    its translation, where that was asked for.
    """

    text: str
    evidence: tuple[int, ...]
    quoted: bool = False
    english: str | None = None

    @property
    def shown(self) -> str:
        """The text, in quotation marks where it is quoted."""
        return f"“{self.text}”" if self.quoted else self.text


class Abstractive(_Plain):
    """A short summary in new words."""

    text: str
    sentences: tuple[SummarySentence, ...]


class TranslatedSegment(_Plain):
    """The translation of one sentence, or of one part of an over-long one; `part` counts from 1.

    `doubt` is the chance, 0 to 1, that it is seriously wrong, where the model has an estimate; `signs` are
    what that is computed from.
    """

    sentence: int
    part: int
    source: str
    text: str
    doubt: float | None = None
    signs: dict[str, float] = Field(default_factory=dict)


class Translation(_Plain):
    """The whole article in English; paragraphs of `text` are separated by a blank line.

    `doubt` is the share of its segments, 0 to 1, that are expected to be seriously wrong.
    """

    title: str | None
    text: str
    segments: tuple[TranslatedSegment, ...]
    doubt: float | None = None


class ModelSignature(_Plain):
    """Which weights did a task."""

    name: str
    revision: str
    adapter: str | None


class Signature(_Plain):
    """What made the report.

    In float32 the same signature and input give the same report on the same machine. Where other articles
    ran before or beside this one a word may differ: in bfloat16 and float16 since the rounding of sums hangs
    on what is computed together, and in any type by the rare tokens that those articles brought.
    """

    string: str
    version: str
    device: str
    dtype: str
    seed: int
    models: dict[TaskName, ModelSignature]
    prompts: dict[TaskName, str]
    settings: str


class Report(_Plain):
    """The whole result for one article; a task that was not asked for is null."""

    schema_: Literal["summarizer/report/1"] = Field(default="summarizer/report/1", alias="schema")
    document: DocumentPart
    extractive: Extractive | None
    abstractive: Abstractive | None
    translation: Translation | None
    findings: tuple[Finding, ...]
    timings: dict[str, float]
    signature: Signature

    def to_json(self, *, indent: int | None = 2) -> str:
        """The report as JSON, with its published names."""
        return self.model_dump_json(by_alias=True, indent=indent)

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """Read a report back; raises `pydantic.ValidationError` where it breaks the contract."""
        return cls.model_validate_json(text)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a report, as `summarizer schema` prints it."""
    return Report.model_json_schema(by_alias=True, mode="serialization")
