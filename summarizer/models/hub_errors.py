"""What the hub's refusals mean, each in one line with what to do."""

from collections.abc import Iterator
from contextlib import contextmanager

from summarizer.errors import FetchError, first_line
from summarizer.models.hub_cache import HubName

_LOGIN = "log in with 'hf auth login', or set HF_TOKEN"


@contextmanager
def explaining(name: HubName) -> Iterator[None]:
    """Raise `FetchError` where the hub's library raises anything."""
    try:
        yield
    except FetchError:
        raise
    except Exception as error:  # noqa: BLE001 - the hub's library has many kinds, all mean: not got
        raise FetchError(explained(name.repository, name.revision, error)) from None


def explained(repository: str, revision: str, error: Exception) -> str:
    """The cause and the way out of what huggingface_hub raised."""
    from huggingface_hub import constants, errors

    where = f"{constants.ENDPOINT}/{repository}"
    offline = constants.HF_HUB_OFFLINE
    causes = (error, error.__cause__)
    if offline or any(isinstance(one, errors.OfflineModeIsEnabled) for one in causes):
        return f"{repository}: is not on the disk, and HF_HUB_OFFLINE keeps it from being fetched; unset that"
    if isinstance(error, errors.GatedRepoError):
        return f"{repository}: is gated; accept its terms at {where}, then {_LOGIN}"
    if isinstance(error, errors.RevisionNotFoundError):
        return f"{repository}: has no revision {revision!r}; see {where}/commits/main"
    if isinstance(error, errors.RepositoryNotFoundError):
        return f"{repository}: the hub has no such model, or a private one; see its name, or {_LOGIN}"
    if isinstance(error, errors.EntryNotFoundError) and not isinstance(error, errors.LocalEntryNotFoundError):
        return f"{repository}: lacks a file that every model has ({first_line(error)}); name another model"
    if isinstance(error, errors.HFValidationError):
        return f"{repository}: is no name of the hub; name one as ORGANISATION/NAME"
    if isinstance(error, OSError) and type(error) in (OSError, PermissionError) and error.strerror:
        place = error.filename or constants.HF_HUB_CACHE
        return f"{place}: {error.strerror}; name another folder with HF_HOME"
    cause = first_line(error.__cause__ or error).rstrip(". ")
    return (
        f"{repository}: {constants.ENDPOINT} cannot be reached ({cause}); check the network, or HF_ENDPOINT"
    )
