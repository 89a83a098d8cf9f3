"""A sentence model from a folder: what says the same lies close; what is no model is said to be none."""

from pathlib import Path

import pytest

from frontoffice.foundation.meaning import UnusableModel, encoder
from tests.sentence_models import sentence_model

pytest.importorskip("onnxruntime")


@pytest.fixture
def folder(tmp_path: Path, settings: object) -> Path:
    settings.SEMANTIC_MODEL = sentence_model(tmp_path / "model")  # type: ignore[attr-defined]
    return tmp_path / "model"


def test_without_a_folder_there_is_no_model(settings: object) -> None:
    settings.SEMANTIC_MODEL = ""  # type: ignore[attr-defined]
    assert encoder() is None


def test_what_says_the_same_lies_close(folder: Path) -> None:
    reader = encoder()
    assert reader is not None
    asked, same, other = reader.encode(["renew a license", "extend the permission", "a stolen car"])
    assert asked @ same > 0.99
    assert asked @ other < 0.1


def test_texts_come_back_in_their_order_whatever_their_length(folder: Path) -> None:
    reader = encoder()
    assert reader is not None
    texts = ["car " * 40, "tax", "plates " * 9, "", "license " * 300, "seller"] * 4
    alone = [reader.encode([text])[0] for text in texts]
    together = reader.encode(texts)
    assert all(abs(one - other).max() < 1e-5 for one, other in zip(alone, together, strict=True))


@pytest.mark.parametrize("text", ["", "\x00", "🙂", "\ud800", "x" * 100_000, "驾驶执照"])
def test_any_text_is_borne(folder: Path, text: str) -> None:
    reader = encoder()
    assert reader is not None
    assert reader.encode([text]).shape == (1, reader.dimensions)


def test_another_model_has_another_name(tmp_path: Path, settings: object) -> None:
    names = set()
    for number, meanings in enumerate([(("one",), ("two",)), (("one", "two"),)]):
        settings.SEMANTIC_MODEL = sentence_model(tmp_path / str(number), meanings)  # type: ignore[attr-defined]
        reader = encoder()
        assert reader is not None
        names.add(reader.name)
    assert len(names) == 2


def test_a_folder_that_is_no_models_is_refused_with_the_reason(folder: Path, settings: object) -> None:
    for file, reason in (("tokenizer.json", "no tokenizer.json"), ("model.onnx", "no .onnx file")):
        broken = folder.parent / f"without-{file}"
        sentence_model(broken)
        (broken / file).unlink()
        settings.SEMANTIC_MODEL = str(broken)  # type: ignore[attr-defined]
        with pytest.raises(UnusableModel, match=reason):
            encoder()


def test_a_graph_that_is_none_is_refused(folder: Path, settings: object) -> None:
    broken = folder.parent / "broken"
    sentence_model(broken)
    (broken / "model.onnx").write_bytes(b"no graph")
    settings.SEMANTIC_MODEL = str(broken)  # type: ignore[attr-defined]
    with pytest.raises(UnusableModel):
        encoder()
