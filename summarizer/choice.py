"""The models, prompts and glossary of each task, as the settings choose them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from summarizer import prompts
from summarizer.config import Settings
from summarizer.errors import Setting, UsageError
from summarizer.models.lookup import check_task, configured
from summarizer.models.pretrained import Pretrained
from summarizer.models.profile import Profile
from summarizer.prompts import PromptTemplate
from summarizer.report import TaskName
from summarizer.tasks.doubt import DoubtModel
from summarizer.tasks.doubt import load as load_doubt
from summarizer.text.glossary import Glossary

# The tasks that need a model, with the language that each writes.
LANGUAGES: dict[TaskName, str] = {"abstractive": "vi", "translation": "en"}
_USES: dict[TaskName, prompts.Use] = {"abstractive": "rewrite", "translation": "translation"}


@dataclass(frozen=True)
class Choice:
    """What the wanted tasks work with; a prompt is None where it is not wanted, or its model has none."""

    settings: Settings
    profiles: Mapping[TaskName, Profile]
    models: Mapping[TaskName, str]  # what the settings call them
    prompts: Mapping[TaskName, PromptTemplate]
    back: PromptTemplate | None  # reads a translation back
    judge: PromptTemplate | None  # of a summary's sentences
    gist: PromptTemplate | None  # their English
    gist_back: PromptTemplate | None
    doubt: DoubtModel | None
    glossary: Glossary


def choose(settings: Settings) -> Choice:
    """What the settings choose; reads no weights.

    Raises:
        UsageError: an unknown model, a wrong prompt or a wrong glossary, also one that no task needs.
    """
    wanted, models = settings.tasks.run, settings.models
    named = {task: models.of(task) for task in LANGUAGES}
    known = {name: configured(name, models) for name in dict.fromkeys([models.default, *named.values()])}
    _check_runtimes(settings, [known[name] for name in named.values()])
    templates = {
        task: prompts.load(_USES[task], known[name].prompt_set, models.prompts)
        for task, name in named.items()
    }
    chosen = {task: name for task, name in named.items() if task in wanted}
    profiles = {task: known[name] for task, name in chosen.items()}
    for task, profile in profiles.items():
        check_task(profile, task)

    def more(use: prompts.Use, task: TaskName) -> PromptTemplate | None:
        """Another prompt of a task that is wanted, where its model has such a one."""
        profile = profiles.get(task)
        if profile is None or not profile.can_be_asked(use) or not prompts.has(use, profile.prompt_set):
            return None
        return prompts.load(use, profile.prompt_set, models.prompts)

    read_back, gist = settings.tasks.read_back, settings.tasks.gist
    back = more("back", "translation") if read_back else None
    judge = more("judge", "abstractive") if known[named["abstractive"]].judges else None
    english = more("translation", "abstractive") if gist else None
    english_back = more("back", "abstractive") if gist and read_back else None
    if gist and "abstractive" in chosen and english is None:
        raise UsageError(
            Setting("tasks.gist"), f": {chosen['abstractive']} cannot translate; name another model"
        )
    translator = profiles.get("translation") or (profiles["abstractive"] if english else None)
    return Choice(
        settings=settings,
        profiles=profiles,
        models=chosen,
        prompts={task: templates[task] for task in chosen},
        back=back,
        judge=judge,
        gist=english,
        gist_back=english_back,
        doubt=_estimate(settings, profiles.get("translation"), read_back=back is not None),
        glossary=_glossary(settings, translator),
    )


def _check_runtimes(settings: Settings, profiles: Iterable[Profile]) -> None:
    """Raise `UsageError` for a setting of a kind of runtime that no task's model has."""
    runtimes = [profile.runtime for profile in profiles]
    if settings.models.base_url is not None and not any(one.kind == "openai" for one in runtimes):
        raise UsageError(Setting("models.base_url"), ": no model is on a server; name one as openai:NAME")
    converted = any(isinstance(one, Pretrained) and one.family == "encoder-decoder" for one in runtimes)
    if settings.execution.runtime == "ctranslate2" and not converted:
        told = ": ctranslate2 runs encoder-decoders alone, and no model is one; leave it out, or name one"
        raise UsageError(Setting("execution.runtime"), told)


def _glossary(settings: Settings, translator: Profile | None) -> Glossary:
    """The glossary for the translation; without that task the given files are only checked."""
    if translator is not None:
        return Glossary.load(settings.glossary, translator.dictionary)
    Glossary.load(settings.glossary.model_copy(update={"shipped": False}))
    return Glossary.empty()


def _estimate(settings: Settings, translator: Profile | None, *, read_back: bool) -> DoubtModel | None:
    """The estimate of doubt of the model that translates, where it holds for how it does so here."""
    if translator is None or translator.doubt is None or settings.models.prompts is not None:
        return None
    model = load_doubt(translator.doubt)
    holds = model.holds(translator.weights, beams=settings.tasks.beams, read_back=read_back)
    return model if holds else None
