"""Gathering by indices that are constant, or that follow from the input."""
import numpy as np

from operators.register import axis_of, operator


def position(g, x, axis):
    """Where along an axis a value has its maximum, the axis kept."""
    return g.node("ArgMax", [x], axis=axis, keepdims=1)


@operator("GatherElements")
def elements(g, kind):
    x = g.pick(least_rank=2)
    axis = axis_of(g, x)
    if g.chance():
        return g.node(kind, [x, position(g, g.like(x), axis)], axis=axis)
    shape, length = g.shape(x), g.shape(x)[axis]
    shape[axis] = 2
    return g.node(kind, [x, g.constant(g.random.integers(-length, length, shape))], axis=axis)


@operator("GatherND")
def tuples(g, kind):
    x = g.pick(least_rank=2)
    lengths = g.shape(x)
    if g.chance():
        column = g.whole(g.pick(least_rank=1, fits=lambda s: 0 < np.prod(s) <= 60), 0, lengths[1] - 1)
        row = g.node("Reshape", [column, g.constant(np.array([1, -1, 1]))])
        return g.node(kind, [x, row], batch_dims=1)
    depth = int(g.random.integers(1, len(lengths) + 1))
    rows = [[int(g.random.integers(lengths[a])) for a in range(depth)] for _ in range(3)]
    return g.node(kind, [x, g.constant(np.array(rows))])


@operator("OneHot")
def one_hot(g, kind):
    x = g.pick(least_rank=2, fits=lambda s: np.prod(s) <= 150)
    axis = axis_of(g, x)
    found = g.node("ArgMax", [x], axis=axis, keepdims=0)
    depth, values = np.array(g.shape(x)[axis] - int(g.chance())), g.random.uniform(-2, 2, 2)
    return g.node(kind, [found, g.constant(np.maximum(depth, 1)), g.constant(values)])


@operator("ai.onnx.ml.ArrayFeatureExtractor")
def columns(g, kind):
    x = g.pick(least_rank=2)
    width = g.shape(x)[-1]
    if g.chance():
        column = g.node("Reshape", [g.whole(g.pick(fits=lambda s: np.prod(s) <= 8), 0, width - 1),
                                    g.constant(np.array([-1]))])
    else:
        column = g.constant(g.random.integers(0, width, 3))
    return g.node(kind, [x, column])
