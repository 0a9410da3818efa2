"""A server on this machine that answers as a test tells it to, in the form of the OpenAI API."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Reply:
    """What the server sends: `body` cut after `cut` bytes, `seconds` late."""

    body: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    seconds: float = 0.0


Script = Callable[[dict[str, Any], int], Reply]


def said(text: str, *, reason: str = "stop", logprobs: tuple[float, ...] = (), **more: Any) -> Reply:
    """A whole answer."""
    content = [{"token": "x", "logprob": one, "bytes": None, "top_logprobs": []} for one in logprobs]
    choice = {
        "index": 0,
        "finish_reason": reason,
        "message": {"role": "assistant", "content": text},
        "logprobs": {"content": content} if content else None,
    }
    usage = {"prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10}
    body = {
        "id": "1",
        "object": "chat.completion",
        "created": 1,
        "model": "m",
        "choices": [choice],
        "usage": usage,
    }
    return Reply(json.dumps(body).encode(), **more)


def refused(status: int, message: str, **headers: str) -> Reply:
    """An error as such servers word it."""
    return Reply(json.dumps({"error": {"message": message}}).encode(), status, headers)


class Server:
    """`requests` and `keys` are what came in, in order; `most` how many were under way at once."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.times: list[float] = []
        self.most = self._now = 0
        self._lock = threading.Lock()
        self.address = ""

    def take(self, body: bytes, key: str | None) -> Reply:
        with self._lock:
            self.requests.append(json.loads(body))
            self.keys.append(key)
            self.times.append(time.monotonic())
            number = len(self.requests)
            self._now += 1
            self.most = max(self.most, self._now)
        reply = self.script(json.loads(body), number)
        time.sleep(reply.seconds)
        with self._lock:
            self._now -= 1
        return reply


@contextmanager
def serving(script: Script) -> Iterator[Server]:
    """The server, as long as the context lasts; `script` gets a request's body and its number, from 1."""
    server = Server(script)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            reply = server.take(body, self.headers.get("Authorization"))
            try:
                self.send_response(reply.status)
                for name, value in ({"Content-Type": "application/json"} | reply.headers).items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(reply.body)))
                self.end_headers()
                self.wfile.write(reply.body[: reply.cut])
            except (BrokenPipeError, ConnectionResetError):
                return  # who asked has gone
            self.close_connection = True

        def log_message(self, *_: Any) -> None:
            pass

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listening.daemon_threads = True
    server.address = f"http://127.0.0.1:{listening.server_address[1]}/v1"
    thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        listening.shutdown()
        listening.server_close()
