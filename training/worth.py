"""The weights of `kb.extract.worth`, from claims that readers judged: `python -m training.worth [--gum DIR]` writes worth.toml and says how good they are.

`training/judged` holds invented news texts and, for each, what a reader would do with the claims that the product found in them when they were judged:
keep, strike out, or "readers may differ". The gold set of claims adds the mentions that count, those that are optional, and what it does not hold; its
kept articles are left out.
"""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.gold import times
from benchmarks.gold.articles import FOLDER, stories
from benchmarks.gold.mention import read as annotated
from kb import pipeline, temporal
from kb.extract import rules, worth
from kb.read import Source, read

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kb.extract.worth import Signs
    from kb.model import Article, Claim

JUDGED: Final = Path(__file__).parent / "judged"
WRITTEN: Final = Path(worth.__file__).with_name("worth.toml")
_KEEP: Final = {"K": 1.0, "S": 0.0}
_DIFFER: Final = 0.3  # an optional mention: fewer than half of them are worth a line
_GOLD: Final = 0.3  # weight of a mention of the gold set, which was annotated for another question
_SEEN: Final = 8  # claims that show a sign, for it to be learned
_PENALTY: Final = 10.0  # of squared weights; 3 to 20 measured the same
_FOLDS: Final = 8
_STEPS: Final = 30

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A claim with its signs. `keep`: 0 … 1, how surely a reader keeps it; `sure`: whether readers agree; `weight` in fitting."""

    text: str
    signs: Signs
    keep: float
    sure: bool
    weight: float = 1.0


def texts() -> Iterator[Judged]:
    """Yield the judged claims of the invented texts."""
    dated = times.texts(times.FILE.read_text("utf8").splitlines())
    for file in sorted(JUDGED.glob("*.tsv")):
        rows = [line.split("\t") for line in file.read_text("utf8").splitlines()]
        verdicts = {int(start): verdict for start, verdict, _ in rows}
        article = read(
            file.with_suffix(".txt").read_bytes(), Source(name=file.stem, published=dated[file.stem].published)
        ).article
        assert article, file
        for claim, signs in _signs(article):
            verdict = verdicts.get(claim.trigger.start)
            if verdict:
                yield Judged(text=file.stem, signs=signs, keep=_KEEP.get(verdict, _DIFFER), sure=verdict in _KEEP)


def gold(gum: Path | None) -> Iterator[Judged]:
    """Yield the claims of the gold set's open articles: those that count are kept, what nobody annotated is struck out."""
    for name, story in stories(gum).items():
        file = FOLDER / "claims" / f"{name}.jsonl"
        if name.startswith("kept-") or not file.exists():
            continue
        mentions = list(annotated(file, story.article.text))
        for claim, signs in _signs(story.article):
            met = [mention for mention in mentions if mention.trigger.meets(claim.trigger)]
            counts = any(not mention.optional for mention in met)
            keep = 1.0 if counts else _DIFFER if met else 0.0
            yield Judged(text=name, signs=signs, keep=keep, sure=counts or not met, weight=_GOLD)


def _signs(article: Article) -> Iterator[tuple[Claim, Signs]]:
    document = pipeline.annotate(article)
    scene, told, _ = rules.told(document, temporal.annotate(document), pipeline.published(article))
    yield from zip((claim for _, claim in told), worth.signs(scene, told), strict=True)


def fit(claims: Sequence[Judged], names: Sequence[str]) -> Array:
    """Return the weights of a logistic regression, by Newton's method."""
    x, y, w = _matrix(claims, names), np.array([c.keep for c in claims]), np.array([c.weight for c in claims])
    weights = np.zeros(len(names))
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (w * (chance - y)) + _PENALTY * weights
        bend = (x * (w * chance * (1 - chance))[:, None]).T @ x + _PENALTY * np.eye(len(names))
        weights -= np.linalg.solve(bend, slope)
    return weights


def _matrix(claims: Sequence[Judged], names: Sequence[str]) -> Array:
    at = {name: i for i, name in enumerate(names)}
    found = np.zeros((len(claims), len(names)))
    for row, claim in zip(found, claims, strict=True):
        for name, value in claim.signs.items():
            if name in at:
                row[at[name]] = value
    return found


def unseen(claims: Sequence[Judged], names: Sequence[str]) -> Array:
    """Return each claim's score by weights that its text had no part in."""
    order = {text: i % _FOLDS for i, text in enumerate(sorted({claim.text for claim in claims}))}
    fold, scores = np.array([order[claim.text] for claim in claims]), np.zeros(len(claims))
    for k in range(_FOLDS):
        inside = [claim for claim, of in zip(claims, fold, strict=True) if of == k]
        others = [claim for claim, of in zip(claims, fold, strict=True) if of != k]
        scores[fold == k] = _matrix(inside, names) @ fit(others, names)
    return scores


def best(scores: Array, keep: NDArray[np.bool_]) -> dict[str, float]:
    """Return the threshold of the greatest F1, with the precision and recall of what is shown, and the area under the curve."""
    order = np.argsort(-scores)
    right = np.cumsum(keep[order])
    precision, recall = right / np.arange(1, len(scores) + 1), right / right[-1]
    f = 2 * right / (np.arange(1, len(scores) + 1) + right[-1])
    at = int(f.argmax())
    ranks = np.empty(len(scores))
    ranks[order[::-1]] = np.arange(1, len(scores) + 1)
    kept = int(keep.sum())
    area = (ranks[keep].sum() - kept * (kept + 1) / 2) / (kept * (len(scores) - kept))
    return {
        "least": float(scores[order[at]]), "precision": 100 * float(precision[at]), "recall": 100 * float(recall[at]),
        "struck out of all": 100 * float(1 - keep.mean()), "area": float(area),
    }  # fmt: skip


def write(weights: dict[str, Any], least: float, target: Path) -> None:
    """Write the weights, the weightiest first."""
    lines = [
        "# Made by `python -m training.worth`: what each sign of a claim says for its place on a timeline, and the least sum that has one.",
        f"least = {least:.2f}",
        "",
        "[weights]",
        *(f'"{name}" = {weights[name]:.2f}' for name in sorted(weights, key=lambda name: (-abs(weights[name]), name))),
    ]
    target.write_text("\n".join(lines) + "\n", "utf8")


def main(argv: list[str] | None = None) -> None:
    """Fit, measure by texts that each fit had not seen, and write."""
    parser = argparse.ArgumentParser(prog="python -m training.worth", description=__doc__)
    parser.add_argument("--gum", type=Path, metavar="DIR", help="the folder of GUM's CoNLL-U files")
    given = parser.parse_args(argv)
    invented = list(texts())
    claims = [*invented, *gold(given.gum)]
    seen = Counter(name for claim in claims for name in claim.signs)
    names = sorted(name for name, count in seen.items() if count >= _SEEN)
    scores = unseen(claims, names)
    sure = np.array([claim.sure for claim in invented])
    dated = np.array([any(sign.startswith("own time ") for sign in claim.signs) for claim in invented])
    shown = np.where(dated, np.inf, scores[: len(invented)])
    found = best(shown[sure], np.array([claim.keep > 0.5 for claim in invented])[sure])
    fitted = dict(zip(names, fit(claims, names).tolist(), strict=True))
    write({name: value for name, value in fitted.items() if abs(value) >= 0.005}, found["least"], WRITTEN)
    print(
        f"{len(invented)} claims of invented texts, {len(claims) - len(invented)} of the gold set, {len(names)} signs"
    )
    for name, value in found.items():
        print(f"{name:20}{value:8.2f}")


if __name__ == "__main__":
    main()
