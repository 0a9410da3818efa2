"""Encoder-decoders of CTranslate2, as `BatchEngine` asks them; the words of its vocabulary are token ids."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import pad

from summarizer.engine.alike import Source
from summarizer.engine.batch_engine import Answer, Answered
from summarizer.engine.directions import Directions
from summarizer.engine.forcing import WEIGHED
from summarizer.engine.steering import Steering

_LIMITS = 32  # limits are rounded up to a multiple of this, so that many requests share one


class CTranslate2Model:
    """A converted model that ends answers at any of `stops` and never writes one of `bad`.

    Of the `width` tokens of the model that it was made from it has the first `size`.

    CTranslate2 has one limit for a whole batch. Requests of like limits are therefore searched together, to a
    limit that does not hang on who they are, and what is longer than its own is cut off.
    """

    def __init__(
        self,
        translator: Any,
        texts: Directions,
        *,
        size: int,
        width: int,
        stops: frozenset[int],
        bad: Iterable[Sequence[int]],
    ) -> None:
        self.texts, self.stops = texts, stops
        self._translator = translator
        self._size, self._width = size, width
        known = [tuple(word) for word in bad if all(token < size for token in word)]
        self._bad = [[str(token) for token in word] for word in known] or None

    def complete(self, batch: Sequence[Source]) -> Answered:
        """As many answers to each as its search has beams."""
        if batch[0].request.decoding.temperature:
            return Answered([[one] for one in self._drawn(batch)], 0.0)
        groups: dict[int, list[int]] = {}
        for number, one in enumerate(batch):
            groups.setdefault(-(-_limit(one) // _LIMITS) * _LIMITS, []).append(number)
        found: dict[int, list[Answer]] = {}
        for limit, numbers in groups.items():
            part = [batch[number] for number in numbers]
            found |= zip(numbers, self._searched(part, limit), strict=True)
        return Answered([found[number] for number in range(len(batch))], 0.0)

    def weigh(self, batch: Sequence[Source]) -> list[list[float]]:
        """The natural-log probability of every token of each given answer."""
        return self._weighed(batch, [one.answer for one in batch])

    def _searched(self, batch: Sequence[Source], limit: int) -> list[list[Answer]]:
        decoding = batch[0].request.decoding
        found = self._translated(
            batch,
            [()] * len(batch),
            limit,
            beam_size=decoding.beams,
            num_hypotheses=decoding.beams,
            no_repeat_ngram_size=decoding.no_repeat_ngram,
            return_scores=True,
        )
        answers: list[list[Answer]] = []
        for source, one in zip(batch, found, strict=True):
            forced = len(source.start) - 1
            own = [tuple(map(int, words[forced:])) for words in one.hypotheses]
            # A score is a mean in which forced tokens count as certain.
            means = [
                score * (len(tokens) + forced) / len(tokens)
                for tokens, score in zip(own, one.scores, strict=True)
            ]
            answers.append([Answer(*pair) for pair in zip(own, means, strict=True)])
        return self._cut(batch, answers)

    def _cut(self, batch: Sequence[Source], answers: list[list[Answer]]) -> list[list[Answer]]:
        """The answers within their own limits, and as likely as they are to the model itself."""
        anew = [
            (row, place)
            for row, own in enumerate(answers)
            for place, answer in enumerate(own)
            if len(answer.tokens) > _limit(batch[row]) or batch[row].request.decoding.no_repeat_ngram
        ]
        kept = [answers[row][place].tokens[: _limit(batch[row])] for row, place in anew]
        weighed = self._weighed([batch[row] for row, _ in anew], kept) if anew else []
        for (row, place), tokens, logprobs in zip(anew, kept, weighed, strict=True):
            answers[row][place] = Answer(tokens, sum(logprobs) / len(logprobs))
        return answers

    def _drawn(self, batch: Sequence[Source]) -> list[Answer]:
        """A sample for each, drawn with its own seed as `Steering` draws.

        CTranslate2's own samples hang on what ran before. Here it writes what is likeliest, with the scores
        of all tokens at each place; where the draw falls on another token, it goes on from that one anew.
        """
        steering = [
            Steering([one.request.decoding], eos=min(self.stops), before=len(one.start), width=1)
            for one in batch
        ]
        rows: list[list[int]] = [[] for _ in batch]
        going = list(range(len(batch)))
        while going:
            part = [batch[number] for number in going]
            drafts = self._translated(
                part, [rows[number] for number in going], max(map(_limit, part)) + 1, return_logits_vocab=True
            )
            for number, draft in zip(going, drafts, strict=True):
                forced = len(batch[number].start) - 1
                words = [int(word) for word in draft.hypotheses[0][forced:]]
                row = rows[number]
                for place in range(len(row), len(words)):
                    logits = self._logits(draft.logits[0][forced + place])
                    given = torch.tensor([[*batch[number].start, *row]])
                    row.append(int(steering[number](given, logits).argmax()))
                    if row[-1] != words[place]:
                        break
            going = [number for number in going if rows[number][-1] not in self.stops]
        limits = [_limit(one) for one in batch]
        means = [
            sum(logprobs) / len(logprobs)
            for own, row, limit in zip(steering, rows, limits, strict=True)
            for logprobs in [own.logprobs(row[:limit], [0] * len(row))]
        ]
        return [Answer(tuple(row), mean) for row, mean in zip(rows, means, strict=True)]

    def _logits(self, given: Any) -> Tensor:
        """Those of all tokens of the model, shape (1, tokens), so that a seed draws what it always draws."""
        found = torch.from_numpy(np.array(given)).float().reshape(1, -1)
        return pad(found, (0, self._width - found.shape[1]), value=-torch.inf)

    def _translated(
        self, batch: Sequence[Source], answers: Sequence[Sequence[int]], limit: int, **options: Any
    ) -> list[Any]:
        """What CTranslate2 finds of at most `limit` tokens that begin with these answers."""
        forced = len(batch[0].start) - 1
        results: list[Any] = self._translator.translate_batch(
            [self._words(one.ids) for one in batch],
            target_prefix=[
                self._words((*one.start, *answer)) for one, answer in zip(batch, answers, strict=True)
            ],
            **{"beam_size": 1} | options,
            max_input_length=0,
            max_decoding_length=min(forced + limit, self.texts.longest),
            min_decoding_length=0,
            suppress_sequences=self._bad,
            end_token=self._words(sorted(self.stops)),
            return_end_token=True,
        )
        return results

    def _weighed(self, batch: Sequence[Source], answers: Sequence[Sequence[int]]) -> list[list[float]]:
        results = self._translator.score_batch(
            [self._words(one.ids) for one in batch],
            [self._words((*one.start, *answer)) for one, answer in zip(batch, answers, strict=True)],
            max_batch_size=WEIGHED,
            batch_type="tokens",
            max_input_length=0,
        )
        firsts = [len(one.start) - 1 for one in batch]
        return [
            list(result.log_probs[first : first + len(answer)])
            for result, answer, first in zip(results, answers, firsts, strict=True)
        ]

    def _words(self, tokens: Sequence[int]) -> list[str]:
        """Token ids as words; Marian's start, which is not in the vocabulary, may be any of them."""
        return [str(token if token < self._size else min(self.stops)) for token in tokens]


def _limit(source: Source) -> int:
    return source.request.decoding.max_new_tokens
