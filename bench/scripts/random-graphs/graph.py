"""A random ONNX graph that grows node by node, with the values of all samples known at every step."""
import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

OPSET = 24
SAMPLES = 32
REAL, INTEGER, BOOLEAN = "float32", "int64", "bool"
ELEMENT = {REAL: TensorProto.FLOAT, INTEGER: TensorProto.INT64, BOOLEAN: TensorProto.BOOL}


class Rejected(Exception):
    """A step that onnxruntime does not know, or whose values are not finite or of no use."""


class RandomGraph:
    """Inputs, nodes and constants; ``values`` holds one array a name, samples along the first axis."""

    def __init__(self, random):
        self.random = random
        self.nodes, self.constants, self.inputs = [], [], []
        self.values, self.data, self.read = {}, {}, set()

    def input(self, shape):
        """A real input whose channels (axis 1) differ in scale by up to 2^24."""
        name = f"x{len(self.inputs)}"
        channels = [1, shape[1]] + [1] * (len(shape) - 2)
        scales = np.exp2(self.random.uniform(-12, 12, channels))
        data = (self.random.standard_normal([SAMPLES] + list(shape)) * scales).astype(np.float32)
        self.inputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, shape))
        self.data[name] = self.values[name] = data
        return name

    def constant(self, array):
        name = f"c{len(self.constants)}"
        array = np.asarray(array)
        if array.dtype == np.float64:
            array = array.astype(np.float32)
        self.constants.append(numpy_helper.from_array(array, name))
        return name

    def node(self, kind, operands, outputs=1, **attributes):
        """Adds a node and computes its values; returns the name of its first output."""
        names = [f"v{len(self.nodes)}"] + [f"v{len(self.nodes)}_{i}" for i in range(1, outputs)]
        node = helper.make_node(kind, operands, names, name=f"{kind}{len(self.nodes)}", **attributes)
        known = [name for name in operands if name in self.values]
        used = [c for c in self.constants if c.name in operands]
        infos = [helper.make_tensor_value_info(n, ELEMENT[str(self.values[n].dtype)], self.shape(n))
                 for n in dict.fromkeys(known)]
        wanted = [onnx.ValueInfoProto(name=name) for name in names]
        try:
            session = _session(helper.make_graph([node], "step", infos, wanted, used))
            rows = [session.run(names, {n: self.values[n][i] for n in known}) for i in range(SAMPLES)]
        except Exception as error:
            raise Rejected(f"{kind}: {error}") from error
        for name, column in zip(names, zip(*rows)):
            values = np.stack(column)
            if values.size == 0 or (str(values.dtype) == REAL and not _usable(values)):
                raise Rejected(f"{kind}: values of no use")
            self.values[name] = values
        self.nodes.append(node)
        self.read.update(known)
        return names[0]

    def shape(self, name):
        return list(self.values[name].shape[1:])

    def pick(self, dtype=REAL, rank=None, least_rank=0):
        """One of the latest values of a type and rank."""
        fits = [n for n, v in self.values.items() if str(v.dtype) == dtype
                and (rank is None or v.ndim - 1 == rank) and v.ndim - 1 >= least_rank]
        if not fits:
            raise Rejected(f"no {dtype} of rank {rank}")
        weights = np.exp2(np.arange(len(fits), dtype=float) - len(fits))
        return str(self.random.choice(fits, p=weights / weights.sum()))

    def like(self, name):
        """Another value of the same type and shape, or this one with its channels scaled anew."""
        fits = [n for n, v in self.values.items() if n != name and v.shape == self.values[name].shape
                and v.dtype == self.values[name].dtype]
        return str(self.random.choice(fits)) if fits else self.scaled(name)

    def magnitudes(self, name):
        """Largest magnitude of each channel, broadcastable."""
        values = np.abs(self.values[name].astype(np.float64))
        axes = tuple(a for a in range(values.ndim) if a != 2 or values.ndim < 3)
        largest = values.max(axis=axes, keepdims=True)[0] if values.ndim > 1 else values.max()
        return np.where(largest == 0, 1, largest)

    def scaled(self, name):
        """Times a random power of two a channel, within 2^-12 … 2^12 of 1."""
        wanted = np.exp2(self.random.integers(-12, 13, self.magnitudes(name).shape).astype(float))
        return self.node("Mul", [name, self.constant(wanted / self.magnitudes(name))])

    def settled(self, name, reach=3.0):
        """Brought to about ±reach a channel, for functions that are flat elsewhere."""
        return self.node("Mul", [name, self.constant(reach / self.magnitudes(name))])

    def model(self, outputs):
        infos = [helper.make_tensor_value_info(n, ELEMENT[str(self.values[n].dtype)], self.shape(n))
                 for n in outputs]
        graph = helper.make_graph(self.nodes, "random", self.inputs, infos, self.constants)
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=10)

    def unread(self):
        made = [name for node in self.nodes for name in node.output if name in self.values]
        return [name for name in made if name not in self.read]


def _usable(values):
    return np.isfinite(values).all() and np.abs(values).max() < 2.0**24


def _session(graph):
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=10)
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(model.SerializeToString(), options)
