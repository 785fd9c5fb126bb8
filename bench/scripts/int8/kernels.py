"""One small network with every quantised operator, and what onnxruntime computes with it.

    kernels.py OUT_FOLDER

Writes model.onnx, inputs.npz and expected.npz; circuits/src/test/resources/int8/kernels holds them.
Needs numpy, onnx and onnxruntime, on a processor with AVX2 and VNNI.
"""

import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
from onnx import TensorProto, helper, numpy_helper

SAMPLES = 12
MICROSOFT = "com.microsoft"
TYPES = {np.uint8: TensorProto.UINT8, np.int8: TensorProto.INT8, np.uint16: TensorProto.UINT16}


class Network:
    """Nodes on the inputs u (uint8), s (int8) and x (float32), whose results are all outputs."""

    def __init__(self, seed):
        self.random = np.random.default_rng(seed)
        self.nodes, self.constants, self.outputs = [], [], []

    def constant(self, value):
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.asarray(value), name))
        return name

    def scale(self, least, most, count=None):
        return np.float32(np.exp(self.random.uniform(np.log(least), np.log(most), count)))

    def zero(self, kind):
        info = np.iinfo(kind)
        return kind(self.random.integers(info.min // 2, info.max // 2))

    def bytes(self, kind, *shape):
        info = np.iinfo(kind)
        return self.random.integers(info.min, info.max + 1, shape).astype(kind)

    def add(self, kind, inputs, domain="", outputs=1, **attributes):
        name = f"v{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], name, domain=domain, **attributes))
        return name

    def result(self, value, kind):
        self.outputs.append(helper.make_tensor_value_info(value, kind, None))
        return value

    def parameters(self, kind, least=0.01, most=0.1):
        return [self.constant(self.scale(least, most)), self.constant(self.zero(kind))]

    def channels(self, count, least=0.001, most=0.05):
        scales = self.scale(least, most, count).astype(np.float32)
        return [self.constant(scales), self.constant(np.zeros(count, np.int8))]

    def model(self):
        inputs = [
            helper.make_tensor_value_info("u", TensorProto.UINT8, [1, 4, 6, 6]),
            helper.make_tensor_value_info("s", TensorProto.INT8, [1, 4, 6, 6]),
            helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, 4, 6, 6]),
        ]
        graph = helper.make_graph(self.nodes, "kernels", inputs, self.outputs, self.constants)
        imports = [helper.make_opsetid("", 21), helper.make_opsetid(MICROSOFT, 1)]
        return helper.make_model(graph, opset_imports=imports, ir_version=10)


def quantisations(net):
    for kind in (np.uint8, np.int8, np.uint16):
        parameters = net.parameters(kind, 1e-4, 0.05)
        net.result(net.add("QuantizeLinear", ["x", *parameters]), TYPES[kind])
    halves = [net.constant(np.float32(0.125)), net.constant(np.int8(3))]
    net.result(net.add("QuantizeLinear", ["x", *halves]), TensorProto.INT8)
    net.result(net.add("QuantizeLinear", ["x", *net.channels(4)], axis=1), TensorProto.INT8)


def layers(net):
    for x, kind in (("u", np.uint8), ("s", np.int8)):
        of_x = net.parameters(kind)
        weights = net.constant(net.bytes(np.int8, 5, 4, 3, 3))
        bias = net.constant(net.random.integers(-9000, 9000, 5).astype(np.int32))
        of_y = net.parameters(kind, 1, 4)
        inputs = [x, *of_x, weights, *net.channels(5), *of_y, bias]
        net.result(net.add("QLinearConv", inputs, pads=[1, 1, 1, 1], strides=[2, 2]), TYPES[kind])
        depthwise = net.constant(net.bytes(np.int8, 4, 1, 3, 3))
        inputs = [x, *of_x, depthwise, *net.parameters(np.int8), *net.parameters(kind, 0.3, 1)]
        net.result(net.add("QLinearConv", inputs, group=4), TYPES[kind])
        rows = net.add("Reshape", [x, net.constant(np.array([24, 6]))])
        matrix = net.constant(net.bytes(np.int8, 6, 5))
        inputs = [rows, *of_x, matrix, *net.channels(5), *net.parameters(kind, 0.2, 1)]
        net.result(net.add("QLinearMatMul", inputs), TYPES[kind])
        inputs = [rows, *of_x, matrix, *net.channels(5), bias, *net.parameters(kind, 1, 4)]
        net.result(net.add("QGemm", inputs, MICROSOFT, alpha=1.0), TYPES[kind])
        zeros = [net.constant(net.zero(kind)), net.constant(net.zero(np.int8))]
        net.result(net.add("MatMulInteger", [rows, matrix, *zeros]), TensorProto.INT32)
    weights = net.constant(net.bytes(np.uint8, 3, 4, 2, 2))
    zeros = [net.constant(np.uint8(121)), net.constant(np.uint8(97))]
    net.result(net.add("ConvInteger", ["u", weights, *zeros]), TensorProto.INT32)


