#!/usr/bin/env python3
"""Random graphs over all operators, with channels of unlike scale, and what onnxruntime says of them.

    bench/scripts/random-graphs/generate.py OUT [--seeds 0-299] [--operators Relu,Conv]
    ./vouch check --suite OUT

Each seed gives a folder with model.onnx, inputs.npz and expected.npz. Seeds take the operators in
turn, so that each occurs in several graphs; needs numpy, onnx and onnxruntime.
"""
import argparse
from collections import Counter
from pathlib import Path

import numpy as np
import onnx

from graph import RandomGraph, Rejected
from operators import OPERATORS

SHAPES = ([1, 6], [1, 5, 6], [1, 4, 6, 6])
RANK_FOUR = {"Conv", "ConvTranspose", "MaxPool", "AveragePool", "LpPool", "GlobalAveragePool",
             "GlobalMaxPool", "InstanceNormalization", "MeanVarianceNormalization"}
NODES = 6
TRIES = 40


def graph_of(seed, kinds):
    """A graph with the operator that is the seed's turn, and others before and after it."""
    random = np.random.default_rng(seed)
    wanted = kinds[seed % len(kinds)]
    g = RandomGraph(random)
    g.input(SHAPES[2] if wanted in RANK_FOUR else SHAPES[int(random.integers(len(SHAPES)))])
    used = Counter()
    plan = [wanted] + [str(k) for k in random.choice(kinds, TRIES)]
    plan[0], plan[1] = (plan[1], plan[0]) if random.random() < 0.5 else (plan[0], plan[1])
    for kind in plan:
        before = len(g.nodes)
        try:
            OPERATORS[kind](g)
            used[kind] += 1
        except Rejected:
            del g.nodes[before:]
            g.values = {n: v for n, v in g.values.items()
                        if n in g.data or any(n in node.output for node in g.nodes)}
        if sum(used.values()) >= NODES:
            break
    return g, used


def write(folder, g):
    outputs = g.unread()[-3:]
    folder.mkdir(parents=True, exist_ok=True)
    model = g.model(outputs)
    onnx.checker.check_model(model)
    onnx.save(model, folder / "model.onnx")
    np.savez_compressed(folder / "inputs.npz", **g.data)
    np.savez_compressed(folder / "expected.npz", **{name: g.values[name] for name in outputs})


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--seeds", default="0-299")
    parser.add_argument("--operators", default=",".join(OPERATORS))
    options = parser.parse_args()
    first, last = (int(part) for part in options.seeds.split("-"))
    kinds = options.operators.split(",")
    graphs = Counter()
    for seed in range(first, last + 1):
        g, used = graph_of(seed, kinds)
        write(options.out / f"seed-{seed:04d}", g)
        graphs.update(used.keys())
    print(f"{last - first + 1} graphs; operators in fewer than five: "
          f"{sorted(kind for kind in kinds if graphs[kind] < 5) or 'none'}")


if __name__ == "__main__":
    main()
