"""How much memory the driver of a cluster takes for so many documents, with workers that answer at once.

    TMPDIR=/dev/shm python -m tests.driver_memory --documents 100000

Inputs, plan, crew, writer and manifest are those of a run on a cluster. All documents get one report, so that
the time goes into the driver; Ray, whose own memory does not depend on their number, is not there.
"""

import argparse
import resource
import sys
import tempfile
from concurrent.futures import Future
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from batch_fakes import Notes, article, articles, settings_for

from summarizer.batch.cluster.crew import Crew
from summarizer.batch.cluster.interface import About, Made
from summarizer.batch.inputs.walk import Inputs
from summarizer.batch.run import run_batch
from summarizer.pipeline import Pipeline
from summarizer.text.reading import read_text
from summarizer.version import __version__


class AtOnce:
    """A cluster whose workers have the report of any document at once."""

    def __init__(self, pipeline):
        self.signature = pipeline.signature
        self.made = pipeline.process(read_text(article(1), source="a.txt"))

    def room(self):
        return 4

    def start(self):
        return self

    def about(self):
        return _now(About("node", __version__, self.signature))

    def report(self, document):
        return _now(Made(self.made.model_copy(deep=True), 1))

    def stop(self):
        pass

    def why(self, error):
        return str(error)


def _now(value):
    future = Future()
    future.set_result(value)
    return future


def run(source, out, watch):
    """Bring a folder of results up to date with a folder of articles, without a model."""
    settings = settings_for([source], tasks={"run": ("extractive",)}, output={"formats": ("json",)})
    crew = Crew(AtOnce(Pipeline(settings)), 4, 32, print)
    return run_batch(settings, out, Inputs(settings.input, leave_out=out), crew, watch=watch)


class Peaks(Notes):
    """Tells of the memory that was taken so far, every ten thousand documents."""

    def entry(self, entry):
        if self.tally.done % 10_000 == 0:
            sys.stdout.write(f"{self.tally.done:,} documents: {_peak():,.0f} MB at most\n")


def _peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=10_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source = articles(Path(folder) / "tin", asked.documents)
        before = _peak()
        tally = run(source, Path(folder) / "out", Peaks())
    each = (_peak() - before) * 1024 / asked.documents
    sys.stdout.write(f"{tally.done:,} documents, {tally.failed} failed; {before:,.0f} MB before\n")
    sys.stdout.write(f"{_peak():,.0f} MB at most, {each:.1f} KB a document\n")


if __name__ == "__main__":
    main()
