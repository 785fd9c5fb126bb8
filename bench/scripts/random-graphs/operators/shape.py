"""Operators that only move values."""
import numpy as np

from graph import Rejected
from operators.register import axis_of, operator, some


@operator("Transpose", "Flatten", "Reshape", "Squeeze", "Unsqueeze")
def shape(g, kind):
    x = g.pick(least_rank=2)
    rank = len(g.shape(x))
    if kind == "Transpose":
        return g.node(kind, [x], perm=[0] + [int(a) for a in 1 + g.random.permutation(rank - 1)])
    if kind == "Flatten":
        return g.node(kind, [x])
    if kind == "Reshape":
        return g.node(kind, [x, g.constant(np.array([1, g.shape(x)[1], -1]))])
    if kind == "Unsqueeze":
        return g.node(kind, [x, g.constant(np.array([1]))])
    ones = [a for a, length in enumerate(g.shape(x)) if a > 0 and length == 1]
    if not ones:
        x, ones = g.node("Unsqueeze", [x, g.constant(np.array([1]))]), [1]
    return g.node(kind, [x, g.constant(np.array(ones[:1]))])


@operator("Concat", "Slice", "Gather", "Pad", "Split", "Tile", "Expand")
def pieces(g, kind):
    x = g.pick(least_rank=2)
    axis = axis_of(g, x)
    length, rank = g.shape(x)[axis], len(g.shape(x))
    if kind == "Concat":
        return g.node(kind, [x, g.like(x)], axis=axis)
    if kind == "Slice":
        step = int(g.random.choice([1, -1, 2]))
        start, end = (length, -length - 1) if step < 0 else (0, max(1, length - 1))
        return g.node(kind, [x] + [g.constant(np.array([v])) for v in (start, end, axis, step)])
    if kind == "Gather":
        return g.node(kind, [x, g.constant(g.random.integers(-length, length, 3))], axis=axis)
    if kind == "Pad":
        counts = np.zeros(2 * rank, dtype=np.int64)
        counts[axis] = counts[rank + axis] = 1
        mode = str(g.random.choice(["constant", "edge"]))
        return g.node(kind, [x, g.constant(counts)], mode=mode)
    if kind == "Split":
        if length < 2:
            raise Rejected("nothing to split")
        return g.node(kind, [x, g.constant(np.array([1, length - 1]))], outputs=2, axis=axis)
    repeats = np.ones(rank, dtype=np.int64)
    repeats[axis] = 2
    if kind == "Tile":
        return g.node(kind, [x, g.constant(repeats)])
    return g.node(kind, [x, g.constant(np.array([2] + [1] * rank))])


@operator("DepthToSpace", "SpaceToDepth", rank=4)
def blocks(g, kind):
    if kind == "DepthToSpace":
        x = g.pick(rank=4, fits=lambda s: s[1] % 4 == 0)
        return g.node(kind, [x], blocksize=2, mode=some(g, "DCR", "CRD"))
    return g.node(kind, [g.pick(rank=4, fits=lambda s: s[2] % 2 == 0 and s[3] % 2 == 0)], blocksize=2)


@operator("Trilu")
def triangle(g, kind):
    x = g.pick(least_rank=2)
    return g.node(kind, [x, g.constant(np.int64(g.random.integers(-1, 2)))], upper=int(g.chance()))


@operator("CenterCropPad")
def centred(g, kind):
    x = g.pick(least_rank=2)
    axis = axis_of(g, x)
    wanted = max(1, g.shape(x)[axis] + int(g.random.choice([-2, -1, 1, 3])))
    return g.node(kind, [x, g.constant(np.array([wanted]))], axes=[axis])


@operator("ReverseSequence")
def reversed_rows(g, kind):
    x = g.pick(least_rank=2)
    batch, length = g.shape(x)[0], g.shape(x)[1]
    return g.node(kind, [x, g.constant(g.random.integers(1, length + 1, batch))], batch_axis=0, time_axis=1)


@operator("Compress")
def compressed(g, kind):
    x = g.pick(least_rank=2)
    axis = axis_of(g, x)
    kept = g.random.random(g.shape(x)[axis]) < 0.6
    kept[0] = True
    return g.node(kind, [x, g.constant(kept)], axis=axis)
