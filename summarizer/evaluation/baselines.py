"""Baselines for extractive summaries: lead, random, sumy's systems and an oracle."""

import random
from collections import Counter
from collections.abc import Callable
from itertools import pairwise

from summarizer.errors import UsageError
from summarizer.evaluation.data import Article
from summarizer.tasks.extractive import run
from summarizer.text.vectors import words

Chooser = Callable[[Article, int], list[int]]


def ours(article: Article, number: int) -> list[int]:
    """The sentences of our extractive summary, by rank."""
    first = article.document.body[0].id
    chosen = run(article.document, number).sentences
    return [sentence.id - first for sentence in sorted(chosen, key=lambda sentence: sentence.rank)]


def lead(article: Article, number: int) -> list[int]:
    """The first sentences."""
    return list(range(min(number, len(article.sentences))))


def random_choice(seed: int) -> Chooser:
    """A chooser of random sentences, the same for the same article and seed."""

    def draw(article: Article, number: int) -> list[int]:
        drawn = random.Random(f"{seed} {article.sentences[0]}")  # noqa: S311 - a baseline, not a secret
        return drawn.sample(range(len(article.sentences)), min(number, len(article.sentences)))

    return draw


def oracle(article: Article, number: int) -> list[int]:
    """The sentences that greedily raise ROUGE-2 F1 most; the labelled ones where there is no reference."""
    if article.reference is None:
        return sorted(article.labels or ())[:number]
    target = Counter(pairwise(words(article.reference)))
    pairs = [Counter(pairwise(words(sentence))) for sentence in article.sentences]
    chosen: list[int] = []
    best, have = 0.0, Counter[tuple[str, str]]()
    while len(chosen) < number:
        gains = {
            index: 2
            * ((have + pairs[index]) & target).total()
            / max(1, (have + pairs[index] + target).total())
            for index in range(len(pairs))
            if index not in chosen
        }
        index = max(gains, key=lambda key: gains[key], default=-1)
        if index < 0 or (chosen and gains[index] <= best):
            break
        best, have = gains[index], have + pairs[index]
        chosen.append(index)
    return chosen


def sumy() -> dict[str, Chooser]:
    """LexRank, LSA and TextRank of sumy over our sentences and words; raises UsageError without sumy."""
    try:
        from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
        from sumy.summarizers.lex_rank import LexRankSummarizer
        from sumy.summarizers.lsa import LsaSummarizer
        from sumy.summarizers.text_rank import TextRankSummarizer
    except ImportError as error:
        raise UsageError("sumy is missing: pip install 'vi-news-summarizer[evaluate]'") from error

    class _Words:
        def to_words(self, text: str) -> tuple[str, ...]:
            return tuple(words(text))

    def chooser(method: Callable[[], Callable[..., tuple[object, ...]]]) -> Chooser:
        def choose_with(article: Article, number: int) -> list[int]:
            sentences = [Sentence(text, _Words()) for text in article.sentences]
            model = ObjectDocumentModel([Paragraph(sentences)])
            numbers = {id(sentence): index for index, sentence in enumerate(sentences)}
            return [numbers[id(sentence)] for sentence in method()(model, number)]

        return choose_with

    return {
        "lexrank": chooser(LexRankSummarizer),
        "lsa": chooser(LsaSummarizer),
        "textrank": chooser(TextRankSummarizer),
    }
