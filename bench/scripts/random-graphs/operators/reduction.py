"""Reductions along an axis, and positions on it."""
import numpy as np

from operators.register import axis_of, operator


@operator("ReduceSum", "ReduceMean", "ReduceMax", "ReduceMin", "ReduceL1", "ReduceL2", "ReduceSumSquare",
          "ReduceLogSumExp", "ReduceProd", "ReduceLogSum")
def reduction(g, kind):
    x = g.settled(g.pick(least_rank=2), 1.5 if kind == "ReduceProd" else 3.0)
    if kind == "ReduceLogSum":
        x = g.node("Add", [g.node("Abs", [x]), g.constant(np.float32(0.125))])
    return g.node(kind, [x, g.constant(np.array([axis_of(g, x)]))], keepdims=1)


@operator("ArgMax", "ArgMin", "CumSum", "TopK")
def position(g, kind):
    x = g.pick(least_rank=2)
    axis = axis_of(g, x)
    if kind == "CumSum":
        return g.node(kind, [x, g.constant(np.array(axis))])
    if kind == "TopK":
        return g.node(kind, [x, g.constant(np.array([2]))], outputs=2, axis=axis)
    return g.node(kind, [x], axis=axis)
