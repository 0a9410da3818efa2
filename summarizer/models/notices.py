"""Terms of licences: a model's notice is told once on a machine, when the model is first used."""

import hashlib
import logging
from contextlib import suppress
from pathlib import Path

from summarizer.models.profile import Profile

_log = logging.getLogger(__name__)


def tell_once(profile: Profile, root: Path) -> None:
    """Warn of a model's terms if it has any; that this was done is kept below `root`, the cache folder."""
    if profile.notice is None:
        return
    mark = root / "notices" / hashlib.sha256(profile.notice.encode()).hexdigest()[:16]
    if mark.exists():
        return
    _log.warning("%s: %s", profile.name, profile.notice)
    with suppress(OSError):  # then it is told again
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.write_text(profile.notice, "utf-8")
