"""Ensembles of random trees over rows."""
import numpy as np
from onnx import numpy_helper

from operators.feature import ML, reals, row
from operators.register import operator, some

TREES, LEAVES, TARGETS = 3, 4, 3


def splits(g, x):
    """Three tests of a full tree of two levels, as feature and threshold."""
    size = np.broadcast_to(g.magnitudes(x).reshape(-1), [g.shape(x)[1]])
    features = g.random.integers(0, g.shape(x)[1], 3)
    return [(int(f), float(np.float32(g.random.uniform(-0.5, 0.5) * size[f]))) for f in features]


@operator(ML + "TreeEnsembleClassifier", ML + "TreeEnsembleRegressor", features=3, rank=2)
def classic(g, kind):
    x = row(g)
    nodes = {k: [] for k in ("treeids", "nodeids", "featureids", "values", "modes", "truenodeids", "falsenodeids")}
    leaves = {k: [] for k in ("treeids", "nodeids", "ids", "weights")}
    for tree in range(TREES):
        tests = splits(g, x)
        for node in range(3 + LEAVES):
            inner = node < 3
            feature, value = tests[node] if inner else (0, 0.0)
            entry = (tree, node, feature, value, "BRANCH_LEQ" if inner else "LEAF",
                     2 * node + 1 if inner else 0, 2 * node + 2 if inner else 0)
            for key, part in zip(nodes, entry):
                nodes[key].append(part)
            if not inner:
                for key, part in zip(leaves, (tree, node, int(g.random.integers(TARGETS)),
                                              float(np.float32(g.random.uniform(0.1, 1))))):
                    leaves[key].append(part)
    prefix = "class" if kind.endswith("Classifier") else "target"
    attributes = {f"nodes_{k}": v for k, v in nodes.items()} | {f"{prefix}_{k}": v for k, v in leaves.items()}
    if prefix == "class":
        attributes["classlabels_int64s"] = [3, 5, 8]
        return g.node(kind, [x], outputs=2, post_transform=some(g, "NONE", "SOFTMAX"), **attributes)
    return g.node(kind, [x], n_targets=TARGETS, aggregate_function=some(g, "SUM", "AVERAGE"), **attributes)


@operator(ML + "TreeEnsemble", features=5, rank=2)
def ensemble(g, kind):
    x = row(g)
    inner = [split for tree in range(TREES) for split in splits(g, x)]
    count = LEAVES * TREES
    # the tests of a tree are a row of three, whose second and third have the leaves
    base = np.arange(TREES) * 3
    true = np.stack([base + 1, np.arange(TREES) * LEAVES, np.arange(TREES) * LEAVES + 2], axis=1).reshape(-1)
    false = np.stack([base + 2, np.arange(TREES) * LEAVES + 1, np.arange(TREES) * LEAVES + 3], axis=1).reshape(-1)
    leaf = [0, 1, 1] * TREES
    return g.node(kind, [x], nodes_featureids=[f for f, _ in inner], n_targets=TARGETS,
                  nodes_splits=numpy_helper.from_array(np.array([v for _, v in inner], dtype=np.float32)),
                  nodes_modes=numpy_helper.from_array(np.zeros(len(inner), dtype=np.uint8)),
                  nodes_truenodeids=[int(n) for n in true], nodes_falsenodeids=[int(n) for n in false],
                  nodes_trueleafs=leaf, nodes_falseleafs=leaf, tree_roots=[int(n) for n in base],
                  leaf_targetids=[int(n) for n in g.random.integers(0, TARGETS, count)],
                  leaf_weights=numpy_helper.from_array(g.random.uniform(-1, 1, count).astype(np.float32)),
                  aggregate_function=1)
