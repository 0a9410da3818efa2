"""The abstractive summary: a few new Vietnamese sentences, each tied to what it rests on in the article."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from summarizer.checks.analysed import Source, Summary
from summarizer.checks.suite import check_summary
from summarizer.config import Length
from summarizer.document import Document
from summarizer.engine.interface import Completion, Decoding, EngineInfo, Prompt, Request
from summarizer.prompts import PromptTemplate
from summarizer.report import Abstractive, Finding, SummarySentence
from summarizer.tasks import Steps, ask
from summarizer.tasks.candidates import Candidate, best, compared, samples
from summarizer.tasks.evidence import Evidence
from summarizer.tasks.extractive import choose
from summarizer.text.sentences import clauses, split

SENTENCES: dict[Length, int] = {"short": 1, "medium": 2, "long": 4}
_TOKENS_A_SENTENCE = 64
_LOOP = 8  # tokens that never come twice: names may, phrases going round may not
_HEAT = 0.4  # temperature of the first samples
_EXTRACT = 300  # tokens of the extract that a repair summarises in place of the article
# What the title and the first sentences count beside all candidates when these vote on the best: an editor's
# lead says what they say. Tuned: see evaluation/RESULTS.md.
_TITLE = 1.0
_LEAD = 0.5
_LEAD_SENTENCES = 3


@dataclass(frozen=True)
class _Answer(Candidate):
    """A candidate with its sentences, and the share of the article that it was written from."""

    sentences: tuple[str, ...] = ()
    share: float = 1.0


@dataclass(frozen=True)
class AbstractiveTask:
    """Summarises documents with one model; `rounds` of repair, sampled with `seed`.

    Of the `candidates` that are written at first, the likeliest and samples, the best is chosen: by the
    checks, then as the one that says most of what the others, the title and the first sentences say.
    """

    info: EngineInfo
    count_tokens: Callable[[str], int]
    prompt: PromptTemplate
    length: Length
    candidates: int
    rounds: int
    seed: int

    def run(self, document: Document) -> Steps[Abstractive]:
        """A summary of at most as many sentences as the length says.

        Where the article is longer than the model takes, or no summary of the whole is faultless, the best of
        its sentences are summarised, and a finding says so.
        """
        article, evidence = Source.of(document), Evidence(document)
        whole = list(self._units(document))
        given = self._fitting(document, whole, self.info.max_source_tokens)
        limit = _TOKENS_A_SENTENCE * max(2, SENTENCES[self.length])
        answers: list[_Answer] = []
        witnesses = list(_witnesses(document))
        tried: set[tuple[Prompt, Decoding]] = set()
        for round_ in range(self.rounds + 1):
            used = given if round_ <= 1 else self._fitting(document, given, _EXTRACT)
            share = sum(map(len, used)) / sum(map(len, whole))
            asked = {(one.prompt, one.decoding): one for one in self._requests(document, used, limit, round_)}
            new = [one for key, one in asked.items() if key not in tried]
            tried.update(asked)
            for completion in (yield from ask(new)):
                answers += self._answers(article, evidence, completion, share)
            answers = compared(answers, witnesses)
            if not best(answers).doubtful:
                break
        chosen = best(answers)
        part = Abstractive(
            text=" ".join(chosen.sentences),
            sentences=tuple(
                SummarySentence(text=text, evidence=evidence.support(text)) for text in chosen.sentences
            ),
        )
        placed = [finding.at("abstractive", "summary", finding.sentence) for finding in chosen.findings]
        if chosen.share < 1:
            placed.append(_selection(chosen.share, too_long=len(given) < len(whole)))
        return part, tuple(placed)

    def _requests(self, document: Document, given: list[str], limit: int, round_: int) -> Iterator[Request]:
        """Greedy and likely samples at first; then other samples, then summaries of an extract."""
        seed = self.seed + 100 * round_
        if round_ == 0:
            yield self._request(document, given, Decoding(limit, no_repeat_ngram=_LOOP))
            likely = samples(self.candidates - 1, max_new_tokens=limit, temperature=_HEAT, seed=seed)
            for decoding in likely:
                yield self._request(document, given, replace(decoding, no_repeat_ngram=_LOOP))
        elif round_ == 1:
            yield self._request(document, given, Decoding(limit, no_repeat_ngram=4))
            for decoding in samples(3, max_new_tokens=limit, temperature=0.6, seed=seed):
                yield self._request(document, given, decoding)
        else:  # of an extract
            if round_ == 2:
                yield self._request(document, given, Decoding(limit, no_repeat_ngram=4))
            for decoding in samples(3, max_new_tokens=limit, temperature=0.7, seed=seed):
                yield self._request(document, given, decoding)

    def _request(self, document: Document, given: list[str], decoding: Decoding) -> Request:
        body = " ".join(" ".join(given).split())
        title = " ".join(document.title.split()) if document.title else None
        prompt = self.prompt.render(title=title, body=body, sentences=SENTENCES[self.length])
        return Request(prompt, decoding)

    def _units(self, document: Document) -> Iterator[str]:
        """The article's sentences; those that are too long by themselves in parts."""
        most = min(_EXTRACT, self.info.max_source_tokens)
        for sentence in document.body or document.sentences:
            if self.count_tokens(sentence.text) <= most:
                yield sentence.text
            else:
                for start, end in clauses(sentence.text, lambda part: self.count_tokens(part) <= most):
                    yield sentence.text[start:end]

    def _fitting(self, document: Document, units: list[str], most: int) -> list[str]:
        """All units where they have at most so many tokens, else the best that have, in article order."""
        costs = [self.count_tokens(unit) for unit in units]
        if sum(costs) <= most:
            return units
        order, _ = choose(units, document.title, len(units))
        taken: list[int] = []
        for index in order:
            if costs[index] <= most:
                taken.append(index)
                most -= costs[index]
        if not taken:  # but one word, or the like: no token is shorter than a character
            return [units[order[0]][:most]]
        return [units[index] for index in sorted(taken)]

    def _answers(
        self, article: Source, evidence: Evidence, completion: Completion, share: float
    ) -> Iterator[_Answer]:
        """The completion, and the same without the sentences that a check faults."""
        text = " ".join(completion.text.split())
        sentences = tuple(text[start:end] for start, end in split(text))
        most = SENTENCES[self.length]
        whole = sentences[:most]
        # What comes after the last sentence that was asked for was not asked for, cut off or not.
        reason = completion.finish_reason if len(sentences) <= most else "stop"
        findings = self._findings(article, evidence, whole, reason, completion.mean_logprob)
        yield _Answer(" ".join(whole), findings, completion.mean_logprob, sentences=whole, share=share)
        faulty = {finding.sentence for finding in findings if finding.severity == "error"}
        kept = tuple(text for number, text in enumerate(whole, start=1) if number not in faulty)
        if kept and len(kept) < len(whole):
            found = self._findings(article, evidence, kept, "stop", completion.mean_logprob)
            dropped = len(whole) - len(kept)
            text = " ".join(kept)
            yield _Answer(text, found, completion.mean_logprob, dropped, sentences=kept, share=share)

    def _findings(
        self,
        article: Source,
        evidence: Evidence,
        sentences: tuple[str, ...],
        reason: str,
        mean_logprob: float,
    ) -> tuple[Finding, ...]:
        summary = Summary(sentences, SENTENCES[self.length], reason, mean_logprob)
        found = check_summary(article, summary)
        unsupported = tuple(
            Finding(
                kind="unsupported",
                sentence=number,
                severity="warning",
                message="no sentence of the article supports this",
            )
            for number, text in enumerate(sentences, start=1)
            if not evidence.support(text)
        )
        return found + unsupported


def _witnesses(document: Document) -> Iterator[tuple[str, float]]:
    """Reference texts for agreement, the title and the lead, each with its weight."""
    if document.title:
        yield document.title, _TITLE
    yield " ".join(sentence.text for sentence in document.body[:_LEAD_SENTENCES]), _LEAD


def _selection(share: float, *, too_long: bool) -> Finding:
    share = min(share, 0.99)  # something was left out
    cause = "the article is too long for the model" if too_long else "no summary of the whole was faultless"
    return Finding(
        kind="selection",
        task="abstractive",
        target="summary",
        severity="warning",
        message=f"{cause}: its best {share:.0%} were summarised",
        found=f"{share:.0%}",
    )
