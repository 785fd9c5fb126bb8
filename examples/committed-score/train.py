#!/usr/bin/env python3
"""Makes the files of this example: a table of machines with labels, and two networks that never saw it.

Made-up readings of machines, and what became of each: 0 runs on, 1 needs oil, 2 breaks. The seeds are fixed."""
import pathlib
import warnings

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier

HERE = pathlib.Path(__file__).resolve().parent
READINGS = 6


def draw(count, seed):
    """Readings [count, 6], about within ±3, and labels."""
    random = np.random.default_rng(seed)
    readings = random.normal(0, 1, (count, READINGS)).round(2)
    heat, shake, load, noise, age, rest = readings.T
    dry = heat + 0.8 * noise - 0.5 * rest + 0.3 * random.normal(size=count)
    worn = shake * load + age + 0.4 * heat + 0.3 * random.normal(size=count)
    return readings.astype(np.float32), np.where(worn > 1.2, 2, np.where(dry > 0.7, 1, 0))


def write(name, readings, labels=None):
    header = [f"readings[{i}]" for i in range(READINGS)]
    lines = [",".join(header + (["label"] if labels is not None else []))]
    for row, values in enumerate(readings):
        cells = [f"{value:.2f}" for value in values]
        lines.append(",".join(cells + ([str(labels[row])] if labels is not None else [])))
    (HERE / name).write_text("\n".join(lines) + "\n")


def network(name, layers):
    """Layers of weights and offsets, ReLU between them."""
    nodes, constants, value = [], [], "readings"
    for i, (weights, offsets) in enumerate(layers):
        result = "scores" if i == len(layers) - 1 else f"sum{i}"
        constants.append(numpy_helper.from_array(weights.astype(np.float32), f"w{i}"))
        constants.append(numpy_helper.from_array(offsets.astype(np.float32), f"b{i}"))
        nodes.append(helper.make_node("Gemm", [value, f"w{i}", f"b{i}"], [result]))
        value = result
        if result != "scores":
            nodes.append(helper.make_node("Relu", [result], [f"hidden{i}"]))
            value = f"hidden{i}"
    graph = helper.make_graph(
        nodes, name,
        [helper.make_tensor_value_info("readings", TensorProto.FLOAT, ["rows", READINGS])],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["rows", 3])],
        constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.checker.check_model(model)
    onnx.save(model, HERE / f"{name}.onnx")


def right(layers, readings, labels):
    value = readings.astype(np.float64)
    for weights, offsets in layers[:-1]:
        value = np.maximum(value @ weights + offsets, 0)
    weights, offsets = layers[-1]
    return int(np.sum(np.argmax(value @ weights + offsets, axis=1) == labels))


def main():
    warnings.simplefilter("ignore", ConvergenceWarning)
    readings, labels = draw(240, seed=1)
    write("machines.csv", readings, labels)
    write("typical.csv", draw(100, seed=2)[0])
    alba = MLPClassifier((12,), max_iter=1500, random_state=3).fit(*draw(2000, seed=4))
    boreas = LogisticRegression(max_iter=1000).fit(*draw(800, seed=5))
    networks = {
        "alba": list(zip(alba.coefs_, alba.intercepts_)),
        "boreas": [(boreas.coef_.T, boreas.intercept_)],
    }
    for name, layers in networks.items():
        network(name, layers)
        print(name, right(layers, readings, labels), "of", len(labels), "in floating point")


main()
