"""The packaged model as one onnxruntime graph, written from its weights without loading torch."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from onnx import ModelProto

Array = NDArray[np.float32]

BUILDER = 1
"""Counted up whenever the graph comes out differently, so that kept vectors of older graphs are not mixed in."""
MOST_TOKENS = 256
"""Tokens of a text that the model reads, the first and the last being its own marks."""
FUSED = "com.microsoft"


def fused_graph(folder: Path) -> "ModelProto":
    """The graph from token numbers (int32, texts x tokens) to token vectors (float32, texts x tokens x dimensions).

    All texts of one call have the same number of tokens: there is no mask, because there is no padding. The average
    over tokens is left to the caller, since onnxruntime adds up one text in another order than several.
    """
    from onnx import TensorProto, helper

    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    graph = _Graph(folder, float(config["layer_norm_eps"]), int(config["num_attention_heads"]))
    tokens = graph.embedded()
    layers = int(config["num_hidden_layers"])
    for layer in range(layers):
        tokens = graph.layer(f"encoder.layer.{layer}.", tokens)
    graph.add("Identity", [tokens], "tokens", domain="")
    size = int(config["hidden_size"])
    return helper.make_model(
        helper.make_graph(
            graph.nodes,
            "sentence model",
            [helper.make_tensor_value_info("ids", TensorProto.INT32, ["texts", "length"])],
            [helper.make_tensor_value_info("tokens", TensorProto.FLOAT, ["texts", "length", size])],
            graph.constants,
        ),
        opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid(FUSED, 1)],
        ir_version=9,
    )


class _Graph:
    """Nodes and constants in the making."""

    def __init__(self, folder: Path, epsilon: float, heads: int) -> None:
        from safetensors.numpy import load_file

        self.weights: dict[str, Array] = load_file(folder / "model.safetensors")
        self.epsilon = epsilon
        self.heads = heads
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def add(self, operation: str, inputs: Sequence[str], output: str, domain: str = FUSED, **how: Any) -> str:
        from onnx import helper

        outputs = [output, f"{output}.mask"] if operation == "EmbedLayerNormalization" else [output]
        self.nodes.append(helper.make_node(operation, inputs, outputs, name=output, domain=domain, **how))
        return output

    def constant(self, name: str, values: Array | None = None) -> str:
        from onnx import numpy_helper

        kept = self.weights[name] if values is None else values
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(kept, dtype=np.float32), name))
        return name

    def times(self, tokens: str, weight: str, output: str) -> str:
        return self.add("MatMul", [tokens, self.constant(weight, self.weights[weight].T)], output, domain="")

    def embedded(self) -> str:
        words = self.weights["embeddings.word_embeddings.weight"]
        # Only one text is read at a time, never a pair, so every token is of the first type.
        words = words + self.weights["embeddings.token_type_embeddings.weight"][0]
        places = self.weights["embeddings.position_embeddings.weight"][:MOST_TOKENS]
        norm = [self.constant(f"embeddings.LayerNorm.{part}") for part in ("weight", "bias")]
        inputs = ["ids", "", self.constant("words", words), self.constant("places", places), "", *norm]
        return self.add("EmbedLayerNormalization", inputs, "embedded", epsilon=self.epsilon)

    def layer(self, at: str, tokens: str) -> str:
        parts = [f"{at}attention.self.{part}" for part in ("query", "key", "value")]
        weight = self.constant(f"{at}qkv.weight", np.hstack([self.weights[f"{part}.weight"].T for part in parts]))
        bias = self.constant(f"{at}qkv.bias", np.hstack([self.weights[f"{part}.bias"] for part in parts]))
        heard = self.add("Attention", [tokens, weight, bias], f"{at}heard", num_heads=self.heads)
        heard = self.times(heard, f"{at}attention.output.dense.weight", f"{at}said")
        heard = self.added(heard, tokens, f"{at}attention.output")
        wide = self.times(heard, f"{at}intermediate.dense.weight", f"{at}wide")
        wide = self.add("BiasGelu", [wide, self.constant(f"{at}intermediate.dense.bias")], f"{at}bent")
        return self.added(self.times(wide, f"{at}output.dense.weight", f"{at}narrow"), heard, f"{at}output")

    def added(self, tokens: str, before: str, at: str) -> str:
        names = (f"{at}.LayerNorm.weight", f"{at}.LayerNorm.bias", f"{at}.dense.bias")
        inputs = [tokens, before, *(self.constant(name) for name in names)]
        return self.add("SkipLayerNormalization", inputs, f"{at}.sum", epsilon=self.epsilon)
