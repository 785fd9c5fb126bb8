"""Integers of more than 24 bits, and doubles, that are cast to float32 before they are compared: what onnxruntime says
of cells at, and one beside, the ends of what becomes a threshold."""
import argparse
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

MODES = ["BRANCH_LEQ", "BRANCH_LT", "BRANCH_GTE", "BRANCH_GT", "BRANCH_EQ", "BRANCH_NEQ"]
LEVELS = [2.0**24, 2.0**24 + 2, 2.0**25 + 4, -(2.0**25) - 4, 2.0**31, -(2.0**31), 2.0**53, -(2.0**56), 0.5]
FRACTIONS = [2.0**25 + 4, 0.1, 0.0, 1e-40, 3e38, -2.5]
CAST = helper.make_node("Cast", ["x"], ["c"], to=TensorProto.FLOAT)


def integers(most):
    """Around each power of two, and around the ties between its neighbours in float32."""
    cells = {0, 1, -1}
    for bits in (24, 25, 30, 31, 53, 56):
        if bits > most:
            break
        step = 2 ** max(0, bits - 24)
        for place in (-2 * step, -step, 0, step // 2, step, 3 * step // 2, 2 * step, 5 * step // 2, 4 * step):
            for cell in range(2**bits + place - 1, 2**bits + place + 2):
                cells |= {cell, -cell}
    return np.array(sorted(cells))


def doubles():
    cells = [0.0, -0.0, 5e-324, -5e-324, 2.0**-150, np.nextafter(2.0**-150, 1), -(2.0**-150), 1e300, -1e300, np.inf, -np.inf]
    for level in np.array(FRACTIONS, np.float32):
        for other in (np.nextafter(level, np.float32(-np.inf)), level, np.nextafter(level, np.float32(np.inf))):
            middle = (np.float64(other) + np.float64(level)) / 2
            cells += [np.float64(other), middle, np.nextafter(middle, np.inf), np.nextafter(middle, -np.inf)]
    for level in np.array([0.3, -0.2, 1.7, -2.5], np.float32):
        middle = np.float64(level) / np.float64(np.float32(1.3)) + np.float64(np.float32(0.7))
        cells += [middle * (1 + step * 2.0**-26) for step in range(-4, 5)]
        cells += [np.nextafter(middle, np.inf), np.nextafter(middle, -np.inf)]
    return np.array(cells)


def trees(levels, source, modes=MODES):
    """A tree of one decision for each mode and level, each with a vote of its own."""
    pairs = [(mode, level) for level in levels for mode in modes]
    count = len(pairs)
    of_nodes = [(tree, node, 0, mode if node == 0 else "LEAF", level, int(node == 0), 2 * (node == 0))
                for tree, (mode, level) in enumerate(pairs) for node in range(3)]
    names = ("treeids", "nodeids", "featureids", "modes", "values", "truenodeids", "falsenodeids")
    nodes = {f"nodes_{name}": list(column) for name, column in zip(names, zip(*of_nodes))}
    return helper.make_node(
        "TreeEnsembleClassifier", [source], ["label", "scores"], domain="ai.onnx.ml",
        classlabels_int64s=list(range(count)), **nodes,
        class_treeids=[tree for tree in range(count) for _ in (1, 2)], class_nodeids=[1, 2] * count,
        class_ids=[tree for tree in range(count) for _ in (1, 2)], class_weights=[2.0, 1.0] * count)


def compared():
    operators = ["Less", "LessOrEqual", "Greater", "GreaterOrEqual", "Equal"]
    nodes = [CAST] + [helper.make_node(operator, ["c", "levels"], [operator]) for operator in operators]
    nodes += [helper.make_node(operator, ["level", "c"], [operator + "From"]) for operator in operators]
    return nodes, {"levels": np.array(LEVELS, np.float32), "level": np.array(2.0**25 + 4, np.float32)}


def encoded():
    keys = np.array(LEVELS, np.float32).tolist()
    return [
        CAST,
        helper.make_node("Binarizer", ["c"], ["binary"], domain="ai.onnx.ml", threshold=2.0**25 + 4),
        helper.make_node("LabelEncoder", ["c"], ["code"], domain="ai.onnx.ml", keys_floats=keys,
                         values_floats=[float(i) for i in range(len(keys))], default_float=-1.0)], {}


def scaled():
    return [CAST, helper.make_node("Sub", ["c", "offset"], ["centred"]),
            helper.make_node("Mul", ["centred", "scale"], ["s"]), trees([0.0, 8.0, -1.5], "s", MODES[:4])], {
        "offset": np.array([2.0**25 + 4], np.float32), "scale": np.array([0.3], np.float32)}


def joined():
    return [CAST, helper.make_node("Concat", ["c", "c"], ["both"], axis=1), trees(LEVELS[:4], "both")], {}


def prepared():
    scaler = helper.make_node("Scaler", ["x"], ["s"], domain="ai.onnx.ml", offset=[0.7], scale=[1.3])
    return [scaler, trees([0.3, -0.2, 1.7, -2.5], "s", MODES[:4])], {}


CASES = {
    "integers-trees": (np.int64, lambda: ([CAST, trees(LEVELS, "c")], {})),
    "integers-of-32-bits": (np.int32, lambda: ([CAST, trees(LEVELS[:4], "c")], {})),
    "integers-uncast": (np.int64, lambda: ([trees(LEVELS, "x")], {})),
    "integers-compared": (np.int64, compared),
    "integers-encoded": (np.int64, encoded),
    "integers-scaled": (np.int64, scaled),
    "integers-joined": (np.int64, joined),
    "doubles-scaled": (np.float64, prepared),
    "doubles": (np.float64, lambda: ([CAST, trees(FRACTIONS, "c")], {})),
}


def write(folder, dtype, nodes, constants):
    outputs = [name for node in nodes for name in node.output
               if not any(name in other.input for other in nodes)]
    kind = helper.np_dtype_to_tensor_dtype(np.dtype(dtype))
    graph = helper.make_graph(
        nodes, "casts", [helper.make_tensor_value_info("x", kind, [1, 1])],
        [onnx.ValueInfoProto(name=name) for name in outputs],
        [numpy_helper.from_array(value, name) for name, value in constants.items()])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.ml", 3)])
    model.ir_version = 8
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    rows = (doubles() if dtype == np.float64 else integers(30 if dtype == np.int32 else 56)).astype(dtype)
    results = [session.run(None, {"x": row.reshape(1, 1)}) for row in rows]
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(model, folder / "model.onnx")
    np.savez_compressed(folder / "inputs.npz", x=rows.reshape(-1, 1, 1))
    np.savez_compressed(folder / "expected.npz", **{
        output.name: np.stack([result[i] for result in results]) for i, output in enumerate(session.get_outputs())})


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("out", type=Path)
    for name, (dtype, make) in CASES.items():
        write(parser.parse_args().out / name, dtype, *make())
        print(name)


if __name__ == "__main__":
    main()
