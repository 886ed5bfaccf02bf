"""The network as it ships: an int8 ONNX graph, built node by node from the trained weights.

Weights are quantised per output column, activations by ranges measured once on `CALIBRATION` training sentences. Fixed ranges make the scores of a
sentence independent of what else is in its batch, which ranges taken at run time do not. The nodes of the domain com.microsoft are onnxruntime's own
fused kernels; written out here, they need no pattern matching to be found.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from training.batches import Encoded, batches, collate
from training.network import ATTENTION_HEADS, WIDTH, Network

if TYPE_CHECKING:
    from pathlib import Path

    from torch import Tensor, nn

    from training.network import Layer

Array = NDArray[Any]
Range = tuple[Array, Array]  # least and greatest value of each column
CALIBRATION = 600  # sentences
COMMON = 0.95  # quantile of the columns' widths that the wider ones are narrowed to; .9 and .98 measured the same
BEST = ("upos", "xpos", "feats", "lemma", "event_type")  # only the best label leaves the network
YES = ("predicate", "noun", "trigger", "opens")  # the log odds do
BILINEAR = ("arc_dependent", "arc_head", "relation_dependent", "relation_head", "role_predicate", "role_argument")
ROOTED = ("arc_head", "relation_head")  # computed for the root too
INPUTS = {"pieces": "pieces", "shapes": "pieces", "first": "words"}
OUTPUTS = ("best", "entity", "yes", "fact", "arcs", *(name for name in BILINEAR if not name.startswith("arc_")))
_END = 2**31 - 1
# Seven-bit weights: processors without VNNI add pairs of 8-bit products in 16 bits, and would saturate.
_LARGEST = 63


def ranges(network: Network, examples: list[Encoded]) -> dict[str, Range]:
    """Return, for each linear layer and the bilinear form of relations, the least and greatest value of each column that enters it."""
    found: dict[str, Range] = {}
    layers = {name: layer for name, layer in network.named_modules() if isinstance(layer, torch.nn.Linear)}

    def see(name: str, given: Tensor) -> None:
        rows = given.flatten(0, -2).numpy()
        low, high = found.get(name, (np.zeros(1), np.zeros(1)))
        found[name] = np.minimum(low, rows.min(0)), np.maximum(high, rows.max(0))

    hooks = [
        layer.register_forward_pre_hook(lambda _, given, name=name: see(name, given[0]))
        for name, layer in layers.items()
    ]
    with torch.no_grad():
        for group in batches(examples, size=2000):
            batch = collate(group)
            see("relation", network(batch.pieces, batch.shapes, batch.first).relation_dependent)
    for hook in hooks:
        hook.remove()
    return found


@dataclass(frozen=True, slots=True)
class Quantised:
    """Activations as uint8: the nodes of the values, of their scale and zero point; `narrowed`: what each column was divided by."""

    value: str
    scale: str
    zero: str
    narrowed: Array


@dataclass(slots=True)
class Graph:
    """Nodes and constants so far; methods add some and return the names of their outputs."""

    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: list[onnx.TensorProto] = field(default_factory=list)

    def constant(self, value: Array) -> str:
        """Add a constant."""
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def op(self, kind: str, *inputs: str, **attributes: Any) -> str:
        """Add a node of one output; a kind that ONNX does not know is onnxruntime's."""
        name = f"n{len(self.nodes)}"
        domain = "" if onnx.defs.has(kind) else "com.microsoft"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], domain=domain, **attributes))
        return name

    def integers(self, *values: int) -> str:
        """Add a constant of one axis."""
        return self.constant(np.array(values, np.int64))

    def part(self, x: str, start: int, end: int, axis: int) -> str:
        """Slice `x`."""
        return self.op("Slice", x, self.integers(start), self.integers(end), self.integers(axis))

    def quantised(self, x: str, seen: Range) -> Quantised:
        """Quantise `x`. The few columns far wider than the others are narrowed first, so that 256 steps serve all (Xiao et al. 2023)."""
        low, high = seen
        widest = np.maximum(-low, high)
        narrowed = np.maximum(1.0, widest / np.quantile(widest, COMMON)).astype(np.float32)
        if (narrowed > 1).any():
            x = self.op("Mul", x, self.constant(1 / narrowed))
        least, greatest = min(0.0, (low / narrowed).min()), max(0.0, (high / narrowed).max())
        step = np.float32((greatest - least) / 255)
        scale, zero = self.constant(np.array(step)), self.constant(np.array(round(-least / step), np.uint8))
        return Quantised(self.op("QuantizeLinear", x, scale, zero), scale, zero, narrowed)

    def linear(self, x: Quantised, weight: Array, bias: Array) -> str:
        """Multiply `x` with `weight` (outputs, inputs) and add `bias`."""
        weight = weight * x.narrowed
        step = np.maximum(np.abs(weight).max(1), 1e-8) / _LARGEST
        whole = np.round(weight / step[:, None]).astype(np.int8)
        given = (self.constant(whole.T), x.scale, self.constant(step.astype(np.float32)), x.zero)
        return self.op("MatMulIntegerToFloat", x.value, *given, "", self.constant(bias.astype(np.float32)))

    def rows(self, table: Array, index: str) -> str:
        """Look rows of a float table up, which is kept in eight bits a number and one scale a row."""
        step = np.maximum(np.abs(table).max(1, keepdims=True), 1e-8) / 127
        whole = self.op("Gather", self.constant(np.round(table / step).astype(np.int8)), index)
        scale = self.op("Gather", self.constant(step.astype(np.float32)), index)
        return self.op("Mul", self.op("Cast", whole, to=TensorProto.FLOAT), scale)


