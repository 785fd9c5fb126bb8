"""A random ONNX graph that grows node by node, with the values of all samples known at every step."""
import numpy as np
import onnx
import onnxruntime
from onnx import helper, numpy_helper

SAMPLES, SHOWN = 32, 3
REAL, INTEGER, BOOLEAN = "float32", "int64", "bool"


class Rejected(Exception):
    """A step that onnxruntime does not know, or whose values are not finite or of no use."""


def element(dtype):
    """ONNX's number of a type that numpy has."""
    return helper.np_dtype_to_tensor_dtype(np.dtype(dtype))


def info(name, dtype, shape):
    return helper.make_tensor_value_info(name, element(dtype), shape)


def split(kind):
    """Domain and type of an operator as the project names it: Conv, ai.onnx.ml.Scaler."""
    domain, _, op_type = kind.rpartition(".")
    return domain, op_type


class RandomGraph:
    """Inputs, nodes and constants; ``values`` holds one array a name, samples along the first axis."""

    def __init__(self, random, opset, features, prefix="", values=None):
        self.random, self.opset, self.features, self.prefix = random, opset, features, prefix
        self.nodes, self.constants, self.inputs, self.deferred = [], [], [], []
        self.values, self.data, self.infos, self.count = dict(values or {}), {}, {}, 0

    def input(self, shape):
        """A real input whose channels (axis 1) differ in scale by up to 2^24."""
        name = f"x{len(self.inputs)}"
        channels = [1, shape[1]] + [1] * (len(shape) - 2)
        scales = np.exp2(self.random.uniform(-12, 12, channels))
        data = (self.random.standard_normal([SAMPLES] + list(shape)) * scales).astype(np.float32)
        self.inputs.append(info(name, np.float32, shape))
        self.data[name] = self.values[name] = data
        return name

    def constant(self, array, dtype=None):
        array = np.asarray(array, dtype)
        if array.dtype == np.float64:
            array = array.astype(np.float32)
        name = self._name("c")
        self.constants.append(numpy_helper.from_array(array, name))
        return name

    def defer(self, kind, operands, outputs=1, **attributes):
        """Adds a node that is computed with its reader: its value is a sequence, say, or a constant."""
        domain, op_type = split(kind)
        if not domain and onnx.defs.has(op_type) and not onnx.defs.has(op_type, self.opset):
            raise Rejected(f"{kind}: not in opset {self.opset}")
        base = self._name("v")
        names = [base] + [f"{base}_{i}" for i in range(1, outputs)]
        self.deferred.append(helper.make_node(op_type, operands, names, name=f"{op_type}_{base}",
                                              domain=domain, **attributes))
        return base

    def node(self, kind, operands, outputs=1, convert=None, result=None, **attributes):
        """Adds a node and computes its values; returns the name of its first output.

        ``convert`` makes an array of a result that is none, which has the type ``result``.
        """
        self.defer(kind, operands, outputs, **attributes)
        steps, self.deferred = self.deferred, []
        names = list(steps[-1].output)
        read = {n for step in steps for n in reads(step)}
        known = [n for n in self.values if n in read]
        used = [c for c in self.constants if c.name in read]
        self.infos.update({name: result(name) for name in names} if result else {})
        wanted = [self.infos.get(name, onnx.ValueInfoProto(name=name)) for name in names]
        infos = [info(n, self.values[n].dtype, self.shape(n)) for n in known]
        try:
            session = self._session(helper.make_graph(steps, "step", infos, wanted, used))
            rows = [session.run(names, {n: np.asarray(self.values[n][i]) for n in known}) for i in range(SAMPLES)]
        except Exception as error:
            raise Rejected(f"{kind}: {error}") from error
        for name, column in zip(names, zip(*rows)):
            values = np.stack([convert(cell) if convert else cell for cell in column])
            if values.size == 0 or (str(values.dtype) == REAL and not _usable(values)):
                raise Rejected(f"{kind}: values of no use")
            self.values[name] = values
        self.nodes += steps
        return names[0]

    def undo(self, length):
        """Takes the nodes from ``length`` on away."""
        gone = {n for node in self.nodes[length:] for n in node.output}
        del self.nodes[length:]
        self.deferred = []
        self.values = {n: v for n, v in self.values.items() if n not in gone}

    def shape(self, name):
        return list(self.values[name].shape[1:])

    def pick(self, dtype=REAL, rank=None, least_rank=0, fits=lambda shape: True):
        """One of the latest values of a type, rank and shape."""
        found = [n for n, v in self.values.items() if str(v.dtype) == dtype
                 and (rank is None or v.ndim - 1 == rank) and v.ndim - 1 >= least_rank
                 and fits(self.shape(n))]
        if not found:
            raise Rejected(f"no {dtype} of rank {rank}")
        weights = np.exp2(np.arange(len(found), dtype=float) - len(found))
        return str(self.random.choice(found, p=weights / weights.sum()))

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

    def whole(self, name, least, most, dtype=np.int64):
        """Integers of a range, by truncation of real numbers that are brought into it."""
        middle, reach = (least + most) / 2, (most - least) / 2
        moved = self.node("Add", [self.settled(name, reach), self.constant(np.float32(middle + 0.317))])
        return self.node("Cast", [self.clipped(moved, least, most)], to=element(dtype))

    def clipped(self, name, least, most):
        """Within bounds, which are attributes in early opsets."""
        if self.opset < 11:
            return self.node("Clip", [name], min=float(least), max=float(most))
        return self.node("Clip", [name] + [self.constant(np.float32(v)) for v in (least, most)])

    def chance(self, probability=0.5):
        return self.random.random() < probability

    def body(self, values):
        """A graph of its own that becomes a part of a node, over those values."""
        return RandomGraph(self.random, self.opset, self.features, self._name("b"), values)

    def proto(self, name, inputs, outputs):
        read = {n for node in self.nodes for n in reads(node)} | {o.name for o in outputs}
        constants = [c for c in self.constants if c.name in read]
        return helper.make_graph(self.nodes, name, inputs, outputs, constants)

    def model(self, outputs):
        results = [self.infos.get(n) or info(n, self.values[n].dtype, self.shape(n)) for n in outputs]
        return self._model(self.proto("random", self.inputs, results))

    def unread(self):
        read = {n for node in self.nodes for n in reads(node)}
        return [n for node in self.nodes for n in node.output if n in self.values and n not in read]

    def _name(self, letter):
        self.count += 1
        return f"{self.prefix}{letter}{self.count}"

    def _model(self, graph):
        domains = {"": self.opset, "ai.onnx.ml": self.features, "com.microsoft": 1}
        used = domains_of(graph) | {""}
        imports = [helper.make_opsetid(d, v) for d, v in domains.items() if d in used]
        return helper.make_model(graph, opset_imports=imports, ir_version=10)

    def _session(self, graph):
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 4
        options.intra_op_num_threads = 1
        return onnxruntime.InferenceSession(self._model(graph).SerializeToString(), options)


def reads(node):
    """Names that a node reads, its bodies' included."""
    names = [n for n in node.input if n]
    for attribute in node.attribute:
        if attribute.type == onnx.AttributeProto.GRAPH:
            names += [n for inner in attribute.g.node for n in reads(inner)]
            names += [output.name for output in attribute.g.output]
    return names


def domains_of(graph):
    """Domains of a graph's operators, its bodies' included."""
    inner = [a.g for node in graph.node for a in node.attribute if a.type == onnx.AttributeProto.GRAPH]
    return {node.domain for node in graph.node}.union(*(domains_of(g) for g in inner))


def _usable(values):
    return np.isfinite(values).all() and 0 < np.abs(values[:SHOWN]).max() and np.abs(values).max() < 2.0**24
