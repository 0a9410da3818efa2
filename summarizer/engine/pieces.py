"""The tokenizer of a SentencePiece model, with the methods of transformers' tokenizers that are used here."""

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path


class Pieces:
    """Text as token ids and back. Control tokens are never read in a text: they come by their ids alone.

    Raises:
        OSError: the file is not there.
        RuntimeError: it holds no SentencePiece model.
    """

    chat_template = None

    def __init__(self, file: Path) -> None:
        from sentencepiece import SentencePieceProcessor

        self._model = SentencePieceProcessor()
        self._model.LoadFromSerializedProto(file.read_bytes())
        begin = self._model.bos_id()
        self.bos_token_id = None if begin < 0 else int(begin)
        self.bos_token = None if begin < 0 else str(self._model.id_to_piece(begin))

    def encode(self, text: str, *, add_special_tokens: bool = False) -> list[int]:
        """Token ids; with `add_special_tokens` the token that begins a text stands before them."""
        ids: list[int] = self._model.encode(text)
        begins = add_special_tokens and self.bos_token_id is not None
        return [self.bos_token_id, *ids] if begins else ids  # type: ignore[list-item]

    def decode(self, tokens: Iterable[int], *, skip_special_tokens: bool = False) -> str:
        """The text of token ids; bytes that together are no letter become a replacement character each."""
        kept = [one for one in tokens if not (skip_special_tokens and self._is_special(one))]
        texts = []
        for is_byte, run in groupby(kept, self._model.is_byte):
            pieces = [self._model.id_to_piece(one) for one in run]
            if not is_byte:
                texts += [piece.replace("▁", " ") for piece in pieces]
                continue
            try:
                texts.append(bytes(int(piece[3:5], 16) for piece in pieces).decode())
            except UnicodeDecodeError:
                texts.append("\N{REPLACEMENT CHARACTER}" * len(pieces))
        return "".join(texts)

    def convert_tokens_to_ids(self, token: str) -> int:
        """The id of a token, that of the unknown one where there is none such."""
        return int(self._model.piece_to_id(token))

    @property
    def control_tokens(self) -> set[str]:
        """What a model may obey, and what stands for no text."""
        numbers = range(self._model.get_piece_size())
        return {self._model.id_to_piece(number) for number in numbers if self._is_special(number)}

    def _is_special(self, token: int) -> bool:
        return bool(self._model.is_control(token) or self._model.is_unknown(token))
