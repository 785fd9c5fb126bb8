"""Quantises networks with onnxruntime's tools, and writes what onnxruntime computes with them.

    networks.py MODEL_FOLDER OUT_FOLDER

MODEL_FOLDER holds model.onnx and inputs.npz. For each way to quantise there is a folder in
OUT_FOLDER: model.onnx, whose outputs are all quantised values of the network; inputs.npz;
expected.npz, from onnxruntime on the CPU with its integer kernels; plain.npz, from the same model
without any optimisation, for where onnxruntime is not consistent with itself.

Needs numpy, onnx and onnxruntime.
"""

import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
from onnxruntime.quantization import (
    CalibrationDataReader,
    QuantFormat,
    QuantType,
    quantize_static,
)
from onnxruntime.quantization.shape_inference import quant_pre_process

SAMPLES = 64
WAYS = {
    "s8": dict(activation_type=QuantType.QInt8, weight_type=QuantType.QInt8, per_channel=False),
    "u8s8_channels": dict(
        activation_type=QuantType.QUInt8, weight_type=QuantType.QInt8, per_channel=True
    ),
    "qoperator": dict(
        activation_type=QuantType.QUInt8,
        weight_type=QuantType.QInt8,
        per_channel=True,
        quant_format=QuantFormat.QOperator,
    ),
}


class Samples(CalibrationDataReader):
    def __init__(self, samples):
        self.samples = iter(samples)

    def get_next(self):
        return next(self.samples, None)


def samples_of(folder, model):
    data = np.load(folder / "inputs.npz")
    names = [i.name for i in model.graph.input]
    count = data[names[0]].shape[0]
    return [{name: data[name][i] for name in names} for i in range(count)]


def run(model, samples, level):
    options = ort.SessionOptions()
    options.graph_optimization_level = level
    session = ort.InferenceSession(
        model.SerializeToString(), options, providers=["CPUExecutionProvider"]
    )
    names = [o.name for o in session.get_outputs()]
    rows = [session.run(names, sample) for sample in samples]
    return {name: np.stack([row[i] for row in rows]) for i, name in enumerate(names)}


def quantised_values(model):
    inferred = onnx.shape_inference.infer_shapes(model)
    known = {value.name: value for value in inferred.graph.value_info}
    known.update({value.name: value for value in inferred.graph.output})
    produced = [output for node in model.graph.node for output in node.output]
    types = (onnx.TensorProto.UINT8, onnx.TensorProto.INT8)
    return [
        known[name]
        for name in produced
        if name in known and known[name].type.tensor_type.elem_type in types
    ]


def quantised(folder, out, way, settings):
    out.mkdir(parents=True, exist_ok=True)
    quant_pre_process(
        str(folder / "model.onnx"), str(out / "float.onnx"), skip_symbolic_shape=True
    )
    samples = samples_of(folder, onnx.load(out / "float.onnx"))
    settings = {"quant_format": QuantFormat.QDQ, **settings}
    quantize_static(
        str(out / "float.onnx"), str(out / "model.onnx"), Samples(samples[:100]), **settings
    )
    (out / "float.onnx").unlink()
    model = onnx.load(out / "model.onnx")
    values = quantised_values(model)
    del model.graph.output[:]
    model.graph.output.extend(values)
    onnx.save(model, out / "model.onnx")
    used = samples[:SAMPLES]
    names = [i.name for i in model.graph.input]
    np.savez(out / "inputs.npz", **{n: np.stack([s[n] for s in used]) for n in names})
    fused = run(model, used, ort.GraphOptimizationLevel.ORT_ENABLE_ALL)
    plain = run(model, used, ort.GraphOptimizationLevel.ORT_DISABLE_ALL)
    np.savez(out / "expected.npz", **fused)
    np.savez(out / "plain.npz", **plain)
    apart = sum(int((fused[n] != plain[n]).sum()) for n in fused)
    total = sum(fused[n].size for n in fused)
    print(f"{folder.name} {way}: onnxruntime differs from itself in {apart} of {total} integers")


def main():
    folder, out = Path(sys.argv[1]), Path(sys.argv[2])
    for way, settings in WAYS.items():
        quantised(folder, out / f"{folder.name}_{way}", way, settings)


if __name__ == "__main__":
    main()
