"""Makes reports by settings: chooses the model, prompt and glossary of each task, and signs the result."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from summarizer import prompts
from summarizer.config import Settings
from summarizer.document import Document
from summarizer.engine.interface import Engine, EngineInfo
from summarizer.errors import Setting, UsageError
from summarizer.models.lookup import check_task, configured
from summarizer.models.pretrained import Pretrained
from summarizer.models.profile import Profile
from summarizer.progress import Progress, silent
from summarizer.prompts import PromptTemplate
from summarizer.report import Extractive, Report, Signature, TaskName
from summarizer.scheduling import Event, Failed, Finished, PartReady, Schedule
from summarizer.tasks import Steps
from summarizer.tasks.abstractive import AbstractiveTask
from summarizer.tasks.doubt import DoubtModel
from summarizer.tasks.doubt import load as load_doubt
from summarizer.tasks.extractive import run as extract
from summarizer.tasks.translation import TranslationTask
from summarizer.text.glossary import Glossary
from summarizer.version import __version__

__all__ = ["Event", "Failed", "Finished", "PartReady", "Pipeline"]

# The tasks that need a model, with the language that each writes.
LANGUAGES: dict[TaskName, str] = {"abstractive": "vi", "translation": "en"}
_USES: dict[TaskName, prompts.Use] = {"abstractive": "rewrite", "translation": "translation"}


class Loader(Protocol):
    """Gives the engine of a model; raises `SummarizerError`."""

    def __call__(self, name: str, settings: Settings, *, progress: Progress) -> Engine:
        """Load it."""
        ...


class Pipeline:
    """Makes reports by one set of settings; models load when they are first needed.

    Raises:
        UsageError: an unknown model, a wrong prompt or a wrong glossary, also one that no task needs.
    """

    def __init__(
        self, settings: Settings, *, load: Loader | None = None, progress: Progress = silent
    ) -> None:
        self.settings = settings
        self.engines: dict[str, Engine] = {}
        self._load = load
        self._progress = progress
        wanted, models = settings.tasks.run, settings.models
        chosen = {task: models.of(task) for task in LANGUAGES}
        self._profiles = {
            name: configured(name, models) for name in dict.fromkeys([models.default, *chosen.values()])
        }
        kinds = {profile.runtime.kind for profile in self._profiles.values()}
        if models.base_url is not None and "openai" not in kinds:
            setting = Setting("models.base_url")
            raise UsageError(setting, ": no model is on a server; name one as openai:NAME")
        if settings.execution.runtime == "ctranslate2":
            _check_convertible(self._profiles.values())
        templates = {
            task: prompts.load(_USES[task], self._profiles[name].prompt_set, models.prompts)
            for task, name in chosen.items()
        }
        self._models = {task: name for task, name in chosen.items() if task in wanted}
        for task, name in self._models.items():
            check_task(self._profiles[name], task)
        self._prompts: dict[TaskName, PromptTemplate] = {task: templates[task] for task in self._models}
        read_back, gist = settings.tasks.read_back, settings.tasks.gist
        self._back = self._more("back", "translation") if read_back else None
        judges = self._profiles[chosen["abstractive"]].judges
        self._judge = self._more("judge", "abstractive") if judges else None
        self._gist = self._more("translation", "abstractive") if gist else None
        self._gist_back = self._more("back", "abstractive") if gist and read_back else None
        if gist and "abstractive" in self._models and self._gist is None:
            raise UsageError(
                Setting("tasks.gist"), f": {self._models['abstractive']} cannot translate; name another model"
            )
        self._doubt = self._estimate() if "translation" in self._models else None
        self._glossary = self._load_glossary()
        self._signature: Signature | None = None

    @property
    def signature(self) -> Signature:
        """What makes the reports; reads no weights."""
        if self._signature is None:
            self._signature = self._sign()
        return self._signature

    def process(self, document: Document) -> Report:
        """The report of one document.

        Raises:
            SummarizerError: the model could not be had, or failed.
        """
        for event in self.run([document]):
            if isinstance(event, Finished):
                return event.report
            if isinstance(event, Failed):
                raise event.error
        raise AssertionError("a document neither finished nor failed")

    def run(self, documents: Iterable[Document | None]) -> Iterator[Event]:
        """The events of all documents, as they happen.

        Parts come in the order in which they are ready, documents in that in which they are complete. The
        documents are taken one by one, when there is room for more work. A None among them says that there
        is none yet: the work goes on, and the next one is asked for later; where no document is at work, the
        next one is waited for instead.

        Raises:
            SummarizerError: a model could not be had; nothing can be done then.
        """
        return Schedule(self, documents).events()

    def engine(self, name: str) -> Engine:
        """The engine of a model, loaded now if it was not yet.

        Raises:
            SummarizerError: it could not be had, or cannot do a task that it was chosen for.
        """
        if name not in self.engines:
            if self._load is None:
                from summarizer.models.loader import load_engine
                from summarizer.models.memory import check

                self._load = load_engine
                check((self._profiles[each] for each in self._models.values()), self.settings.execution)
            engine = self._load(name, self.settings, progress=self._progress)
            for task in (task for task, model in self._models.items() if model == name):
                _check_capable(engine.info, task, LANGUAGES[task], self._prompts[task])
                if task == "abstractive" and self._gist:
                    _check_capable(engine.info, task, LANGUAGES["translation"], self._gist)
            self.engines[name] = engine
        return self.engines[name]

    def extractive(self, document: Document) -> Extractive | None:
        """The extractive part, which needs no model; None where it was not asked for."""
        tasks = self.settings.tasks
        return extract(document, tasks.sentences) if "extractive" in tasks.run else None

    def begin(self, document: Document) -> Iterator[tuple[TaskName, str, Steps[Any]]]:
        """The tasks that need a model: the task, the model's name, and the running task."""
        tasks = self.settings.tasks
        for task, name in self._models.items():
            engine = self.engine(name)
            if task == "abstractive":
                gist, back = self._gist, self._gist_back
                summary = AbstractiveTask(
                    info=engine.info,
                    count_tokens=engine.count_tokens,
                    prompt=self._prompts[task],
                    judge=self._judge,
                    english=self._translation(engine, name, gist, back) if gist else None,
                    length=tasks.length,
                    candidates=tasks.candidates,
                    rounds=tasks.repairs,
                    seed=self.settings.execution.seed,
                )
                yield task, name, summary.run(document)
            else:
                translation = self._translation(engine, name, self._prompts[task], self._back)
                yield task, name, translation.run(document)

    def _translation(
        self, engine: Engine, name: str, prompt: PromptTemplate, back: PromptTemplate | None
    ) -> TranslationTask:
        tasks = self.settings.tasks
        return TranslationTask(
            info=engine.info,
            count_tokens=engine.count_tokens,
            prompt=prompt,
            back=back,
            glossary=self._glossary,
            beams=tasks.beams,
            rounds=tasks.repairs,
            seed=self.settings.execution.seed,
            doubt=self._doubt if name == self._models.get("translation") else None,
            diacritics=tasks.diacritics,
        )

    def _more(self, use: prompts.Use, task: TaskName) -> PromptTemplate | None:
        """Another prompt of a task that is wanted, where its model has such a one."""
        if task not in self._models:
            return None
        profile = self._profiles[self._models[task]]
        if not profile.can_be_asked(use) or not prompts.has(use, profile.prompt_set):
            return None
        return prompts.load(use, profile.prompt_set, self.settings.models.prompts)

    def _load_glossary(self) -> Glossary:
        """The glossary for the translation; without that task the given files are only checked."""
        settings = self.settings.glossary
        translator = self._models.get("translation") or (self._gist and self._models["abstractive"])
        if translator:
            return Glossary.load(settings, self._profiles[translator].dictionary)
        Glossary.load(settings.model_copy(update={"shipped": False}))
        return Glossary.empty()

    def _estimate(self) -> DoubtModel | None:
        """The estimate of doubt of the model that translates, where it holds for how it does so here."""
        profile, tasks = self._profiles[self._models["translation"]], self.settings.tasks
        if profile.doubt is None or self.settings.models.prompts is not None:
            return None
        model = load_doubt(profile.doubt)
        holds = model.holds(profile.weights, beams=tasks.beams, read_back=self._back is not None)
        return model if holds else None

    def _hardware(self) -> tuple[str, str, tuple[str, ...]]:
        """The device and the number type that the models will run with; of several, all, joined by `+`.

        Then the libraries that run them in place of torch, if any do.
        """
        runtimes = (self._profiles[name].runtime for name in self._models.values())
        found = [runtime.hardware(self.settings.execution) for runtime in runtimes]
        devices = "+".join(dict.fromkeys(one.device for one in found))
        dtypes = "+".join(dict.fromkeys(one.dtype for one in found))
        others = tuple(sorted({one.library for one in found} - {"torch"}))
        return devices or "cpu", dtypes or "float32", others

    def _sign(self) -> Signature:
        settings = self.settings
        device, dtype, libraries = self._hardware()
        models = {task: self._profiles[name].signature() for task, name in self._models.items()}
        hashes = {task: template.hash for task, template in self._prompts.items()}
        decisive = {
            "tasks": settings.tasks.model_dump(mode="json", exclude={"quality"}),
            "glossary": self._glossary.signature,
            "back": self._back and self._back.hash,
            "doubt": self._doubt and self._doubt.model_dump(mode="json"),
            "judge": self._judge and self._judge.hash,
            "gist": self._gist and (self._gist.hash, self._gist_back and self._gist_back.hash),
            "execution": (device, dtype, settings.execution.seed, *libraries),
            "profiles": {task: self._profiles[name].decisive() for task, name in self._models.items()},
        }
        digest = hashlib.sha256(json.dumps(decisive, sort_keys=True).encode()).hexdigest()[:12]
        parts = [f"summarizer:{__version__}"]
        for task, model in models.items():
            adapter = f"+{model.adapter}" if model.adapter else ""
            parts.append(f"{task}:{model.name}@{model.revision}{adapter}/{hashes[task]}")
        parts += [f"settings:{digest}", f"seed:{settings.execution.seed}"]
        return Signature(
            string="|".join(parts),
            version=__version__,
            device=device,
            dtype=dtype,
            seed=settings.execution.seed,
            models=models,
            prompts=hashes,
            settings=digest,
        )


def _check_convertible(profiles: Iterable[Profile]) -> None:
    """Raise `UsageError` where CTranslate2 is asked for and none of the models is of a kind that it runs."""
    runtimes = [profile.runtime for profile in profiles]
    if not any(isinstance(one, Pretrained) and one.family == "encoder-decoder" for one in runtimes):
        told = (
            " ctranslate2: no model is an encoder-decoder, and it runs these alone; leave it out, or name one"
        )
        raise UsageError(Setting("execution.runtime"), told)


def _check_capable(info: EngineInfo, task: TaskName, language: str, prompt: PromptTemplate) -> None:
    """Raise `UsageError` where a model cannot do its task in a language."""
    if language not in info.target_languages:
        written = ", ".join(info.target_languages)
        raise UsageError(
            f"models.{task}: {info.name} writes {written}, and this task {language}; name another model"
        )
    if prompt.is_chat and not info.chat:
        raise UsageError(f"{prompt.path}: is a chat, which {info.name} does not speak; give a plain prompt")