def functions(net):
    for x, kind in (("u", np.uint8), ("s", np.int8)):
        turned = net.add("Transpose", [x], perm=[0, 1, 3, 2])
        row = net.constant(net.bytes(kind, 6))
        for other in (turned, row):
            for sort in ("QLinearAdd", "QLinearMul"):
                inputs = [x, *net.parameters(kind), other, *net.parameters(kind)]
                inputs += net.parameters(kind, 0.03, 0.2)
                net.result(net.add(sort, inputs, MICROSOFT), TYPES[kind])
        inputs = [*net.parameters(kind), x, *net.parameters(kind), turned, *net.parameters(kind)]
        net.result(net.add("QLinearConcat", inputs, MICROSOFT, axis=1), TYPES[kind])
        both = [x, *net.parameters(kind), *net.parameters(kind, 0.003, 0.03)]
        net.result(net.add("QLinearSigmoid", both, MICROSOFT), TYPES[kind])
        net.result(net.add("QLinearLeakyRelu", both, MICROSOFT, alpha=0.3), TYPES[kind])
        net.result(net.add("QLinearGlobalAveragePool", both, MICROSOFT), TYPES[kind])
        window = dict(kernel_shape=[3, 3], pads=[1, 0, 1, 0], strides=[2, 1])
        net.result(net.add("QLinearAveragePool", both, MICROSOFT, **window), TYPES[kind])


def islands(net):
    """Real arithmetic between DequantizeLinear and QuantizeLinear, as quantisers write it."""
    of_x = net.parameters(np.uint8, 0.02, 0.05)
    real = net.add("DequantizeLinear", ["u", *of_x])
    x_scale = numpy_helper.to_array(net.constants[int(of_x[0][1:])])
    weights = net.channels(5)
    scales = numpy_helper.to_array(net.constants[int(weights[0][1:])])
    kernel = net.constant(net.bytes(np.int8, 5, 4, 3, 3))
    kernel = net.add("DequantizeLinear", [kernel, *weights], axis=0)
    bias = net.constant(net.random.integers(-9000, 9000, 5).astype(np.int32))
    bias = net.add("DequantizeLinear", [bias, net.constant(x_scale * scales)], axis=0)
    low = [net.constant(np.float32(1.7)), net.constant(np.uint8(0))]
    folded = net.add("Relu", [net.add("Conv", [real, kernel, bias])])
    net.result(net.add("QuantizeLinear", [folded, *low]), TensorProto.UINT8)
    plain = net.add("Conv", [real, kernel, bias])
    net.result(
        net.add("QuantizeLinear", [plain, *net.parameters(np.uint8, 1, 4)]), TensorProto.UINT8
    )
    pooled = net.add("MaxPool", [real], kernel_shape=[2, 2], strides=[2, 2])
    net.result(net.add("QuantizeLinear", [pooled, *of_x]), TensorProto.UINT8)
    other = net.parameters(np.uint8)
    moved = net.add("Transpose", [real], perm=[0, 2, 3, 1])
    net.result(net.add("QuantizeLinear", [moved, *other]), TensorProto.UINT8)
    for kind in ("HardSwish", "Tanh", "Relu", "HardSigmoid"):
        value = net.add(kind, [real])
        net.result(net.add("QuantizeLinear", [value, *other]), TensorProto.UINT8)
    net.result(net.add("QuantizeLinear", [real, *other]), TensorProto.UINT8)


def main():
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    net = Network(7)
    for part in (quantisations, layers, functions, islands):
        part(net)
    model = net.model()
    onnx.save(model, out / "model.onnx")
    random = np.random.default_rng(8)
    x = random.normal(0, 3, (SAMPLES, 1, 4, 6, 6))
    x[0] = np.round(x[0] * 16) / 16  # halves of steps
    inputs = {
        "u": random.integers(0, 256, x.shape).astype(np.uint8),
        "s": random.integers(-128, 128, x.shape).astype(np.int8),
        "x": x.astype(np.float32),
    }
    session = ort.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    names = [o.name for o in session.get_outputs()]
    rows = [session.run(names, {k: v[i] for k, v in inputs.items()}) for i in range(SAMPLES)]
    np.savez_compressed(out / "inputs.npz", **inputs)
    expected = {name: np.stack([row[i] for row in rows]) for i, name in enumerate(names)}
    np.savez_compressed(out / "expected.npz", **expected)


if __name__ == "__main__":
    main()
