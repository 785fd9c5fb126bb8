"""Elementwise arithmetic of several values."""
import numpy as np

from operators.register import operator


@operator("Pow")
def power(g, kind):
    exponent = float(g.random.choice([2, 3, 0.5, -1, -0.5]))
    x = g.settled(g.pick())
    if exponent not in (2, 3):
        x = g.node("Add", [g.node("Abs", [x]), g.constant(np.float32(0.125))])
    return g.node(kind, [x, g.constant(np.float32(exponent))])


@operator("Add", "Sub", "Mul", "Max", "Min")
def binary(g, kind):
    x = g.pick()
    if g.chance():
        size = g.magnitudes(x) if kind != "Mul" else np.ones_like(g.magnitudes(x))
        return g.node(kind, [x, g.constant(size * g.random.uniform(-1, 1, size.shape))])
    return g.node(kind, [g.settled(x), g.settled(g.like(x))] if kind == "Mul" else [x, g.like(x)])


@operator("Div")
def quotient(g, kind):
    x = g.pick()
    if g.chance():
        return g.node(kind, [x, g.constant(g.magnitudes(x) * g.random.uniform(0.5, 2))])
    divisor = g.node("Add", [g.node("Abs", [g.settled(g.like(x))]), g.constant(np.float32(0.5))])
    return g.node(kind, [x, divisor])


@operator("Mod")
def remainder(g, kind):
    if g.chance():
        whole = g.whole(g.pick(), -200, 200)
        return g.node(kind, [whole, g.constant(np.int64(g.random.integers(2, 30)))])
    x = g.settled(g.pick(), 5.0)
    return g.node(kind, [x, g.constant(np.float32(g.random.uniform(1.5, 4)))], fmod=1)


@operator("Sum", "Mean")
def variadic(g, kind):
    x = g.pick()
    return g.node(kind, [x, g.like(x), g.like(x)])
