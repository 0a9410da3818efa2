"""The abstractive summary: planned, each sentence written from its own group, checked, or else quoted."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from summarizer.checks.analysed import Source, Summary
from summarizer.checks.suite import check_summary
from summarizer.config import Length
from summarizer.document import Document, Sentence
from summarizer.engine.interface import EngineInfo
from summarizer.prompts import PromptTemplate
from summarizer.report import Abstractive, Finding, SummarySentence
from summarizer.tasks import Asking, Steps, together
from summarizer.tasks.candidates import compared, likeness
from summarizer.tasks.plan import Group, plan
from summarizer.tasks.quoting import LONG, is_copied, quotation
from summarizer.tasks.rewriting import Draft, Writer
from summarizer.tasks.translation import TranslationTask
from summarizer.text.sentences import clauses
from summarizer.text.standalone import Surroundings
from summarizer.text.vectors import words

SENTENCES: dict[Length, int] = {"short": 1, "medium": 2, "long": 4}
_QUOTED: dict[Length, int] = {"short": 35, "medium": LONG, "long": LONG}  # syllables of a quotation
_GROUP = 220  # tokens of a group: three sentences of news have fewer
_REPEATED = 0.5  # likeness of two sentences of a summary of which one is too much


@dataclass(frozen=True)
class AbstractiveTask:
    """Summarises documents with one model; see `Writer` for `candidates` and `rounds`."""

    info: EngineInfo
    count_tokens: Callable[[str], int]
    prompt: PromptTemplate
    judge: PromptTemplate | None
    english: TranslationTask | None  # None: the sentences stay in Vietnamese alone
    length: Length
    candidates: int
    rounds: int
    seed: int

    def run(self, document: Document) -> Steps[Abstractive]:
        """A summary of as many sentences as the length says, fewer where the article has no more to say.

        Where nothing sound could be written from a group, one of its sentences is quoted.
        """
        most = min(_GROUP, self.info.max_source_tokens)
        around = Surroundings(document)
        groups = plan(
            document, SENTENCES[self.length], lambda text: self.count_tokens(text) <= most, around=around
        )
        writer = Writer(
            prompt=self.prompt,
            judge=self.judge,
            told=self._told,
            candidates=self.candidates,
            rounds=self.rounds,
            seed=self.seed,
            beams=self.info.beams,
        )
        written = yield from together([writer.drafts(document, group, around) for group in groups])
        sentences: list[SummarySentence] = []
        for group, drafts in zip(groups, written, strict=True):
            one = _chosen(drafts, [one.text for one in sentences]) or self._quoted(group, sentences, around)
            if one is not None:
                describe = self.length != "short" or len(words(one.text)) < _QUOTED["short"]
                sentences.append(_standing(one, sentences, around, document, describe=describe))
        findings = [
            *self._findings(document, sentences),
            *_lacking(sentences, around),
            *self._cut(groups),
        ]
        if self.english and sentences:
            sentences, doubts = yield from _in_english(self.english, sentences)
            findings += doubts
        part = Abstractive(text=" ".join(one.shown for one in sentences), sentences=tuple(sentences))
        return part, tuple(one.at("abstractive", "summary", one.sentence) for one in findings)

    def _told(self, sentence: Sentence) -> str:
        """The sentence; of one that is longer than the model takes, its beginning."""
        most = min(_GROUP, self.info.max_source_tokens)
        if self.count_tokens(sentence.text) <= most:
            return sentence.text
        start, end = clauses(sentence.text, lambda part: self.count_tokens(part) <= most)[0]
        return sentence.text[start : min(end, start + 8 * most)]  # one word may be longer than any limit

    def _quoted(
        self, group: Group, told: Sequence[SummarySentence], around: Surroundings
    ) -> SummarySentence | None:
        """The group's core, or another of its sentences that can be understood better, unless it was said."""
        before = [other.text for other in told]
        follows = {one.id: bool(told) and one.id - 1 in told[-1].evidence for one in group.sentences}

        def lacking(one: Sentence) -> bool:
            return not follows[one.id] and bool(
                around.needs(around.introducing(one.text, before).text, before)
            )

        for one in sorted(group.sentences, key=lambda one: (lacking(one), one != group.core)):
            text = quotation(
                self._told(one), link=follows[one.id], most=_QUOTED[self.length], title=around.title
            )
            if not _repeats(text, before):
                return SummarySentence(text=text, evidence=(one.id,), quoted=True)
        return None

    def _findings(self, document: Document, sentences: Sequence[SummarySentence]) -> list[Finding]:
        """What the checks say of the summary as a whole, and whether it is as long as asked for."""
        asked = SENTENCES[self.length]
        texts = tuple(one.text for one in sentences)
        found = [
            one
            for one in check_summary(Source.of(document), Summary(texts, asked))
            if one.kind != "copy" and not (one.kind == "cut" and sentences[-1].quoted)
        ]
        if 0 < len(texts) < asked:
            message = f"the article has enough for {len(texts)} of the {asked} sentences that were asked for"
            found.append(
                Finding(
                    kind="length",
                    severity="info",
                    message=message,
                    expected=f"{asked} sentences",
                    found=str(len(texts)),
                )
            )
        return found

    def _cut(self, groups: Sequence[Group]) -> list[Finding]:
        """A warning where an article sentence was longer than the model takes."""
        sentences = [one for group in groups for one in group.sentences]
        if all(self._told(one) == one.text for one in sentences):
            return []
        message = "an article sentence is too long for the model: only its beginning was summarised"
        return [Finding(kind="selection", severity="warning", message=message)]


