#!/usr/bin/env python3
"""Models of tables as scikit-learn pipelines export them, and what onnxruntime says of them.

    bench/scripts/tabular/generate.py OUT [--only PART-OF-A-NAME]
    ./vouch check --suite OUT --prove 1

Each pipeline gives a folder with model.onnx, inputs.npz and expected.npz. Needs scikit-learn, skl2onnx,
onnx and onnxruntime. Labels that are strings are expected as their places in the list of classes. No pair of versions
converts all: scikit-learn 1.5.2 with skl2onnx 1.18.0 converts HistGradientBoosting, 1.9 with 1.20 PowerTransformer.
"""
import argparse
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from skl2onnx import to_onnx
from skl2onnx.common.data_types import DoubleTensorType, FloatTensorType, Int64TensorType

from pipelines import PIPELINES

SAMPLES = 40
OPSET = {"": 17, "ai.onnx.ml": 3}
TYPES = {np.float32: FloatTensorType, np.float64: DoubleTensorType, np.int64: Int64TensorType}


def initial_types(data):
    return [(name, TYPES[column.dtype.type]([None, column.shape[1]])) for name, column in data.items()]


def plain(value, classes):
    """An output of onnxruntime as a tensor of numbers: maps become rows, texts places."""
    if isinstance(value, list):
        value = np.array([list(row.values()) for row in value], dtype=np.float32)
    if value.dtype.kind in "OU":
        value = np.array([classes.index(text) for text in value.ravel()], dtype=np.int64).reshape(value.shape)
    return value


def options_of(pipeline):
    """A last step without options is named, for else the converter gives it the pipeline's defaults."""
    if pipeline.options is None:
        return {type(pipeline.model[-1]): {}}
    return {id(pipeline.model): pipeline.options} if pipeline.options else None


def write(folder, pipeline):
    data = {name: column[:SAMPLES] for name, column in pipeline.data.items()}
    options = options_of(pipeline)
    model = to_onnx(pipeline.model, initial_types=initial_types(data), options=options,
                    target_opset=pipeline.opset or OPSET)
    session = onnxruntime.InferenceSession(model.SerializeToString())
    names = [output.name for output in session.get_outputs()]
    rows = [session.run(None, {name: column[i:i + 1] for name, column in data.items()}) for i in range(SAMPLES)]
    classes = [str(c) for c in getattr(pipeline.model, "classes_", [])]
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(model, folder / "model.onnx")
    np.savez_compressed(folder / "inputs.npz", **{name: column[:, None, :] for name, column in data.items()})
    np.savez_compressed(folder / "expected.npz", **{
        name: np.stack([plain(row[i], classes) for row in rows]) for i, name in enumerate(names)})
    return sorted({node.op_type for node in model.graph.node})


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    for name, make in PIPELINES.items():
        if arguments.only in name:
            try:
                print(name, *write(arguments.out / name, make()))
            except Exception as e:  # converters raise all kinds
                print(name, "is not converted by these versions:", str(e).split("\n")[0])


if __name__ == "__main__":
    main()
