"""The multi-task network: a six-layer BERT encoder (MiniLM), word shapes, and one small head per task.

The encoder is Devlin et al. 2019 with the weights of Wang et al. 2020 (MiniLM) as published for sentence embeddings; the
biaffine heads are Dozat and Manning 2017. Every output is over words; a word is represented by its first piece.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from kb.language.encode import SHAPES

if TYPE_CHECKING:
    from pathlib import Path

WIDTH, LAYERS, ATTENTION_HEADS, INNER = 384, 6, 12, 1536
ARC, RELATION, ROLE = 256, 96, 96
_PUBLISHED = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"  # SHA-256


class Dropout(nn.Module):
    """Dropout with one mask for all the words of a sentence (Gal and Ghahramani 2016): drawing it costs next to nothing."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, x: Tensor) -> Tensor:
        """`x`: (sentences, words, width)."""
        if not self.training:
            return x
        return x * F.dropout(torch.ones(x.shape[0], 1, x.shape[2], dtype=x.dtype, device=x.device), self.rate)


class Layer(nn.Module):
    """One transformer block, post-normalised."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.mixed = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.norm_attention = nn.LayerNorm(WIDTH, eps=1e-12)
        self.inner, self.outer = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Map (sentences, pieces, WIDTH) onto the same shape; `mask` is added to the attention scores."""
        batch, pieces, _ = x.shape
        query, key, value = (
            project(x).view(batch, pieces, ATTENTION_HEADS, -1).transpose(1, 2)
            for project in (self.query, self.key, self.value)
        )
        # Written out: on the processors that this trains on, the fused kernel's backward pass is three times slower.
        scale = (WIDTH // ATTENTION_HEADS) ** -0.5
        seen = F.softmax(query @ key.transpose(2, 3) * scale + mask, dim=-1) @ value
        x = self.norm_attention(x + self.dropout(self.mixed(seen.transpose(1, 2).reshape(batch, pieces, WIDTH))))
        return cast("Tensor", self.norm(x + self.dropout(self.outer(F.gelu(self.inner(x))))))


class Encoder(nn.Module):
    """Word pieces and shapes in, one vector per piece out."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.pieces = nn.Embedding(30522, WIDTH)
        self.pieces.weight.requires_grad_(
            False
        )  # measured: a third of the optimiser's time, no gain in scores to be seen
        self.positions = nn.Embedding(512, WIDTH)
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))

    def forward(self, pieces: Tensor, shapes: Tensor) -> Tensor:
        """Map (sentences, pieces) int64 onto (sentences, pieces, WIDTH); piece 0 is padding."""
        mask = torch.where(pieces[:, None, None, :] == 0, -1e4, 0.0)
        position = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.pieces(pieces) + self.shapes(shapes) + self.positions(position)
        x = self.dropout(self.norm(x))
        mask = mask.to(torch.get_autocast_dtype(x.device.type) if torch.is_autocast_enabled(x.device.type) else x.dtype)
        for layer in self.layers:
            x = layer(x, mask)
        return cast("Tensor", x)

    def load(self, folder: Path) -> None:
        """Fill the weights from the published `model.safetensors`; the constant token type is folded into positions.

        Raises `ValueError` when the file is another one.
        """
        file = folder / "model.safetensors"
        if hashlib.sha256(file.read_bytes()).hexdigest() != _PUBLISHED:
            raise ValueError(f"{file} is not the published all-MiniLM-L6-v2")
        weights = load_file(file)
        renamed = {
            "pieces.weight": weights["embeddings.word_embeddings.weight"],
            "positions.weight": weights["embeddings.position_embeddings.weight"]
            + weights["embeddings.token_type_embeddings.weight"][0],
            "norm.weight": weights["embeddings.LayerNorm.weight"],
            "norm.bias": weights["embeddings.LayerNorm.bias"],
            "shapes.weight": self.shapes.weight.data,
        }
        parts = {
            "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
            "mixed": "attention.output.dense", "norm_attention": "attention.output.LayerNorm",
            "inner": "intermediate.dense", "outer": "output.dense", "norm": "output.LayerNorm",
        }  # fmt: skip
        for at in range(LAYERS):
            for ours, theirs in parts.items():
                for kind in ("weight", "bias"):
                    renamed[f"layers.{at}.{ours}.{kind}"] = weights[f"encoder.layer.{at}.{theirs}.{kind}"]
        self.load_state_dict(renamed)


def with_one(x: Tensor) -> Tensor:
    """Append a constant 1 to the last axis, so that a bilinear form has linear and bias terms too."""
    return torch.cat([x, torch.ones_like(x[..., :1])], -1)


@dataclass(frozen=True, slots=True)
class Outputs:
    """Scores over words: `tags[head]` (sentences, words, labels); `arcs` (sentences, words, 1 + words), column 0 the root."""

    tags: dict[str, Tensor]
    fact: Tensor
    arcs: Tensor
    relation_dependent: Tensor
    relation_head: Tensor
    role_predicate: Tensor
    role_argument: Tensor


class Network(nn.Module):
    """The encoder and its heads. `sizes` gives the number of labels of each tagging head."""

    def __init__(self, sizes: dict[str, int], *, relations: int, roles: int, dropped: float = 0.25) -> None:
        super().__init__()
        self.encoder = Encoder(0.1)
        self.dropout = Dropout(dropped)
        self.tags = nn.ModuleDict({name: nn.Linear(WIDTH, size) for name, size in sizes.items()})
        self.fact = nn.Linear(WIDTH, 1)
        self.root = nn.Parameter(torch.zeros(WIDTH))
        self.arc_dependent, self.arc_head = nn.Linear(WIDTH, ARC), nn.Linear(WIDTH, ARC)
        self.arc = nn.Parameter(torch.randn(ARC + 1, ARC + 1) * 0.01)
        self.relation_dependent, self.relation_head = nn.Linear(WIDTH, RELATION), nn.Linear(WIDTH, RELATION)
        self.relation = nn.Parameter(torch.randn(relations, RELATION + 1, RELATION + 1) * 0.01)
        self.role_predicate, self.role_argument = nn.Linear(WIDTH, ROLE), nn.Linear(WIDTH, ROLE)
        self.role = nn.Parameter(torch.randn(roles + 1, ROLE + 1, ROLE + 1) * 0.01)

    def forward(self, pieces: Tensor, shapes: Tensor, first: Tensor) -> Outputs:
        """`pieces`, `shapes`: (sentences, pieces); `first`: (sentences, words), the index of each word's first piece."""
        x = self.encoder(pieces, shapes)
        words = self.dropout(x.gather(1, first[..., None].expand(-1, -1, WIDTH)))
        rooted = torch.cat([self.root.to(words.dtype).expand(words.shape[0], 1, -1), words], 1)
        dependent = with_one(F.gelu(self.arc_dependent(words)))
        head = with_one(F.gelu(self.arc_head(rooted)))
        return Outputs(
            tags={name: layer(words) for name, layer in self.tags.items()},
            fact=self.fact(words)[..., 0],
            arcs=(dependent @ self.arc) @ head.transpose(1, 2),
            relation_dependent=with_one(F.gelu(self.relation_dependent(words))),
            relation_head=with_one(F.gelu(self.relation_head(rooted))),
            role_predicate=with_one(F.gelu(self.role_predicate(words))),
            role_argument=with_one(F.gelu(self.role_argument(words))),
        )

    def relations(self, out: Outputs, heads: Tensor) -> Tensor:
        """Score the relation of each word to its head: (sentences, words, relations)."""
        chosen = out.relation_head.gather(1, heads[..., None].expand(-1, -1, RELATION + 1))
        return torch.einsum("bni,rij,bnj->bnr", out.relation_dependent, self.relation, chosen)

    def roles(self, predicate: Tensor, argument: Tensor) -> Tensor:
        """Score roles: (predicates, ROLE + 1) and (predicates, words, ROLE + 1) give (predicates, words, 1 + roles)."""
        return torch.einsum("pi,kij,pnj->pnk", predicate, self.role, argument)