def _in_english(
    task: TranslationTask, sentences: Sequence[SummarySentence]
) -> Asking[tuple[list[SummarySentence], list[Finding]]]:
    """The sentences with their English, and what its checks found."""
    text = "\n".join(one.text for one in sentences)
    numbered = tuple(Sentence(n, n, 0, 0, one.text) for n, one in enumerate(sentences, start=1))
    digest = hashlib.sha256(text.encode()).hexdigest()
    made, found = yield from task.run(Document("summary", digest, text, None, "vi", "utf-8", numbered))
    english: dict[int, list[str]] = {}
    for segment in made.segments:
        english.setdefault(segment.sentence, []).append(segment.text)
    findings = [one.model_copy(update={"message": f"in English: {one.message}"}) for one in found]
    return [
        one.model_copy(update={"english": " ".join(english[number])})
        for number, one in enumerate(sentences, start=1)
    ], findings


def _chosen(drafts: Sequence[Draft], said: Sequence[str]) -> SummarySentence | None:
    """The best of what is sound and was not said yet: what most of them say, then the likeliest."""
    sound = [one for one in compared([one for one in drafts if one.sound]) if not _repeats(one.text, said)]
    best = max(sound, key=lambda one: (one.agreement, one.likelihood), default=None)
    if best is None:
        return None
    return SummarySentence(text=best.text, evidence=tuple(one.id for one in best.given))


def _standing(
    one: SummarySentence,
    told: Sequence[SummarySentence],
    around: Surroundings,
    document: Document,
    *,
    describe: bool = True,
) -> SummarySentence:
    """The sentence with its persons introduced, all that it rests on, and whether it is the article's own.

    Who somebody is whose full name it has, it says only where it is told to `describe`.
    A quotation rests on the sentence that has its words, if one has them all.
    """
    made = around.introducing(one.text, [other.text for other in told], describe=describe)
    rests = {*around.sources(one.evidence), *made.ids}
    copied = is_copied(made.text, [around.text])
    if copied:
        own = {
            each.id for each in document.sentences if each.id in rests and is_copied(made.text, [each.text])
        }
        rests = own or rests
    return SummarySentence(text=made.text, evidence=tuple(sorted(rests)), quoted=copied)


def _lacking(sentences: Sequence[SummarySentence], around: Surroundings) -> list[Finding]:
    """A warning for each sentence that cannot be understood without the article around it."""
    found = []
    for number, one in enumerate(sentences, start=1):
        told = sentences[: number - 1]
        needs = around.needs(one.text, [other.text for other in told])
        if one.quoted:
            needs = [*(need for id_ in one.evidence for need in around.unspoken(id_)), *needs]
        if told and one.evidence[0] - 1 in told[-1].evidence:
            needs = [need for need in needs if need.kind != "pointing"]
        found += [need.finding(number) for need in needs[:1]]
    return found


def _repeats(text: str, said: Sequence[str]) -> bool:
    return any(likeness(text, other) >= _REPEATED for other in said)
