"""Opens the ZIP archives that office documents and books are, and refuses those made to fill a memory."""

import io
import zipfile

from summarizer.errors import InputError
from summarizer.text.formats.parts import damaged

_MOST = 64 * 2**20  # bytes of the text of one file, unpacked; pictures are not unpacked
_MOST_FILES = 20_000
_BOUNDED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # zipfile unpacks others beyond what is asked for
_XML = (".xml", ".xhtml", ".html", ".htm", ".opf", ".ncx", ".rels")


def kind_of(data: bytes) -> str | None:
    """The module that reads an archive: `word`, `opendocument` or `book`; None where there is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "word/document.xml" in names:
                return "word"
            kind = _mark(archive) if "mimetype" in names else b""
    except Exception:  # noqa: BLE001 - zipfile, zlib and lzma raise many kinds for broken bytes
        return "word" if b"word/document.xml" in data or b"word/_rels" in data else None
    if kind.startswith(b"application/vnd.oasis.opendocument.text"):
        return "opendocument"
    return "book" if kind.startswith(b"application/epub") else None


def _mark(archive: zipfile.ZipFile) -> bytes:
    """The beginning of what an archive says it is; the size that it names for that may be a lie."""
    if archive.getinfo("mimetype").compress_type not in _BOUNDED:
        return b""
    with archive.open("mimetype") as file:
        return file.read(200)


def texts(data: bytes, name: str, kind: str) -> dict[str, bytes]:
    """The XML files of an archive.

    Raises:
        InputError: it is damaged, locked, unpacks to more than a document of words does, or defines entities,
            by which a small file grows to any size.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _unpacked(archive, name, kind)
    except InputError:
        raise
    except Exception as error:  # zipfile and zlib raise many kinds for broken bytes
        raise damaged(name, kind, error) from error


def of_texts(data: bytes, name: str, kind: str) -> bytes:
    """The archive anew with every file but the XML ones empty, for a library that unpacks them all.

    Raises:
        InputError: as `texts` does.
    """
    found = texts(data, name, kind)
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(made, "w") as anew:
        for entry in dict.fromkeys(archive.namelist()):
            anew.writestr(entry, found.get(entry, b""))
    return made.getvalue()


def _unpacked(archive: zipfile.ZipFile, name: str, kind: str) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    left = _MOST
    entries = archive.infolist()
    if len(entries) > _MOST_FILES:
        raise _too_large(name, kind)
    for entry in entries:
        if not entry.filename.lower().endswith(_XML):
            continue
        if entry.flag_bits & 1:
            raise InputError(f"{name}: is {kind} locked with a password; save it without one")
        if entry.compress_type not in _BOUNDED:
            raise damaged(name, kind, "packed in a way that such files are not")
        with archive.open(entry) as file:
            content = file.read(left + 1)
        left -= len(content)
        if left < 0:
            raise _too_large(name, kind)
        if b"<!ENTITY" in content.replace(b"\0", b""):
            raise InputError(
                f"{name}: is {kind} that defines entities, as harmful ones do; save its text as UTF-8"
            )
        found[entry.filename] = content
    return found


def _too_large(name: str, kind: str) -> InputError:
    return InputError(
        f"{name}: is {kind} that unpacks to more than {_MOST // 2**20} MiB; save its text as UTF-8"
    )