def _arrays(layer: nn.Module) -> tuple[Array, Array]:
    return layer.weight.detach().numpy(), layer.bias.detach().numpy()


def _arrays(layer: nn.Linear | nn.LayerNorm) -> tuple[Array, Array]:
    return layer.weight.detach().numpy(), layer.bias.detach().numpy()


def _norm(graph: Graph, norm: nn.LayerNorm, x: str) -> str:
    weight, bias = (graph.constant(array) for array in _arrays(norm))
    return graph.op("LayerNormalization", x, weight, bias, axis=-1, epsilon=1e-12)


def _attention(graph: Graph, layer: Layer, x: str, seen: Range, mask: str) -> str:
    """Add self-attention; return (sentences, pieces, WIDTH)."""
    width = WIDTH // ATTENTION_HEADS
    whole = graph.quantised(x, seen)
    turned = []
    for part, scale, axes in (
        (layer.query, width**-0.5, (0, 2, 1, 3)),
        (layer.key, 1, (0, 2, 3, 1)),
        (layer.value, 1, (0, 2, 1, 3)),
    ):
        weight, bias = _arrays(part)
        split = graph.op(
            "Reshape", graph.linear(whole, weight * scale, bias * scale), graph.integers(0, 0, ATTENTION_HEADS, width)
        )
        turned.append(graph.op("Transpose", split, perm=axes))
    query, key, value = turned
    chances = graph.op("Softmax", graph.op("Add", graph.op("MatMul", query, key), mask), axis=-1)
    mixed = graph.op("Transpose", graph.op("MatMul", chances, value), perm=(0, 2, 1, 3))
    return graph.op("Reshape", mixed, graph.integers(0, 0, WIDTH))


def _encoder(graph: Graph, network: Network, seen: dict[str, Range]) -> str:
    """Add the encoder; return (sentences, words, WIDTH): past the last attention nothing but first pieces is of use."""
    encoder = network.encoder
    length = graph.op("Gather", graph.op("Shape", "pieces"), graph.integers(1))
    table = graph.constant(encoder.positions.weight.detach().numpy())
    positions = graph.op("Slice", table, graph.integers(0), length, graph.integers(0))
    shapes = graph.op("Gather", graph.constant(encoder.shapes.weight.detach().numpy()), "shapes")
    pieces = graph.rows(encoder.pieces.weight.detach().numpy(), "pieces")
    x = _norm(graph, encoder.norm, graph.op("Add", pieces, graph.op("Add", shapes, positions)))
    padding = graph.op("Cast", graph.op("Equal", "pieces", graph.integers(0)), to=TensorProto.FLOAT)
    mask = graph.op("Unsqueeze", graph.op("Mul", padding, graph.constant(np.float32(-1e4))), graph.integers(1, 2))
    for at, layer in enumerate(encoder.layers):
        name = f"encoder.layers.{at}."
        mixed = graph.quantised(_attention(graph, layer, x, seen[name + "query"], mask), seen[name + "mixed"])
        x = _norm(graph, layer.norm_attention, graph.op("Add", x, graph.linear(mixed, *_arrays(layer.mixed))))
        if layer is encoder.layers[-1]:
            x = graph.op("GatherND", x, graph.op("Unsqueeze", "first", graph.integers(2)), batch_dims=1)
        inner = graph.op("Gelu", graph.linear(graph.quantised(x, seen[name + "inner"]), *_arrays(layer.inner)))
        outer = graph.linear(graph.quantised(inner, seen[name + "outer"]), *_arrays(layer.outer))
        x = _norm(graph, layer.norm, graph.op("Add", x, outer))
    return x


