"""What a model is asked for a translation: first, and again where its answers have faults."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from summarizer.engine.interface import Decoding, EngineInfo, Request
from summarizer.prompts import PromptTemplate
from summarizer.tasks.candidates import samples
from summarizer.tasks.times import in_english
from summarizer.text.glossary import Glossary
from summarizer.text.sentences import clauses

_BRACES = str.maketrans("{}", "()")  # braces are how terms are told to a tuned model
# How the glossary's terms reach the model: given beside the text as its profile says, in place of the
# Vietnamese, or not at all.
_Terms = Literal["given", "replaced", "omitted"]
_GIVEN: _Terms = "given"
_REPLACED: _Terms = "replaced"
_OMITTED: _Terms = "omitted"
_PIECE = 24  # tokens: the second round cuts at clauses until each part has at most so many, the third half

# Requests whose answers together are one candidate for a segment; a single one may find several.
Attempt = tuple[Request, ...]


@dataclass(frozen=True)
class TranslationRequests:
    """Asks one model for translations by `beams`; repairs are sampled with `seed`."""

    info: EngineInfo
    count_tokens: Callable[[str], int]
    prompt: PromptTemplate
    glossary: Glossary
    beams: int
    seed: int

    @property
    def _beams(self) -> int:
        return min(self.beams, self.info.beams)

    def first(self, source: str) -> Attempt:
        """What is asked for before anything is known."""
        return (self._request(source),)

    def repairs(self, source: str, round_: int, told: str) -> Iterator[Attempt]:
        """What repairs a segment: cheap requests in the first round, clause by clause in later ones.

        `told` is the source in words that mean one thing alone.
        """
        limit = self._limit(source)
        tellable = self.glossary.replaced(source) != source
        ways = (_GIVEN, _REPLACED) if tellable else (_GIVEN,)
        if round_ == 1 and tellable:
            yield (self._request(source, terms=_REPLACED),)
            yield (self._request(source, terms=_OMITTED),)
        else:
            without_loops = Decoding(limit, no_repeat_ngram=4, beams=self._beams)
            for terms in ways:
                yield (self._request(source, terms=terms, decoding=without_loops),)
        timed = in_english(told)
        if timed != source:
            yield (self._request(timed, terms=ways[round_ % len(ways)]),)
        heat, seed = 0.2 + 0.3 * round_, self.seed + 100 * round_
        for way in samples(round_, max_new_tokens=limit, temperature=heat, seed=seed):
            yield (self._request(source, terms=_REPLACED, decoding=way),)
        parts = self.parts(source, _PIECE // (round_ - 1)) if round_ > 1 else []
        for terms in ways if len(parts) > 1 else ():
            yield tuple(self._request(source[start:end], terms=terms) for start, end in parts)

    def parts(self, text: str, most: int) -> list[tuple[int, int]]:
        """Where a text is cut into clauses, so that each part has at most so many tokens, if that can be."""
        if self.count_tokens(text) <= most:
            return [(0, len(text))]
        return clauses(text, lambda part: self.count_tokens(part) <= most)

    def _request(self, source: str, *, terms: _Terms = "given", decoding: Decoding | None = None) -> Request:
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
