"""Examples that teach to judge a summary's sentence by its evidence."""

import random
from collections.abc import Iterator, Sequence

from summarizer.tuning.alignment import group
from summarizer.tuning.data import Claim, WrittenArticle, sentences_of
from summarizer.tuning.examples import Example, evidence
from summarizer.tuning.false_claims import falsified

JUDGE = "judge"
CLAIM_CUE, JUDGE_CUE = "\n=> Câu\n", "\n=> Đúng hay sai\n"
TRUE, FALSE = "Đúng", "Sai"
_JUDGE_WEIGHT = 12.0  # a verdict is two tokens, a translation some thirty
_COPIED = 0.1  # share of the examples of the judge that are an article sentence by itself
_UNGROUNDED = 0.25  # share of the judge's false examples that are true sentences, of other evidence


def judge_example(title: str, body: Sequence[str], sentence: str, *, true: bool) -> Example:
    """Say whether the evidence supports the sentence."""
    prompt = evidence(title, body) + CLAIM_CUE + sentence + JUDGE_CUE
    return Example(JUDGE, prompt, TRUE if true else FALSE, _JUDGE_WEIGHT)


def judged(articles: Sequence[WrittenArticle], rng: random.Random) -> Iterator[Example]:
    """True sentences of summaries, and as many that are false in one of several ways."""
    for article in rng.sample(list(articles), len(articles)):
        title, body = article.title.source, article.texts
        said = [one for summary in article.summaries for one in sentences_of(summary)]
        for sentence in said:
            found = group(sentence, body, title)
            if found is None:
                continue
            given = [body[index] for index in found]
            if rng.random() < _COPIED:
                sentence = rng.choice(given)  # noqa: PLW2901 - an article sentence is true of itself
            if rng.random() < 0.5:
                yield judge_example(title, given, sentence, true=True)
                continue
            apart = [text for index, text in enumerate(body) if index not in found]
            unlike = [text for text in apart if group(sentence, [text], title) is None]
            if rng.random() < _UNGROUNDED and unlike:
                yield judge_example(title, [rng.choice(unlike)], sentence, true=False)
                continue
            wrong = falsified(sentence, [title, *body], unlike, rng)
            if wrong is not None:
                yield judge_example(title, given, wrong, true=False)


def judged_claims(claims: Sequence[Claim], rng: random.Random) -> Iterator[Example]:
    """The fact-checked sentences with the evidence that they are nearest to."""
    for claim in rng.sample(list(claims), len(claims)):
        body, title = claim.article.texts, claim.article.title.source
        found = group(claim.text, body, title)
        if found is not None:
            yield judge_example(title, [body[index] for index in found], claim.text, true=claim.true)
