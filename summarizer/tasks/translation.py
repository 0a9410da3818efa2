"""The English translation: each sentence is translated alone, checked, and repaired where it has faults."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from summarizer.checks.analysed import Output, Source
from summarizer.checks.names.britain import told
from summarizer.checks.names.diacritics import without as without_diacritics
from summarizer.checks.names.once import told_once
from summarizer.checks.names.respelling import respelt
from summarizer.checks.suite import check_translation
from summarizer.config import Diacritics
from summarizer.document import Document, Sentence
from summarizer.engine.interface import Completion, Decoding, Prompt, Request
from summarizer.prompts import PromptTemplate
from summarizer.report import Finding, TranslatedSegment, Translation
from summarizer.tasks import Asking, Steps, ask, together
from summarizer.tasks.candidates import Candidate, best, joined
from summarizer.tasks.continuing import continued
from summarizer.tasks.doubt import DoubtModel, signs
from summarizer.tasks.translation_requests import TranslationRequests
from summarizer.text.list_marks import mark_of

_READ_BACK = 3  # answers at most: the fourth of four beams is seldom best, and each costs a pass


@dataclass
class _Segment:
    """A sentence, or a part of an over-long one, and the best translation so far."""

    sentence: Sentence
    part: int
    checked: Source
    mark: str = ""  # of an item of a list, before the first part: copied
    best: Candidate | None = None
    signs: dict[str, float] = field(default_factory=dict)

    @property
    def source(self) -> str:
        return self.checked.text


@dataclass(frozen=True)
class TranslationTask:
    """Translates documents with one model, in `rounds` of repair.

    With a `doubt` model each segment has the chance that it is seriously wrong; without, a warning comes
    where the mean probability is below a floor. With `diacritics` removed, names lose them when all else is
    done: that changes no fact.
    """

    requests: TranslationRequests
    back: PromptTemplate | None  # None: answers are not read back
    rounds: int
    doubt: DoubtModel | None = None
    diacritics: Diacritics = "remove"

    def run(self, document: Document) -> Steps[Translation]:
        """The whole document in English; every doubt that the repairs left is a finding at its sentence."""
        segments = [segment for one in document.sentences for segment in self._segments(one, document.text)]
        asked = [segment for segment in segments if self._is_text(segment)]
        yield from together([self._translated(segment) for segment in asked])
        for segment in asked if self.diacritics == "remove" else ():
            if segment.best:
                segment.best = replace(segment.best, text=without_diacritics(segment.best.text))
        chances = [self.doubt.chance(one.signs) if self.doubt and one.signs else None for one in segments]
        return _translation(document, segments, chances), tuple(self._placed(segments, chances))

    def _is_text(self, segment: _Segment) -> bool:
        """Whether the segment has words to translate, none of them too long for the model (an address, data).

        Such a word, which could not be cut into parts of the allowed length, stands as it is, with a finding.
        """
        if not any(letter.isalnum() for letter in segment.source):
            return False
        if self.requests.count_tokens(segment.source) <= self.requests.info.max_segment_tokens:
            return True
        said = f"a word of {len(segment.source):,} characters was left as it is"
        finding = Finding(kind="copy", severity="warning", message=said)
        segment.best = Candidate(segment.source, (finding,), 0.0)
        return False

    def _segments(self, sentence: Sentence, article: str) -> Iterator[_Segment]:
        glossary, info = self.requests.glossary, self.requests.info
        mark = mark_of(sentence.text)
        words = sentence.text[len(mark) :]
        for number, (start, end) in enumerate(self.requests.parts(words, info.max_segment_tokens), start=1):
            text = words[start:end]
            suggested = tuple(glossary.suggested(text)) if info.terms == "inline" else ()
            terms, title = tuple(glossary.find(text)), sentence.paragraph == 0
            source = Source(text, terms, suggested, title=title, article=article)
            yield _Segment(sentence, number, source, mark if number == 1 else "")

    def _translated(self, segment: _Segment) -> Asking[None]:
        """Translate a segment and repair it while the checks find faults; keeps the best answer."""
        answers: list[Candidate] = []
        tried: set[tuple[tuple[Prompt, Decoding], ...]] = set()
        asked, source = self.requests, segment.source
        for round_ in range(self.rounds + 1):
            ways = asked.repairs(source, round_, told(segment.checked)) if round_ else [asked.first(source)]
            new = {tuple((one.prompt, one.decoding) for one in way): way for way in ways}
            attempts = [way for key, way in new.items() if key not in tried]
            tried.update(new)
            completions = iter((yield from ask([request for attempt in attempts for request in attempt])))
            for attempt in attempts:
                first, *rest = (next(completions) for _ in attempt)
                answers.append(self._candidate(segment, [first, *rest]))
                if not rest:
                    answers += [self._candidate(segment, [other]) for other in first.others]
            answers = yield from self._read_back(source, answers)
            segment.best = chosen = best(answers)
            segment.signs = signs(source, chosen, answers, round_, segment.checked.suggested)
            if not chosen.doubtful:
                return

    def _read_back(self, source: str, answers: list[Candidate]) -> Asking[list[Candidate]]:
        """Score the best answers by how likely the source is as a translation of each (reading back).

        An answer is good if it is a likely translation and its source is a likely translation of it: the
        noisy channel, as a second opinion on what an ordinary model ends with (Yee et al. 2019,
        arXiv 1908.05731).
        """
        least = min(answer.faults for answer in answers)
        good = sorted((one for one in answers if one.faults == least), key=lambda one: -one.mean_logprob)
        texts = {one.text: one.read_back for one in good}
        if self.back is None or not self.requests.info.weighs or len(texts) < 2 or not all(texts):
            return answers
        unread = [text for text in list(texts)[:_READ_BACK] if texts[text] is None]
        weighed = yield from ask(
            [
                Request(self.back.render(source=text), Decoding(max_new_tokens=1), answer=source)
                for text in unread
            ]
        )
        found = {text: one.mean_logprob for text, one in zip(unread, weighed, strict=True)}
        return [replace(answer, read_back=found.get(answer.text, answer.read_back)) for answer in answers]

    def _placed(self, segments: Sequence[_Segment], chances: Sequence[float | None]) -> Iterator[Finding]:
        """The findings of all segments, each with its sentence."""
        for segment, chance in zip(segments, chances, strict=True):
            found = told_once(segment.best.findings) if segment.best else ()
            doubtful = self.doubt.finding(chance) if self.doubt and chance is not None else None
            for finding in (*found, *([doubtful] if doubtful else [])):
                yield finding.at("translation", "translation", segment.sentence.id)

    def _candidate(self, segment: _Segment, answers: list[Completion]) -> Candidate:
        text, reason, mean_logprob = joined(answers)
        sure = None if self.doubt else mean_logprob
        output = Output(text, finish_reason=reason, mean_logprob=sure)
        text, notes = respelt(segment.checked, output)
        if notes:  # else what was found in it serves the checks, too
            output = replace(output, text=text)
        findings = check_translation(segment.checked, output)
        return Candidate(text, (*findings, *notes), mean_logprob)


def _translation(
    document: Document, segments: list[_Segment], chances: Sequence[float | None]
) -> Translation:
    made: list[TranslatedSegment] = []
    texts: dict[int, str] = {}
    for segment, chance in zip(segments, chances, strict=True):
        number, before = segment.sentence.id, texts.get(segment.sentence.id, "")
        # A line of asterisks or dashes stays what it is.
        text = continued(before, segment.mark + (segment.best.text if segment.best else segment.source))
        made.append(
            TranslatedSegment(
                sentence=number,
                part=segment.part,
                source=segment.mark + segment.source,
                text=text,
                doubt=chance,
                signs=segment.signs,
            )
        )
        texts[number] = f"{before} {text}".strip()
    paragraphs = [" ".join(texts[sentence.id] for sentence in group) for group in document.paragraphs()]
    title = next((texts[sentence.id] for sentence in document.sentences if sentence.paragraph == 0), None)
    known = [chance for chance in chances if chance is not None]
    return Translation(
        title=title,
        text="\n\n".join(paragraphs),
        segments=tuple(made),
        doubt=sum(known) / len(known) if known else None,
    )
