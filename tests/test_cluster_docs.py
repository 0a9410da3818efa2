"""What docs/cluster.md gives to tools that are not here, Kubernetes and `ray job`, is what these take."""

import re
import shlex
from pathlib import Path
from typing import Literal

import pytest
import yaml
from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel
from test_docs import BLOCKS, PROJECT, parsed

from summarizer.config import ExecutionSettings
from summarizer.version import __version__

PAGE = [block for block in BLOCKS if block.page.name == "cluster.md"]


class Strict(BaseModel):
    """A number is no string here, and what is not named is refused, as KubeRay's operator does it."""

    model_config = ConfigDict(strict=True, extra="forbid", alias_generator=to_camel)


class Named(Strict):
    name: str


class Variable(Named):
    value: str


class Mount(Named):
    mount_path: str


class Limits(Strict):
    cpu: str
    memory: str


class Resources(Strict):
    limits: Limits


class Container(Named):
    image: str
    env: list[Variable]
    resources: Resources
    volume_mounts: list[Mount]


class Claim(Strict):
    claim_name: str


class Volume(Named):
    persistent_volume_claim: Claim


class Pod(Strict):
    containers: list[Container]
    volumes: list[Volume]


class Template(Strict):
    spec: Pod


class Head(Strict):
    ray_start_params: dict[str, str]
    template: Template


class Workers(Head):
    group_name: str
    replicas: int


class Nodes(Strict):
    ray_version: str
    head_group_spec: Head
    worker_group_specs: list[Workers]


class Job(Strict):
    entrypoint: str
    shutdown_after_job_finishes: bool
    ray_cluster_spec: Nodes


class RayJob(Strict):
    """The fields that the page uses of `RayJob`: ray-operator/apis/ray/v1 of ray-project/kuberay."""

    api_version: Literal["ray.io/v1"]
    kind: Literal["RayJob"]
    metadata: Named
    spec: Job


@pytest.fixture(scope="module")
def job() -> Job:
    [block] = [block for block in PAGE if block.tag == "yaml"]
    return RayJob.model_validate(yaml.safe_load(block.text)).spec


def test_the_kuberay_file_has_fields_of_a_ray_job_and_the_versions_of_this_release(job: Job) -> None:
    extra = PROJECT["project"]["optional-dependencies"]["cluster"]
    assert f"ray[client]~={job.ray_cluster_spec.ray_version}" in extra


def test_all_pods_have_the_same_program_and_see_the_inputs_and_the_models(job: Job) -> None:
    groups = [job.ray_cluster_spec.head_group_spec, *job.ray_cluster_spec.worker_group_specs]
    config = Path(shlex.split(job.entrypoint)[2])
    images = set()
    for pod in (group.template.spec for group in groups):
        for container in pod.containers:
            images.add(container.image)
            assert {mount.name for mount in container.volume_mounts} <= {
                volume.name for volume in pod.volumes
            }
            [cache] = [one.value for one in container.env if one.name == "SUMMARIZER_CACHE"]
            for path in (config, Path(cache)):
                assert any(path.is_relative_to(mount.mount_path) for mount in container.volume_mounts)
    assert {image.rpartition(":")[2] for image in images} == {__version__}


def test_the_pods_of_the_workers_have_room_for_whole_workers(job: Job) -> None:
    needs = ExecutionSettings()
    for group in job.ray_cluster_spec.worker_group_specs:
        for container in group.template.spec.containers:
            limits = container.resources.limits
            workers, left = divmod(int(limits.cpu), needs.worker_cpus)
            assert workers >= 1
            assert not left
            assert int(limits.memory.removesuffix("Gi")) >= workers * needs.worker_memory


def test_what_a_job_runs_is_a_command_of_this_release(job: Job) -> None:
    submit = pytest.importorskip("ray.dashboard.modules.job.cli", reason="needs ray[default]").submit
    [line] = [line for block in PAGE for line in block.text.splitlines() if line.startswith("ray job submit")]
    given = submit.make_parser(submit.make_context("submit", ["--", "true"], resilient_parsing=True))
    values, rest, _ = given.parse_args(shlex.split(line)[3:])
    assert not rest
    assert re.fullmatch(r"http://FIRST:\d+", values["address"])
    for words in (list(values["entrypoint"]), shlex.split(job.entrypoint)):
        assert words[0] == "summarizer"
        parsed(words[1:])
