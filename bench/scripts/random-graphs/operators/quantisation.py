"""Quantised values, and products of integers."""
import numpy as np

from graph import element
from operators.register import operator, some


def quantised(g, x, dtype=None):
    """A value as integers of 8 bits with their scale and zero point, of the whole tensor."""
    dtype = dtype or some(g, "uint8", "int8")
    scale = g.constant(np.float32(g.random.uniform(0.02, 0.05)))
    zero = g.constant(g.random.integers(100, 150) if dtype == "uint8" else g.random.integers(-20, 20), dtype)
    return g.node("QuantizeLinear", [g.settled(x), scale, zero]), scale, zero


def real(g, whole, scale, zero):
    """What follows sees integers, or the real numbers they stand for."""
    return g.node("DequantizeLinear", [whole, scale, zero]) if g.chance() else whole


@operator("QuantizeLinear")
def quantisation(g, kind):
    x = g.pick(least_rank=2)
    dtype = some(g, "uint8", "int8", "int16", "uint16")
    if g.chance():
        steps = g.magnitudes(x) / g.random.uniform(80, 120)
        scale = np.broadcast_to(steps.reshape(-1), [g.shape(x)[1]]) if len(g.shape(x)) > 1 else steps
    else:
        scale = np.float32(g.magnitudes(x).max() / 100)
    zero = np.full(np.shape(scale), g.random.integers(0, 20))
    return g.node(kind, [x, g.constant(scale), g.constant(zero, dtype)], axis=1)


@operator("DequantizeLinear")
def dequantisation(g, kind):
    whole, scale, zero = quantised(g, g.pick())
    return g.node(kind, [whole, scale, zero])


@operator("DynamicQuantizeLinear")
def of_own_range(g, kind):
    """All samples have the range that constants beside the values give."""
    bounded = g.clipped(g.settled(g.pick(least_rank=2)), -1, 2)
    shape = g.shape(bounded)[:-1]
    ends = g.constant(np.broadcast_to(np.float32([-1, 2]), shape + [2]))
    whole = g.node(kind, [g.node("Concat", [bounded, ends], axis=-1)], outputs=3)
    return g.node("DequantizeLinear", [whole, f"{whole}_1", f"{whole}_2"])


def weights(g, dtype, *shape):
    least, most = (100, 156) if dtype == "uint8" else (-28, 29)
    return g.constant(g.random.integers(least, most, shape), dtype), \
        g.constant(g.random.integers(120, 136) if dtype == "uint8" else 0, dtype)


@operator("MatMulInteger")
def matrix(g, kind):
    x, _, zero = quantised(g, g.pick(least_rank=2), "uint8")
    w, own = weights(g, "uint8", g.shape(x)[-1], 4)
    return read(g, g.node(kind, [x, w, zero, own]))


@operator("ConvInteger", rank=4)
def convolution(g, kind):
    x, _, zero = quantised(g, g.pick(rank=4), "uint8")
    w, own = weights(g, "uint8", 3, g.shape(x)[1], 3, 3)
    return read(g, g.node(kind, [x, w, zero, own], pads=[1, 1, 1, 1]))


def read(g, whole):
    """The sums themselves, or real numbers times a scale."""
    if g.chance():
        return whole
    return g.node("Mul", [g.node("Cast", [whole], to=element("float32")), g.constant(np.float32(0.00123))])
