"""How many documents a minute a driver gets through with workers that have no model.

    python -m tests.cluster_bench --workers 8 --seconds 0.5 --documents 400

Each document is a fixed sleep on its worker: so the ideal rate is workers / seconds, however few cores there
are, and what is lacking is what Ray and the driver cost.
"""

import argparse
import pickle
import resource
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import cluster_engine
from batch_fakes import Notes, article, settings_for
from test_models_runtimes import PROFILE

from summarizer.batch.cluster import ray_cluster
from summarizer.batch.inputs.walk import Inputs
from summarizer.batch.run import run_batch
from summarizer.models import catalog
from summarizer.pipeline import Pipeline
from summarizer.progress import silent
from summarizer.text.reading import read_text

ANSWERS = 3  # of an article here: a title and two sentences, each asked for once


class Rate(Notes):
    """Counts documents from the moment when all workers have joined."""

    def __init__(self, workers):
        super().__init__()
        self.workers = workers
        self.since = self.until = 0.0
        self.done = 0

    def entry(self, entry):
        self.until = time.monotonic()
        joined = self.tally.workers.joined if self.tally.workers else 0
        if self.since:
            self.done += 1
        elif joined == self.workers:
            self.since = self.until

    @property
    def a_second(self):
        return self.done / (self.until - self.since)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--workers", type=int, default=4, help="0: one process, without Ray")
    parser.add_argument("--seconds", type=float, default=0.5, help="of a document on its worker")
    parser.add_argument("--documents", type=int, default=200)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        models = home / "summarizer" / "models"
        models.mkdir(parents=True)
        (models / "echo.toml").write_text(PROFILE, "utf-8")
        catalog.own_folder = lambda: models
        table = home / "in.csv"
        rows = (f'{number},"{article(number)}"\n' for number in range(asked.documents))
        table.write_text("id,text\n" + "".join(rows), "utf-8")
        load = partial(cluster_engine.load, seconds=asked.seconds / ANSWERS)
        tasks = {"run": ("translation",), "beams": 1, "read_back": False}
        sections = {"models": {"default": "echo"}, "tasks": tasks, "output": {"formats": ("json",)}}
        if not asked.workers:
            settings = settings_for([table], **sections)
            _measure(asked, settings, home / "out", Pipeline(settings, load=load), Rate(asked.workers))
            return
        execution = {"engine": "ray", "worker_cpus": 1, "worker_memory": 0, "workers": asked.workers}
        with cluster_engine.nodes(asked.workers, settings=home) as cluster:
            settings = settings_for([table], execution=execution | {"address": cluster.address}, **sections)
            watch = Rate(asked.workers)
            with ray_cluster.joined(settings, note=print, progress=silent, load=load) as crew:
                _measure(asked, settings, home / "out", crew, watch)


def _measure(asked, settings, out, engine, watch):
    tally = run_batch(settings, out, Inputs(settings.input, leave_out=out), engine, watch=watch)
    rate, ideal = watch.a_second, max(asked.workers, 1) / asked.seconds
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sent = len(pickle.dumps(read_text(article(1), source="a.txt")))
    made = next(out.glob("*.json")).stat().st_size
    sys.stdout.write(
        f"{tally.done} documents, {tally.failed} failed\n"
        f"{60 * rate:,.0f} a minute, {rate / ideal:.0%} of ideal ({watch.done} documents)\n"
        f"driver at most {memory:,.0f} MB of memory\n"
        f"{sent:,} bytes sent for a document of {len(article(1)):,} characters; its report as JSON {made:,}\n"
    )


if __name__ == "__main__":
    main()
