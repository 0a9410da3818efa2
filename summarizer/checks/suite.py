"""All checks of one kind of output, in the order in which a reader wants their findings.

A check is a function `(source, output) -> findings`. It takes nothing from another check and tells no other
anything: the order of a tuple is the order of the report, and nothing else follows from it. Which check owns
which finding:

- `language`, `preamble`, `copy`, `cut` and `repetition` look at the form of the output; each owns the kind of
  its name. Where the engine stopped a loop, `cut` says so, and `repetition` shows what was repeated.
- `numbers`, `names` and `terms` compare facts. A place is a matter of `names`, also where it is a term; all
  other terms are a matter of `terms`, and their English is no new name. Abbreviations are a matter of `terms`
  alone. Digits within a name (COVID-19) are no number; those of documents and licence plates are. E-mail and
  web addresses are a matter of `addresses`.
- `contrasts`, `invented`, `exchanged`, `roles`, `agents` and `quotation_marks` own `meaning`: words of which
  the output says the opposite, those that must not be lost, things that nothing tells of, from and to, who
  and whom, by whom and why, and speech that is no quotation.
  In summaries `trends` owns it: what rose and did not fall.
- `omission` owns what is too short, `length` what is too long, `confidence` the model's own doubt.

Two rules leave checks out whose findings would only follow from what was found already: an empty output is
given to `NOTHING_SAID` alone, and one that is in another language as a whole is not given to `FACTS`.
"""

from collections.abc import Callable, Iterator

from summarizer.checks import (
    abbreviations,
    addresses,
    agents,
    confidence,
    contrasts,
    copy,
    cut,
    exchanged,
    invented,
    length,
    omission,
    preamble,
    quotation_marks,
    repetition,
    roles,
    terms,
    trends,
)
from summarizer.checks.analysed import Output, Source, Summary
from summarizer.checks.language import quoted
from summarizer.checks.language import summary as summary_language
from summarizer.checks.language import translation as translation_language
from summarizer.checks.names import (
    britain,
    halves,
    initials,
    left_titles,
    misread,
    respelling,
    short_forms,
    translated,
)
from summarizer.checks.names import summary as summary_names
from summarizer.checks.names import translation as translation_names
from summarizer.checks.numbers import (
    day_parts,
    documents,
    formations,
    half_units,
    legal,
    lunar,
    ordinals,
    periods,
    ranking,
    rates,
    shares,
    signs,
    tet,
    vague,
    weekdays,
    years,
)
from summarizer.checks.numbers import summary as summary_numbers
from summarizer.checks.numbers import translation as translation_numbers
from summarizer.report import Finding

Check = Callable[[Source, Output], Iterator[Finding]]
SummaryCheck = Callable[[Source, Summary], Iterator[Finding]]

FACTS: tuple[Check, ...] = (
    translation_numbers.check,
    day_parts.check,
    weekdays.check,
    ranking.check,
    legal.check,
    documents.check,
    formations.check,
    shares.check,
    vague.check,
    signs.check,
    lunar.check,
    tet.check,
    ordinals.check,
    half_units.check,
    years.check,
    periods.check,
    rates.check,
    translation_names.check,
    misread.check,
    initials.check,
    halves.check,
    britain.check,
    translated.check,
    left_titles.check,
    short_forms.check,
    respelling.check,
    quoted.check,
    addresses.check,
    terms.check,
    contrasts.check,
    invented.check,
    exchanged.check,
    roles.check,
    agents.check,
    quotation_marks.check,
)
TRANSLATION: tuple[Check, ...] = (
    translation_language.check,
    preamble.check,
    copy.check,
    cut.check,
    repetition.check,
    *FACTS,
    omission.check,
    length.check,
    confidence.check,
)
NOTHING_SAID: tuple[Check, ...] = (omission.check, cut.check)

SUMMARY_FACTS: tuple[Check, ...] = (
    summary_numbers.check,
    summary_names.check,
    abbreviations.check,
    trends.check,
)
SUMMARY_SENTENCE: tuple[Check, ...] = (
    summary_language.check,
    preamble.check,
    repetition.check_quoting,
    *SUMMARY_FACTS,
)
SUMMARY: tuple[SummaryCheck, ...] = (
    length.check_summary,
    copy.check_summary,
    confidence.check_summary,
    cut.check_summary,
    repetition.check_sentences,
    repetition.check_across,
)


def check_translation(source: Source, output: Output) -> tuple[Finding, ...]:
    """The findings, not yet placed, of the English of one Vietnamese sentence or part of one."""
    source = source.marked
    if source is not source.unlisted:  # else a mark of the English alone is the translation's own
        source, output = source.unlisted, output.unlisted
    checks = TRANSLATION
    if not output.text.strip():
        checks = NOTHING_SAID
    elif not translation_language.is_in_part(output) and any(translation_language.check(source, output)):
        checks = tuple(check for check in checks if check not in FACTS)
    return tuple(finding for check in checks for finding in check(source, output))


def check_summary(article: Source, summary: Summary) -> tuple[Finding, ...]:
    """The findings of a Vietnamese summary of an article.

    Only `sentence` is placed: the number of the summary's sentence from 1, or None for the whole.
    """
    article = article.marked
    whole = [finding for check in SUMMARY for finding in check(article, summary)]
    return (*whole, *_of_sentences(article, summary))


def _of_sentences(article: Source, summary: Summary) -> Iterator[Finding]:
    for number, sentence in enumerate(summary.outputs, start=1):
        checks = SUMMARY_SENTENCE
        if not summary_language.is_in_part(sentence) and any(summary_language.check(article, sentence)):
            checks = tuple(check for check in checks if check not in SUMMARY_FACTS)
        for check in checks:
            for finding in check(article, sentence):
                yield finding.model_copy(update={"sentence": number})
