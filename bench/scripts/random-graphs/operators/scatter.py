"""Scattering to places that are constant, or that follow from the input."""
import numpy as np

from operators.indexing import position
from operators.register import axis_of, operator, some

REDUCTIONS = ("none", "add", "max", "min", "mul")


def distinct(g, shape, axis, count):
    """Indices along an axis, none of them twice in a line."""
    lines = [n for a, n in enumerate(shape) if a != axis]
    drawn = [g.random.permutation(shape[axis])[:count] for _ in range(int(np.prod(lines)))]
    return np.moveaxis(np.array(drawn).reshape(lines + [count]), -1, axis)


@operator("Scatter", opset=9)
def first_form(g, kind):
    x = g.pick(least_rank=2)
    axis = axis_of(g, x)
    indices = distinct(g, g.shape(x), axis, 1)
    updates = g.node("ReduceMean", [g.like(x)], axes=[axis], keepdims=1)
    return g.node(kind, [x, g.constant(indices), updates], axis=axis)


@operator("ScatterElements")
def elements(g, kind):
    x = g.settled(g.pick(least_rank=2))
    axis = axis_of(g, x)
    if g.chance():
        indices = position(g, g.like(x), axis)
    else:
        indices = g.constant(distinct(g, g.shape(x), axis, 1))
    updates = g.node("ReduceMax", [g.settled(g.like(x)), g.constant(np.array([axis]))], keepdims=1)
    return g.node(kind, [x, indices, updates], axis=axis, reduction=some(g, *REDUCTIONS))


@operator("ScatterND")
def tuples(g, kind):
    x = g.settled(g.pick(least_rank=2))
    lengths = g.shape(x)
    if g.chance():
        rows = np.stack([np.zeros(2, dtype=np.int64), g.random.permutation(max(2, lengths[1]))[:2]], axis=1)
        count = 2 if lengths[1] > 1 else 1
        indices, updates = rows[:count] % lengths[:2], g.random.uniform(-3, 3, [count] + lengths[2:])
        return g.node(kind, [x, g.constant(indices), g.constant(updates)], reduction=some(g, *REDUCTIONS))
    flat = g.node("Reshape", [x, g.constant(np.array([-1]))])
    place = g.whole(g.pick(fits=lambda s: np.prod(s) >= 1), 0, g.shape(flat)[0] - 1)
    first = g.node("Reshape", [place, g.constant(np.array([-1]))])
    row = g.node("Slice", [first] + [g.constant(np.array([v])) for v in (0, 1)])
    index = g.node("Unsqueeze", [row, g.constant(np.array([1]))])
    return g.node(kind, [flat, index, g.constant(g.random.uniform(-3, 3, 1))],
                  reduction=some(g, *REDUCTIONS))
