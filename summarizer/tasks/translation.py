"""The English translation: each sentence is translated alone, checked, and repaired where it has faults."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from summarizer.checks.analysed import Output, Source
from summarizer.checks.names.diacritics import without as without_diacritics
from summarizer.checks.names.respelling import respelt
from summarizer.checks.suite import check_translation
from summarizer.config import Diacritics
from summarizer.document import Document, Sentence
from summarizer.engine.interface import Completion, Decoding, EngineInfo, Prompt, Request
from summarizer.prompts import PromptTemplate
from summarizer.report import Finding, TranslatedSegment, Translation
from summarizer.tasks import Asking, Steps, ask, together
from summarizer.tasks.candidates import Candidate, best, joined, samples
from summarizer.tasks.continuing import continued
from summarizer.tasks.doubt import DoubtModel, signs
from summarizer.tasks.times import in_english
from summarizer.text.glossary import Glossary, TermMatch
from summarizer.text.sentences import clauses

_BRACES = str.maketrans("{}", "()")  # braces are how terms are told to a tuned model
# How the glossary's terms reach the model: given beside the text as its profile says, in place of the
# Vietnamese, or not at all.
Terms = Literal["given", "replaced", "omitted"]
_GIVEN: Terms = "given"
_REPLACED: Terms = "replaced"
_OMITTED: Terms = "omitted"
_READ_BACK = 3  # answers at most: the fourth of four beams is seldom best, and each costs a pass
_PIECE = 24  # tokens: the second round cuts at clauses until each part has at most so many, the third half


@dataclass
class _Segment:
    """A sentence, or a part of an over-long one, and the best translation so far."""

    sentence: Sentence
    part: int
    checked: Source
    best: Candidate | None = None
    signs: dict[str, float] = field(default_factory=dict)

    @property
    def source(self) -> str:
        return self.checked.text


# Requests whose answers together are one candidate for a segment; a single one may find several.
_Attempt = tuple[Request, ...]


@dataclass(frozen=True)
class TranslationTask:
    """Translates documents with one model by `beams`; `rounds` of repair, sampled with `seed`.

    With a `doubt` model each segment has the chance that it is seriously wrong; without, a warning comes
    where the mean probability is below a floor. With `diacritics` removed, names lose them when all else is
    done: that changes no fact.
    """

    info: EngineInfo
    count_tokens: Callable[[str], int]
    prompt: PromptTemplate
    back: PromptTemplate | None  # None: answers are not read back
    glossary: Glossary
    beams: int
    rounds: int
    seed: int
    doubt: DoubtModel | None = None
    diacritics: Diacritics = "remove"

    @property
    def _beams(self) -> int:
        return min(self.beams, self.info.beams)

    def run(self, document: Document) -> Steps[Translation]:
        """The whole document in English; every doubt that the repairs left is a finding at its sentence."""
        segments = [segment for sentence in document.sentences for segment in self._segments(sentence)]
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
        if self.count_tokens(segment.source) <= self.info.max_segment_tokens:
            return True
        said = f"a word of {len(segment.source):,} characters was left as it is"
        finding = Finding(kind="copy", severity="warning", message=said)
        segment.best = Candidate(segment.source, (finding,), 0.0)
        return False

    def _segments(self, sentence: Sentence) -> Iterator[_Segment]:
        for number, (start, end) in enumerate(
            self._parts(sentence.text, self.info.max_segment_tokens), start=1
        ):
            text = sentence.text[start:end]
            source = Source(
                text,
                tuple(self.glossary.find(text)),
                tuple(self._suggested(text)),
                title=sentence.paragraph == 0,
            )
            yield _Segment(sentence, number, source)

    def _parts(self, text: str, most: int) -> list[tuple[int, int]]:
        if self.count_tokens(text) <= most:
            return [(0, len(text))]
        return clauses(text, lambda part: self.count_tokens(part) <= most)

    def _translated(self, segment: _Segment) -> Asking[None]:
        """Translate a segment and repair it while the checks find faults; keeps the best answer."""
        answers: list[Candidate] = []
        tried: set[tuple[tuple[Prompt, Decoding], ...]] = set()
        for round_ in range(self.rounds + 1):
            ways = self._repairs(segment, round_) if round_ else [(self._request(segment.source),)]
            new = {tuple((one.prompt, one.decoding) for one in way): way for way in ways}
            attempts = [way for key, way in new.items() if key not in tried]
            tried.update(new)
            completions = iter((yield from ask([request for attempt in attempts for request in attempt])))
            for attempt in attempts:
                first, *rest = (next(completions) for _ in attempt)
                answers.append(self._candidate(segment, [first, *rest]))
                if not rest:
                    answers += [self._candidate(segment, [other]) for other in first.others]
            answers = yield from self._read_back(segment.source, answers)
            segment.best = chosen = best(answers)
            segment.signs = signs(segment.source, chosen, answers, round_, segment.checked.suggested)
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
        if self.back is None or not self.info.weighs or len(texts) < 2 or not all(texts):
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
            found = list(segment.best.findings) if segment.best else []
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

    def _request(self, source: str, *, terms: Terms = "given", decoding: Decoding | None = None) -> Request:
        text = " ".join(source.translate(_BRACES).split())
        listed = []
        if terms == "replaced":
            text = self.glossary.replaced(text)
        elif terms == "given" and self.info.terms == "inline":
            text = self.glossary.inline(text)
        elif terms == "given" and self.info.terms == "list":
            found = {match.term.source: match.term.english for match in self.glossary.find(text)}
            listed = [{"source": source, "english": english} for source, english in found.items()]
        prompt = self.prompt.render(source=text, terms=listed)
        return Request(prompt, decoding or Decoding(self._limit(source), beams=self._beams))

    def _limit(self, source: str) -> int:
        """The most tokens that English of a text may take.

        Of 2,164 real translations (ALT, VLSP 2020) none took as many; what does is looping.
        """
        return 16 + 11 * self.count_tokens(self.glossary.replaced(source)) // 10

    def _suggested(self, source: str) -> list[TermMatch]:
        """The words whose English is suggested to the model."""
        return self.glossary.suggested(source) if self.info.terms == "inline" else []

    def _repairs(self, segment: _Segment, round_: int) -> Iterator[_Attempt]:
        """Requests that repair a segment: cheap ones in the first round, clause by clause in later ones."""
        source, limit = segment.source, self._limit(segment.source)
        tellable = self.glossary.replaced(source) != source
        ways = (_GIVEN, _REPLACED) if tellable else (_GIVEN,)
        if round_ == 1 and tellable:
            yield (self._request(source, terms=_REPLACED),)
            yield (self._request(source, terms=_OMITTED),)
        else:
            without_loops = Decoding(limit, no_repeat_ngram=4, beams=self._beams)
            for terms in ways:
                yield (self._request(source, terms=terms, decoding=without_loops),)
        timed = in_english(source)
        if timed != source:
            yield (self._request(timed, terms=ways[round_ % len(ways)]),)
        heat, seed = 0.2 + 0.3 * round_, self.seed + 100 * round_
        for way in samples(round_, max_new_tokens=limit, temperature=heat, seed=seed):
            yield (self._request(source, terms=_REPLACED, decoding=way),)
        parts = self._parts(source, _PIECE // (round_ - 1)) if round_ > 1 else []
        for terms in ways if len(parts) > 1 else ():
            pieces = (self._request(source[start:end], terms=terms) for start, end in parts)
            yield tuple(pieces)


def _translation(
    document: Document, segments: list[_Segment], chances: Sequence[float | None]
) -> Translation:
    made: list[TranslatedSegment] = []
    texts: dict[int, str] = {}
    for segment, chance in zip(segments, chances, strict=True):
        number, before = segment.sentence.id, texts.get(segment.sentence.id, "")
        # A line of asterisks or dashes stays what it is.
        text = continued(before, segment.best.text if segment.best else segment.source)
        made.append(
            TranslatedSegment(
                sentence=number,
                part=segment.part,
                source=segment.source,
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
