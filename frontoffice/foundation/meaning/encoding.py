"""A sentence model in a folder: its tokenizer and its ONNX file, loaded once a process and run on this machine."""

import hashlib
import json
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

BESIDE = "beside the packages"
PLACE = Path(sys.prefix) / "share" / "frontoffice" / "model"
NEEDED = ("numpy", "onnxruntime", "tokenizers")
LONGEST = (
    256  # tokens that a text is read to: more than this model was made for costs time and tells it little
)
LONGEST_TEXT = 10_000
THREADS = 2
SAMPLE = 1 << 20
_loading = threading.Lock()


class UnusableModel(ValueError):
    """The folder is not that of a sentence model; says what is missing or wrong."""


class Encoder:
    """Texts to vectors of length one, by the model of a folder.

    The folder holds `tokenizer.json` and one `.onnx` file (beside it or in `onnx/`) that takes token ids and gives
    either a vector for each token, or one for the text. Raises UnusableModel.
    """

    def __init__(self, folder: Path) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        graph, words = _graph_in(folder), folder / "tokenizer.json"
        if not words.is_file():
            raise UnusableModel(f"{folder}: holds no tokenizer.json")
        options = onnxruntime.SessionOptions()
        options.enable_cpu_mem_arena = False  # 150 MB less for a few milliseconds more
        options.intra_op_num_threads = THREADS
        options.add_session_config_entry(
            "session.intra_op.allow_spinning", "0"
        )  # waiting threads leave the core
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(str(graph), options, ["CPUExecutionProvider"])
            self._tokenizer = Tokenizer.from_file(str(words))
        except Exception as wrong:  # each of the two raises its own, and plain Exception too
            raise UnusableModel(f"{folder}: {str(wrong)[:200]}") from None
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(LONGEST)
        self._takes = {one.name for one in self._session.get_inputs()}
        self._first_token = _pools_by_first_token(folder)
        self.name = _fingerprint(graph, words)
        self._readers = ThreadPoolExecutor(THREADS, thread_name_prefix="meaning")
        (probe,) = self.encode(["a"])
        self.dimensions = len(probe)

    def encode(self, texts: Sequence[str]) -> "Vectors":
        """A row for each text, in order. Any text is borne; an empty one lies nowhere near anything."""
        return self.begin(texts)()

    def begin(self, texts: Sequence[str]) -> "Callable[[], Vectors]":
        """Start reading while the caller does something else; what is returned waits for the rows and gives them."""
        reading: list[Future[Any]] = [self._readers.submit(self._read, text) for text in texts]

        def rows() -> "Vectors":
            import numpy as np

            return np.asarray([one.result() for one in reading], dtype=np.float32)

        return rows

    def _read(self, text: str) -> Any:
        """Texts are read one by one, as many at once as there are threads: a short text keeps one core busy, and put
        together the short ones would be padded to the longest and cost as much.
        """
        import numpy as np

        tokens = self._tokenizer.encode(text[:LONGEST_TEXT].encode(errors="replace").decode()).ids or [0]
        ids = np.asarray([tokens], dtype=np.int64)
        given = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        out = self._session.run(None, {name: given[name] for name in self._takes if name in given})[0]
        if out.ndim == 3:
            out = out[:, 0] if self._first_token else out.mean(1)
        return out[0] / max(float(np.linalg.norm(out[0])), 1e-9)


def encoder() -> Encoder | None:
    """The model that this installation is set up with, loaded at the first call; None where it has none.

    Raises UnusableModel where a folder is named that can't be used.
    """
    folder = settings.SEMANTIC_MODEL
    if folder == BESIDE:
        folder = str(PLACE) if PLACE.is_dir() else ""
    if not folder:
        return None
    with _loading:
        return _loaded(folder)


@lru_cache(maxsize=2)
def _loaded(folder: str) -> Encoder:
    absent = [name for name in NEEDED if find_spec(name) is None]
    if absent:
        raise UnusableModel(f"{', '.join(absent)}: not installed; requirements/semantic.txt brings them")
    return Encoder(Path(folder))


def _graph_in(folder: Path) -> Path:
    found = sorted(folder.glob("*.onnx")) or sorted(folder.glob("onnx/*.onnx"))
    if not found:
        raise UnusableModel(f"{folder}: holds no .onnx file")
    return found[0]


def _pools_by_first_token(folder: Path) -> bool:
    """Whether the model's makers say that the first token stands for the text, and not the mean of all."""
    try:
        told = json.loads((folder / "1_Pooling" / "config.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(told, dict) and bool(told.get("pooling_mode_cls_token"))


def _fingerprint(*files: Path) -> str:
    """Names a model by what is in its files: vectors of another model are never compared with this one's."""
    read = hashlib.sha256()
    for file in files:
        with file.open("rb") as opened:
            while block := opened.read(SAMPLE):
                read.update(block)
    return read.hexdigest()[:16]
