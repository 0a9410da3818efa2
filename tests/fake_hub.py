"""The hub's file API on this machine, as huggingface_hub asks it: commits, files in ranges, refusals."""

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

MAIN, NEWER, CONVERTED = "a" * 40, "b" * 40, "c" * 40


class Hub:
    """One repository, `org/tiny`: `commits` have their files, `refs` their commits.

    `status` refuses everything; `cut` ends the next answer with weights after so many bytes.
    """

    def __init__(self, folder: Path) -> None:
        files = {path.name: path.read_bytes() for path in folder.iterdir()}
        self.commits: dict[str, dict[str, bytes]] = {MAIN: files}
        self.refs = {"main": MAIN}
        self.history = {"main": [MAIN]}
        self.discussions: list[dict[str, object]] = []
        self.status: tuple[int, str] | None = None
        self.cut: int | None = None
        self.asked: list[str] = []
        self.ranges: list[str] = []
        self.address = ""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    hub: Hub

    def log_message(self, *_: object) -> None:
        pass

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        hub, path = self.hub, self.path.partition("?")[0]
        hub.asked.append(path)
        if hub.status is not None:
            status, code = hub.status
            return self._send(b"{}", status, {"X-Error-Code": code, "X-Error-Message": code} if code else {})
        parts = path.strip("/").split("/")
        if (parts[:2] == ["api", "models"] and parts[2:4] != ["org", "tiny"]) or (
            parts[0] != "api" and parts[:2] != ["org", "tiny"]
        ):
            return self._send(b"{}", 404, {"X-Error-Code": "RepoNotFound"})
        if parts[0] == "api":
            return self._api(parts[4:])
        revision, name = parts[3].replace("%2F", "/"), "/".join(parts[4:])
        return self._file(hub.refs.get(revision, revision), name)

    def _api(self, parts: list[str]) -> None:
        hub = self.hub
        if parts[:1] == ["discussions"]:
            found = {"discussions": hub.discussions, "count": len(hub.discussions), "start": 0}
            return self._send(json.dumps(found).encode())
        if parts[:1] == ["commits"]:
            revision = parts[1].replace("%2F", "/")
            commits = [
                {"id": one, "title": "x", "message": "", "date": "2026-01-01T00:00:00.000Z", "authors": []}
                for one in hub.history[revision]
            ]
            return self._send(json.dumps(commits).encode())
        revision = parts[1].replace("%2F", "/") if parts[:1] == ["revision"] else "main"
        commit = hub.refs.get(revision, revision)
        if commit not in hub.commits:
            return self._send(b"{}", 404, {"X-Error-Code": "RevisionNotFound"})
        files = [{"rfilename": name, "size": len(data)} for name, data in hub.commits[commit].items()]
        found = {"id": "org/tiny", "modelId": "org/tiny", "sha": commit, "siblings": files, "private": False}
        return self._send(json.dumps(found).encode())

    def _file(self, commit: str, name: str) -> None:
        hub = self.hub
        data = hub.commits.get(commit, {}).get(name)
        if data is None:
            return self._send(b"", 404, {"X-Error-Code": "EntryNotFound", "X-Repo-Commit": commit})
        headers = {"ETag": f'"{hashlib.sha256(data).hexdigest()}"', "X-Repo-Commit": commit}
        headers["Accept-Ranges"] = "bytes"
        wanted = self.headers.get("Range")
        if wanted and self.command == "GET":
            start = int(wanted.removeprefix("bytes=").split("-")[0])
            hub.ranges.append(wanted)
            headers["Content-Range"] = f"bytes {start}-{len(data) - 1}/{len(data)}"
            return self._send(data[start:], 206, headers)
        return self._send(data, 200, headers)

    def _send(self, data: bytes, status: int = 200, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(data)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "HEAD":
            return
        cut = self.hub.cut
        if cut is not None and self.path.endswith(".safetensors"):
            self.hub.cut = None
            self.wfile.write(data[:cut])
            self.wfile.flush()
            self.connection.shutdown(2)
            self.close_connection = True
            return
        self.wfile.write(data)


def at_home(monkeypatch: Any, there: Hub, cache: Path) -> None:
    """Let huggingface_hub ask this hub alone, and keep what it gets in a folder of its own."""
    from huggingface_hub import constants

    from summarizer.models import hub

    hub._asked.cache_clear()
    monkeypatch.setattr(constants, "ENDPOINT", there.address)
    monkeypatch.setattr(
        constants, "HUGGINGFACE_CO_URL_TEMPLATE", there.address + "/{repo_id}/resolve/{revision}/{filename}"
    )
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(cache))
    monkeypatch.setattr(constants, "HF_HUB_DISABLE_XET", True)
    monkeypatch.delenv("HF_TOKEN", raising=False)


@contextmanager
def serving(folder: Path) -> Iterator[Hub]:
    """A hub that has the files of a folder."""
    hub = Hub(folder)
    handler = type("Handler", (_Handler,), {"hub": hub})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    hub.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield hub
    finally:
        server.shutdown()
        server.server_close()
