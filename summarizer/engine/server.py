"""An engine that asks a server which speaks the OpenAI API: concurrent requests, retries, time-outs."""

import os
import random
import time
from collections import deque
from collections.abc import Iterator
from queue import SimpleQueue
from threading import Event, Thread
from typing import Any

import openai
from openai.types.chat import ChatCompletion

from summarizer.engine.interface import Completion, EngineInfo, FinishReason, Request, Statistics
from summarizer.engine.search import loops
from summarizer.errors import EngineError, ServerError, first_line
from summarizer.progress import Progress, silent

KEY = "OPENAI_API_KEY"  # the only place that a key is taken from
LONGEST_WAIT = 60.0  # seconds between two tries, also where the server asks for more
FIRST_WAIT = 0.5  # doubled with each try
_FATAL = (401, 403, 404)  # the key or the model is wrong, for every request
_AGAIN = (408, 409, 425, 429)  # and all from 500


class _BadReplyError(Exception):
    """A reply that is no completion."""


class ServerEngine:
    """At most `concurrent` requests at once; each may take `timeout` seconds, and `retries` further tries.

    A server has no tokenizer to ask, so tokens are estimated, rather too many than too few. It gets no
    `no_repeat_ngram`, which the API does not have. Where it gives no log-probabilities, `mean_logprob` is 0.
    """

    def __init__(
        self,
        info: EngineInfo,
        model: str,
        base_url: str,
        *,
        concurrent: int,
        timeout: float,
        retries: int,
        progress: Progress = silent,
    ) -> None:
        self.info = info
        self.statistics = Statistics()
        self._model = model
        self._key = os.environ.get(KEY) or ""
        self._client = openai.OpenAI(
            base_url=base_url, api_key=self._key or "none", timeout=timeout, max_retries=0
        )
        self._concurrent, self._retries = concurrent, retries
        self._progress = progress
        self._logprobs = True  # until the server refuses them
        self._answered = 0

    def count_tokens(self, text: str) -> int:
        """About how many tokens a text has; tokenizers of many languages have some three letters a token."""
        return -(-len(text) // 2)

    def generate(self, pending: deque[Request]) -> Iterator[Completion]:
        """Complete every request of `pending`; see `summarizer.engine.interface.Engine.generate`.

        Raises:
            EngineError: the server refuses one request, or has no good answer to it.
            ServerError: the server cannot be reached, or answers nothing.
        """
        results: SimpleQueue[Completion | Exception] = SimpleQueue()
        stop = Event()
        running = done = 0
        failed: EngineError | None = None
        try:
            while running or (pending and failed is None):
                while pending and failed is None and running < self._concurrent:
                    given = (pending.popleft(), results, stop)
                    Thread(target=self._work, args=given, daemon=True).start()  # no hung one delays the end
                    running += 1
                started = time.perf_counter()
                result = results.get()
                self.statistics.decode_seconds += time.perf_counter() - started
                running -= 1
                if isinstance(result, EngineError):
                    failed = failed or result  # raised once those that are under way have been answered
                elif isinstance(result, Exception):
                    raise result
                else:
                    done += 1
                    self._count(result)
                    self._progress(f"generating with {self.info.name}", done, done + len(pending) + running)
                    yield result
        finally:
            stop.set()
        if failed is not None:
            raise failed

    def _work(self, request: Request, results: "SimpleQueue[Completion | Exception]", stop: Event) -> None:
        """A thread's work: one request."""
        try:
            results.put(self._ask(request, stop))
        except Exception as error:  # noqa: BLE001 - raised where it is read
            results.put(error)

    def _count(self, completion: Completion) -> None:
        self.statistics.requests += 1
        self.statistics.prefill_tokens += completion.prompt_tokens
        self.statistics.decode_tokens += completion.completion_tokens

    def _ask(self, request: Request, stop: Event) -> Completion:
        """The server's answer, asked for again after a while where it fails for the moment."""
        before = self._answered
        for tries in range(self._retries + 1):
            try:
                completion = self._completion(request, self._reply(request))
            except openai.APIStatusError as error:
                what, after = self._said(error), _retry_after(error)
                if error.status_code in _FATAL:
                    raise ServerError(f"{self.info.name}: {what}; {self._remedy(error)}") from None
                if error.status_code not in _AGAIN and error.status_code < 500:
                    raise EngineError(f"{self.info.name}: {what}", request=request.id) from None
            except (openai.APIConnectionError, _BadReplyError, ValueError) as error:  # ValueError: no JSON
                what, after = self._said(error), None
            else:
                self._answered += 1
                return completion
            if tries < self._retries and stop.wait(pause(tries, after)):
                break
        what = f"{self.info.name}: {what}, also when asked {self._retries + 1} times"
        if self._answered == before:  # nobody got an answer meanwhile
            raise ServerError(
                f"{what}; see that the server at {self._client.base_url} runs, and run it again"
            )
        raise EngineError(what, request=request.id)

    def _reply(self, request: Request) -> Any:
        prompt, decoding = request.prompt, request.decoding
        turns = [("user", prompt)] if isinstance(prompt, str) else [(one.role, one.content) for one in prompt]
        options: dict[str, Any] = {"logprobs": True} if self._logprobs else {}
        if decoding.temperature:
            options |= {"top_p": decoding.top_p, "seed": decoding.seed}
        try:
            return self._client.chat.completions.create(
                model=self._model,
                messages=[{"role": role, "content": content} for role, content in turns],  # type: ignore[misc]
                max_tokens=decoding.max_new_tokens,
                temperature=decoding.temperature,
                **options,
            )
        except openai.BadRequestError as error:
            if "logprobs" not in options or "logprobs" not in str(error):
                raise
            self._logprobs = False
            return self._reply(request)

    def _completion(self, request: Request, reply: object) -> Completion:
        """What a reply says; raises `_BadReplyError` where it is no completion, as of a proxy in between."""
        choices = reply.choices if isinstance(reply, ChatCompletion) else None
        if not isinstance(reply, ChatCompletion) or not choices or choices[0].message is None:
            raise _BadReplyError("the reply is no chat completion")
        choice = choices[0]
        text = (choice.message.content or "").strip()
        logprobs = [one.logprob for one in (choice.logprobs and choice.logprobs.content) or ()]
        reason: FinishReason = "stop" if choice.finish_reason == "stop" else "length"
        if reason == "length" and loops(tuple(map(hash, text.split()))):
            reason = "loop"
        usage = reply.usage
        prompt = request.prompt if isinstance(request.prompt, str) else request.prompt[-1].content
        return Completion(
            request=request,
            text=text,
            finish_reason=reason,
            prompt_tokens=usage.prompt_tokens if usage else self.count_tokens(prompt),
            completion_tokens=usage.completion_tokens if usage else self.count_tokens(text),
            mean_logprob=sum(logprobs) / len(logprobs) if logprobs else 0.0,
        )

    def _said(self, error: Exception) -> str:
        """The cause in a line, without the key, which a server may repeat."""
        if isinstance(error, openai.APITimeoutError):
            return "no answer in time"
        if isinstance(error, openai.APIConnectionError):
            cause = error.__cause__ or error
            return f"the server cannot be reached ({first_line(cause)})"
        if isinstance(error, openai.APIStatusError):
            body = error.body if isinstance(error.body, dict) else {}
            line = str(body.get("message") or first_line(error))
            line = line.replace(self._key, "…") if self._key else line
            return f"the server answers {error.status_code} ({line[:200]})"
        return "the reply is no JSON" if isinstance(error, ValueError) else str(error)

    def _remedy(self, error: openai.APIStatusError) -> str:
        if error.status_code == 404:
            return f"see that it has the model {self._model!r}, and that its address is whole, such as …/v1"
        return f"set {KEY} to a key that it takes"


def _retry_after(error: openai.APIStatusError) -> float | None:
    """The seconds that the server asks to wait, where it says a number."""
    try:
        return float(error.response.headers.get("retry-after", ""))
    except ValueError:
        return None


def pause(tries: int, after: float | None) -> float:
    """Seconds to wait: what was asked for, else twice as long each time, by chance less."""
    if after is not None:
        return max(0.0, min(after, LONGEST_WAIT))
    longest: float = min(FIRST_WAIT * 2**tries, LONGEST_WAIT)
    return longest * random.uniform(0.5, 1)  # noqa: S311 - no secret
