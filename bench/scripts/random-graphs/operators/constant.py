"""Operators that only constants and shapes reach, whose results are read beside a value that follows from the input."""
import numpy as np
from onnx import numpy_helper

from operators.register import operator


def tensor(array):
    return numpy_helper.from_array(np.asarray(array, dtype=np.float32))


@operator("Shape", "Size")
def size(g, kind):
    x = g.pick(least_rank=2)
    if kind == "Size":
        return g.node("Div", [x, g.defer("Cast", [g.defer(kind, [x])], to=1)])
    flat = g.node("Flatten", [g.like(x)])
    return g.node("Reshape", [flat, g.defer(kind, [x])])


@operator("Constant")
def constant(g, kind):
    x = g.pick()
    size = g.magnitudes(x)
    return g.node("Add", [x, g.defer(kind, [], value=tensor(size * g.random.uniform(-1, 1, size.shape)))])


@operator("ConstantOfShape")
def filled(g, kind):
    x = g.pick(least_rank=1)
    value = tensor([g.magnitudes(x).max() / 3])
    return g.node("Sub", [x, g.defer(kind, [g.constant(np.array(g.shape(x)))], value=value)])


@operator("EyeLike", rank=2)
def identity(g, kind):
    x = g.settled(g.pick(rank=2))
    return g.node("Add", [x, g.defer(kind, [x], k=int(g.random.integers(0, 2)))])


@operator("NonZero")
def places(g, kind):
    x = g.pick(least_rank=1)
    marks = g.random.random(g.shape(x)[-1]) < 0.5
    marks[0] = True
    found = g.defer(kind, [g.constant(marks)])
    return g.node("Gather", [x, g.defer("Reshape", [found, g.constant(np.array([-1]))])], axis=-1)


@operator("Range")
def counted(g, kind):
    x = g.settled(g.pick(least_rank=1))
    bounds = [g.constant(np.float32(v)) for v in (0.5, 0.5 + g.shape(x)[-1], 1)]
    return g.node("Mul", [x, g.defer(kind, bounds)])
