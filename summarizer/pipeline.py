"""Makes reports by settings: loads the models, and begins the tasks of each document."""

from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from summarizer.choice import LANGUAGES, choose
from summarizer.config import Settings
from summarizer.document import Document
from summarizer.engine.interface import Engine, EngineInfo
from summarizer.errors import UsageError
from summarizer.progress import Progress, silent
from summarizer.prompts import PromptTemplate
from summarizer.report import Extractive, Report, Signature, TaskName
from summarizer.scheduling import Event, Failed, Finished, PartReady, Schedule
from summarizer.signing import sign
from summarizer.tasks import Steps
from summarizer.tasks.abstractive import AbstractiveTask
from summarizer.tasks.extractive import run as extract
from summarizer.tasks.translation import TranslationTask
from summarizer.tasks.translation_requests import TranslationRequests

__all__ = ["Event", "Failed", "Finished", "PartReady", "Pipeline"]


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
        self._choice = choose(settings)
        self._signature: Signature | None = None

    @property
    def signature(self) -> Signature:
        """What makes the reports; reads no weights."""
        if self._signature is None:
            self._signature = sign(self._choice)
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
                check(self._choice.profiles.values(), self.settings.execution)
            engine = self._load(name, self.settings, progress=self._progress)
            choice = self._choice
            for task in (task for task, model in choice.models.items() if model == name):
                _check_capable(engine.info, task, LANGUAGES[task], choice.prompts[task])
                if task == "abstractive" and choice.gist:
                    _check_capable(engine.info, task, LANGUAGES["translation"], choice.gist)
            self.engines[name] = engine
        return self.engines[name]

    def extractive(self, document: Document) -> Extractive | None:
        """The extractive part, which needs no model; None where it was not asked for."""
        tasks = self.settings.tasks
        return extract(document, tasks.sentences) if "extractive" in tasks.run else None

    def begin(self, document: Document) -> Iterator[tuple[TaskName, str, Steps[Any]]]:
        """The tasks that need a model: the task, the model's name, and the running task."""
        tasks, choice = self.settings.tasks, self._choice
        for task, name in choice.models.items():
            engine = self.engine(name)
            if task == "abstractive":
                gist, back = choice.gist, choice.gist_back
                summary = AbstractiveTask(
                    info=engine.info,
                    count_tokens=engine.count_tokens,
                    prompt=choice.prompts[task],
                    judge=choice.judge,
                    english=self._translation(engine, name, gist, back) if gist else None,
                    length=tasks.length,
                    candidates=tasks.candidates,
                    rounds=tasks.repairs,
                    seed=self.settings.execution.seed,
                )
                yield task, name, summary.run(document)
            else:
                translation = self._translation(engine, name, choice.prompts[task], choice.back)
                yield task, name, translation.run(document)

    def _translation(
        self, engine: Engine, name: str, prompt: PromptTemplate, back: PromptTemplate | None
    ) -> TranslationTask:
        tasks = self.settings.tasks
        requests = TranslationRequests(
            info=engine.info,
            count_tokens=engine.count_tokens,
            prompt=prompt,
            glossary=self._choice.glossary,
            beams=tasks.beams,
            seed=self.settings.execution.seed,
        )
        return TranslationTask(
            requests,
            back=back,
            rounds=tasks.repairs,
            doubt=self._choice.doubt if name == self._choice.models.get("translation") else None,
            diacritics=tasks.diacritics,
        )


def _check_capable(info: EngineInfo, task: TaskName, language: str, prompt: PromptTemplate) -> None:
    """Raise `UsageError` where a model cannot do its task in a language."""
    if language not in info.target_languages:
        written = ", ".join(info.target_languages)
        raise UsageError(
            f"models.{task}: {info.name} writes {written}, and this task {language}; name another model"
        )
    if prompt.is_chat and not info.chat:
        raise UsageError(f"{prompt.path}: is a chat, which {info.name} does not speak; give a plain prompt")