def _columns(network: Network) -> dict[str, tuple[Array, Array]]:
    """Return the weights and biases of the heads, side by side in the product that computes them all."""
    columns = {name: _arrays(network.tags[name]) for name in (*BEST, "entity")}
    for name in YES:
        weight, bias = _arrays(network.tags[name])
        columns[name] = weight[1:] - weight[:1], bias[1:] - bias[:1]
    columns["fact"] = _arrays(network.fact)
    return columns | {name: _arrays(getattr(network, name)) for name in BILINEAR}


def _heads(graph: Graph, network: Network, words: str, seen: dict[str, Range]) -> dict[str, str]:
    """Add the heads; return output → node."""
    count = graph.op("Slice", graph.op("Shape", words), graph.integers(0), graph.integers(1))
    root = graph.op(
        "Expand",
        graph.constant(network.root.detach().numpy()[None, None]),
        graph.op("Concat", count, graph.integers(1, WIDTH), axis=0),
    )
    columns = _columns(network)
    weight, bias = (np.concatenate([pair[i] for pair in columns.values()]) for i in (0, 1))
    scored = graph.linear(graph.quantised(graph.op("Concat", root, words, axis=1), seen["arc_head"]), weight, bias)
    ends = dict(zip(columns, np.cumsum([len(pair[1]) for pair in columns.values()]).tolist(), strict=True))
    of_words = graph.part(scored, 1, _END, 1)

    def part(name: str, source: str) -> str:
        return graph.part(source, ends[name] - len(columns[name][1]), ends[name], 2)

    best = [graph.op("ArgMax", part(name, of_words), axis=-1) for name in BEST]
    found = {"best": graph.op("Cast", graph.op("Concat", *best, axis=-1), to=TensorProto.INT32)}
    found["entity"] = part("entity", of_words)
    found["yes"] = graph.op("Concat", *(part(name, of_words) for name in YES), axis=-1)
    found["fact"] = graph.op("Squeeze", part("fact", of_words), graph.integers(2))
    for name in BILINEAR:  # a constant 1 beside each vector gives a bilinear form its linear and bias terms
        vector = graph.op("Gelu", part(name, scored if name in ROOTED else of_words))
        found[name] = graph.op("Pad", vector, graph.integers(0, 0, 0, 0, 0, 1), graph.constant(np.float32(1)))
    labels, width, _ = network.relation.shape
    weight = network.relation.detach().numpy().transpose(0, 2, 1).reshape(labels * width, width)
    dependent = graph.quantised(found["relation_dependent"], seen["relation"])
    found["relation_dependent"] = graph.linear(dependent, weight, np.zeros(len(weight)))
    left = graph.op("MatMul", found.pop("arc_dependent"), graph.constant(network.arc.detach().numpy()))
    found["arcs"] = graph.op("MatMul", left, graph.op("Transpose", found.pop("arc_head"), perm=(0, 2, 1)))
    return found


def write(network: Network, seen: dict[str, Range], target: Path) -> None:
    """Write the graph: `pieces`, `shapes`, `first` in, `OUTPUTS` out; sentences, pieces and words are free axes.

    `best` (sentences, words, 5) int32; `entity` (sentences, words, labels); `yes` (sentences, words, 4); `fact` (sentences, words);
    `arcs` (sentences, words, 1 + words); the vectors of the bilinear forms (sentences, words or 1 + words, size + 1), that of the dependent
    already multiplied with the form of each relation.
    """
    graph = Graph()
    found = _heads(graph, network, _encoder(graph, network, seen), seen)
    for name in OUTPUTS:
        graph.nodes.append(helper.make_node("Identity", [found[name]], [name]))
    given = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["sentences", axis]) for name, axis in INPUTS.items()
    ]
    kinds = {"best": TensorProto.INT32}
    made = [helper.make_tensor_value_info(name, kinds.get(name, TensorProto.FLOAT), None) for name in OUTPUTS]
    opsets = [helper.make_opsetid("", 20), helper.make_opsetid("com.microsoft", 1)]
    model = helper.make_model(
        helper.make_graph(graph.nodes, "dateline", given, made, graph.constants), opset_imports=opsets
    )
    model.ir_version = 10  # what onnxruntime 1.18 and later read
    onnx.save(model, target)
