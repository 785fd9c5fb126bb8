"""Ensembles of random trees by every rule of ai.onnx.ml's tree operators, with hostile thresholds."""
import numpy as np
from onnx import TensorProto, helper

EQUAL = ["BRANCH_EQ", "BRANCH_NEQ"]
MODES = ["BRANCH_LEQ", "BRANCH_LT", "BRANCH_GTE", "BRANCH_GT", *EQUAL]
FLOATS = [0.0, -0.0, 1.0, -1.0, 0.1, 1e-45, -1e-45, 1e-38, 3.4e38, -3.4e38, 1e10, -1e-10, 5.5]
DOUBLES = [0.0, -0.0, 1.0, -1.0, 0.1, 1 / 3, 1e-30, -1e-20, 3.4e37, -3.4e37, 1e10, 2.5]


class Trees:
    """Nodes of random trees, as attributes of an operator."""

    def __init__(self, seed, count, depth, features, modes, levels, targets, missing):
        self.random = np.random.default_rng(seed)
        self.features, self.modes, self.levels, self.targets, self.missing = features, modes, levels, targets, missing
        self.nodes, self.votes = [], []
        for tree in range(count):
            self.first = len(self.nodes)
            self.grow(tree, depth)

    def grow(self, tree, depth):
        """Adds a node and all below it; gives its number in the tree."""
        random, place = self.random, len(self.nodes)
        number = place - self.first
        if depth == 0 or random.random() < 0.15:
            self.nodes.append((tree, number, 0, "LEAF", 0.0, 0, 0, 0))
            self.votes += [(tree, number, target, float(np.float32(random.normal()))) for target in range(self.targets)]
            return number
        self.nodes.append(None)
        feature, mode, level = int(random.integers(self.features)), str(random.choice(self.modes)), self.level()
        tracks = int(self.missing and random.random() < 0.5)
        on_true, on_false = self.grow(tree, depth - 1), self.grow(tree, depth - 1)
        self.nodes[place] = (tree, number, feature, mode, level, on_true, on_false, tracks)
        return number

    def level(self):
        return float(self.random.choice(self.levels))

    def attributes(self):
        names = ("treeids", "nodeids", "featureids", "modes", "values", "truenodeids", "falsenodeids",
                 "missing_value_tracks_true")
        of_nodes = {f"nodes_{name}": list(column) for name, column in zip(names, zip(*self.nodes))}
        of_votes = dict(zip(("target_treeids", "target_nodeids", "target_ids", "target_weights"),
                            map(list, zip(*self.votes))))
        return {**of_nodes, **of_votes}


def regressor(seed, count=6, depth=4, features=5, modes=MODES, levels=FLOATS, targets=1, missing=True, double=False,
              aggregate="SUM", transform="NONE"):
    attributes = Trees(seed, count, depth, features, modes, levels, targets, missing).attributes()
    base = np.random.default_rng(seed).normal(size=targets).astype(np.float32)
    if double:
        for name in ("nodes_values", "target_weights"):
            values = attributes.pop(name)
            attributes[f"{name}_as_tensor"] = helper.make_tensor(name, TensorProto.DOUBLE, [len(values)], values)
        attributes["base_values_as_tensor"] = helper.make_tensor("base", TensorProto.DOUBLE, [targets], base)
    else:
        attributes["base_values"] = base
    node = helper.make_node(
        "TreeEnsembleRegressor", ["x"], ["y"], domain="ai.onnx.ml", n_targets=targets, aggregate_function=aggregate,
        post_transform=transform, **attributes)
    kind = TensorProto.DOUBLE if double else TensorProto.FLOAT
    graph = helper.make_graph(
        [node], "trees", [helper.make_tensor_value_info("x", kind, [1, features])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [1, targets])])
    return helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.ml", 3)], ir_version=8)


RANDOM = {
    "random-leq": lambda: regressor(1, modes=["BRANCH_LEQ"], missing=False),
    "random-modes": lambda: regressor(2, targets=2),
    "random-missing": lambda: regressor(3, modes=["BRANCH_LEQ", "BRANCH_LT"]),
    "random-average": lambda: regressor(4, targets=3, aggregate="AVERAGE"),
    "random-least": lambda: regressor(5, aggregate="MIN"),
    "random-greatest": lambda: regressor(6, aggregate="MAX"),
    "random-softmax": lambda: regressor(7, targets=3, transform="SOFTMAX"),
    "random-logistic": lambda: regressor(8, targets=2, transform="LOGISTIC"),
    "random-double": lambda: regressor(9, levels=DOUBLES, double=True),
    "random-deep": lambda: regressor(10, count=2, depth=8),
}
