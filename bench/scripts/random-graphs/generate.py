#!/usr/bin/env python3
"""Random graphs over all operators, with channels of unlike scale, and what onnxruntime says of them.

    bench/scripts/random-graphs/generate.py OUT [--seeds 0-299] [--operators Relu,Conv]
    ./vouch check --suite OUT

Each seed gives a folder with model.onnx, inputs.npz and expected.npz. Seeds take the operators in
turn, four each, so that every one occurs in several graphs; needs numpy, onnx and onnxruntime.
"""
import argparse
from collections import Counter
from pathlib import Path

import numpy as np
import onnx

from graph import RandomGraph
from operators import FEATURES, OPERATORS, OPSET, RANK, attempt

SHAPES = {2: [1, 6], 3: [1, 5, 6], 4: [1, 4, 4, 4]}
USUAL_OPSET, USUAL_FEATURES = 24, (3, 5)
WANTED, NODES = 4, 9
TRIES = 40


def turn_of(seed, kinds, place):
    """All operators in a random order, one a seed; in another one for each place, then the next."""
    order = np.random.default_rng([place, seed // len(kinds)]).permutation(len(kinds))
    return kinds[order[seed % len(kinds)]]


def graph_of(seed, kinds):
    """A graph with the operators whose turn it is, as far as they get on, and others around them."""
    random = np.random.default_rng(seed)
    turn = [turn_of(seed, kinds, place) for place in range(WANTED)]
    opset = next((OPSET[kind] for kind in turn if kind in OPSET), USUAL_OPSET)
    features = next((FEATURES[kind] for kind in turn if kind in FEATURES), int(random.choice(USUAL_FEATURES)))
    g = RandomGraph(random, opset, features)
    ranks = {RANK[kind] for kind in turn if kind in RANK}
    for rank in sorted(ranks or {int(random.choice(list(SHAPES)))}):
        g.input(SHAPES[rank])
    others = [str(kind) for kind in random.choice(kinds, TRIES)]
    peers = [kind for kind in kinds if OPSET.get(kind) == opset] or list(RANK)
    plan = [kind for pair in zip(turn, others) for kind in pair]
    plan += [str(kind) for kind in random.choice(peers, WANTED)] + others[WANTED:]
    joined = 0
    for kind in plan:
        joined += attempt(g, kind)
        if joined == NODES:
            break
    return g


def write(folder, g):
    outputs = g.unread()
    folder.mkdir(parents=True, exist_ok=True)
    model = g.model(outputs)
    onnx.checker.check_model(model)
    onnx.save(model, folder / "model.onnx")
    np.savez_compressed(folder / "inputs.npz", **g.data)
    np.savez_compressed(folder / "expected.npz", **{name: g.values[name] for name in outputs})


def name(node):
    return f"{node.domain}.{node.op_type}" if node.domain else node.op_type


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
        g = graph_of(seed, kinds)
        write(options.out / f"seed-{seed:04d}", g)
        graphs.update({name(node) for node in g.nodes})
    print(f"{last - first + 1} graphs; operators in fewer than five: "
          f"{sorted(kind for kind in kinds if graphs[kind] < 5) or 'none'}")


if __name__ == "__main__":
    main()
