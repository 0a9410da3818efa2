"""One sentence of a summary: written from its group in several ways, each checked against it and judged."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from summarizer.checks.analysed import Source, Summary
from summarizer.checks.rewriting import check_rewriting
from summarizer.checks.shortening import distance
from summarizer.checks.suite import check_summary
from summarizer.document import Document, Sentence
from summarizer.engine.interface import Completion, Decoding, Prompt, Request
from summarizer.prompts import PromptTemplate
from summarizer.tasks import Asking, ask
from summarizer.tasks.candidates import Candidate, samples
from summarizer.tasks.plan import Group
from summarizer.tasks.quoting import is_copied
from summarizer.text.capitals import in_capitals
from summarizer.text.pointing import introduces, without_link
from summarizer.text.sentences import split
from summarizer.text.standalone import Surroundings

_BEAMS = 4
_LIMIT = 96  # tokens of an answer: a long sentence has 60
_VERDICTS = ("Đúng", "Sai")  # what the judge may answer
_VERDICT_TOKENS = 2  # that the models make of either
# What a sentence needs: the judge's probability, and to stay near a shortening of what it was written from.
# Of sentences written from whole articles 95 % that stay as near are true: see docs/measurements.md.
_SOUND, _NEAR = 0.5, 1.0
_JUDGED = 4  # drafts a round that are judged, the likeliest first: each costs a pass over its group


# The article, by no sentences, and its excerpts by theirs.
_Sources = dict[tuple[Sentence, ...], Source]


@dataclass(frozen=True)
class Draft(Candidate):
    """A sentence with what it was written from, how far it went from that, and the judge's probability."""

    given: tuple[Sentence, ...] = ()
    distance: float = 0.0
    support: float | None = None

    @property
    def clean(self) -> bool:
        """Whether no check finds fault with it, and it stays near what it was written from."""
        faulty = any(one.severity != "info" for one in self.findings)
        return bool(self.text) and self.distance <= _NEAR and not faulty

    @property
    def sound(self) -> bool:
        """Whether it may stand in a summary."""
        return self.clean and (self.support is None or self.support >= _SOUND)


@dataclass(frozen=True)
class Writer:
    """Writes sentences with one model; `candidates` of each at first, `rounds` of repair."""

    prompt: PromptTemplate
    judge: PromptTemplate | None  # None: nothing is judged
    told: Callable[[Sentence], str]  # a sentence's text, as long as the model takes it
    candidates: int
    rounds: int
    seed: int
    beams: int = _BEAMS  # that the model can search with, at most

    def drafts(self, document: Document, group: Group, around: Surroundings) -> Asking[list[Draft]]:
        """All that was written from the group or a part of it, until some of it is sound.

        Sound is nothing, however true, that cannot be understood by itself, that only leads to more, or that
        copies what stands beside the core. From capitals nothing is written: no check tells names there.
        """
        if any(in_capitals(one.text) for one in group.sentences):
            return []
        found: dict[str, Draft] = {}
        sources: _Sources = {(): Source.of(document)}
        tried: set[tuple[Prompt, Decoding]] = set()
        for round_ in range(self.rounds + 1):
            ways = {}
            for given, decoding in self._ways(group, round_):
                request = self._request(document, given, decoding)
                ways[request.prompt, request.decoding] = (given, request)
                sources.setdefault(given, self._excerpt(document, given))
            new = [way for key, way in ways.items() if key not in tried]
            tried.update(ways)
            completions = yield from ask([request for _, request in new])
            for (given, _), completion in zip(new, completions, strict=True):
                for answer in (completion, *completion.others):
                    draft = self._draft(sources, group, given, answer, around)
                    found.setdefault(draft.text, draft)
            yield from self._judge(document, found)
            if any(draft.sound for draft in found.values()):
                break
        return list(found.values())

    def _ways(self, group: Group, round_: int) -> Iterator[tuple[tuple[Sentence, ...], Decoding]]:
        """What to write from, and how: the group first, then less and more freely."""
        whole, core = group.sentences, (group.core,)
        rest = [(one,) for one in whole if one != group.core]
        beams = min(_BEAMS, self.beams, self.candidates)
        searched, greedy = Decoding(_LIMIT, beams=beams), Decoding(_LIMIT)
        if round_ == 0:
            yield whole, searched
            if rest and self.candidates > beams:
                yield core, greedy
            number, given, heat = self.candidates - beams - bool(rest), whole, 0.4
        elif round_ == 1:
            yield core, searched
            number, given, heat = 2, whole, 0.7
        else:
            for one in rest:
                yield one, searched
            number, given, heat = 3, core, 0.7
        seed = self.seed + 100 * round_
        for decoding in samples(max(0, number), max_new_tokens=_LIMIT, temperature=heat, seed=seed):
            yield given, decoding

    def _given(self, document: Document, given: tuple[Sentence, ...]) -> dict[str, str | None]:
        title = " ".join(document.title.split()) if document.title else None
        return {"title": title, "body": " ".join(" ".join(map(self.told, given)).split())}

    def _request(self, document: Document, given: tuple[Sentence, ...], decoding: Decoding) -> Request:
        return Request(self.prompt.render(**self._given(document, given)), decoding)

    def _draft(
        self,
        sources: _Sources,
        group: Group,
        given: tuple[Sentence, ...],
        answer: Completion,
        around: Surroundings,
    ) -> Draft:
        text = " ".join(answer.text.split())
        spans = split(text)
        first = without_link(text[slice(*spans[0])]) if spans else ""
        reason = answer.finish_reason if len(spans) <= 1 else "stop"
        article, excerpt = sources[()], sources[given]
        findings = check_summary(excerpt, Summary((first,), 1, reason, answer.mean_logprob))
        if first:
            findings += check_rewriting(article, excerpt, first)
        kept = tuple(one for one in findings if one.kind != "copy")  # a copy is shown as a quotation
        leads = introduces(first) or is_copied(
            first, [one.text for one in group.sentences if one != group.core]
        )
        return Draft(
            first,
            kept,
            answer.mean_logprob,
            given=given,
            distance=distance([self.told(one) for one in given], first),
            support=0.0 if leads or around.needs(around.introducing(first).text) else None,
        )

    def _excerpt(self, document: Document, given: tuple[Sentence, ...]) -> Source:
        """The article as if it were its title and these sentences alone."""
        title = tuple(one for one in document.sentences if one.paragraph == 0)
        told = (*title, *(replace(one, text=self.told(one)) for one in given))
        return Source("\n".join(one.text for one in told), sentences=told)

    def _judge(self, document: Document, found: dict[str, Draft]) -> Asking[None]:
        """Weigh the likeliest of the clean drafts that were not judged yet."""
        if self.judge is None:
            return
        waiting = sorted(
            (one for one in found.values() if one.clean and one.support is None),
            key=lambda one: -one.mean_logprob,
        )
        asked = waiting[:_JUDGED]
        requests = [
            Request(
                self.judge.render(**self._given(document, draft.given), sentence=draft.text),
                Decoding(max_new_tokens=1),
                answer=verdict,
            )
            for draft in asked
            for verdict in _VERDICTS
        ]
        weighed = iter((yield from ask(requests)))
        for draft in asked:
            right, wrong = next(weighed).mean_logprob, next(weighed).mean_logprob
            support = 1 / (1 + math.exp(min(50.0, _VERDICT_TOKENS * (wrong - right))))
            found[draft.text] = replace(draft, support=support)
        for draft in waiting[_JUDGED:]:
            found[draft.text] = replace(draft, support=0.0)
