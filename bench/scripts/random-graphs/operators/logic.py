"""Comparisons, booleans and choices."""
import numpy as np

from operators.register import operator


@operator("Equal", "Less", "LessOrEqual", "Greater", "GreaterOrEqual")
def comparison(g, kind):
    x = g.pick()
    if kind == "Equal":
        x = g.node("Round", [g.settled(x)])
        return g.node(kind, [x, g.constant(np.float32(1))])
    return g.node(kind, [x, g.constant(g.magnitudes(x) * 0.1234567)])


@operator("And", "Or", "Xor", "Not")
def logical(g, kind):
    x = g.pick()
    flags = [g.node("Less", [x, g.constant(g.magnitudes(x) * part)]) for part in (0.1357, -0.0246)]
    return g.node(kind, flags[:1] if kind == "Not" else flags)


@operator("Where")
def choice(g, kind):
    x = g.pick()
    condition = g.node("Greater", [x, g.constant(g.magnitudes(x) * 0.07654321)])
    return g.node(kind, [condition, x, g.like(x)])
