"""Operators from quantised values to quantised values."""
import numpy as np

from operators.quantisation import quantised, real, weights
from operators.register import axis_of, operator

OWN = "com.microsoft."


def result(g, size):
    """Scale and zero point of results of about ``size``."""
    return g.constant(np.float32(size * g.random.uniform(0.009, 0.013))), \
        g.constant(g.random.integers(100, 150), "uint8")


def step(g):
    return g.constant(np.float32(g.random.uniform(0.01, 0.02)))


@operator("QLinearMatMul")
def matrix(g, kind):
    x = quantised(g, g.pick(least_rank=2), "uint8")
    w, zero = weights(g, "uint8", g.shape(x[0])[-1], 4)
    y = result(g, 4)
    return real(g, g.node(kind, [*x, w, step(g), zero, *y]), *y)


@operator("QLinearConv", rank=4)
def convolution(g, kind):
    x = quantised(g, g.pick(rank=4), "uint8")
    w, zero = weights(g, "uint8", 3, g.shape(x[0])[1], 3, 3)
    y = result(g, 8)
    return real(g, g.node(kind, [*x, w, step(g), zero, *y], pads=[1, 1, 1, 1]), *y)


@operator(OWN + "QGemm", rank=2)
def product(g, kind):
    x = quantised(g, g.pick(rank=2), "uint8")
    w, zero = weights(g, "uint8", g.shape(x[0])[-1], 4)
    y, bias = result(g, 4), g.constant(g.random.integers(-200, 200, 4), "int32")
    return real(g, g.node(kind, [*x, w, step(g), zero, bias, *y]), *y)


@operator(OWN + "QLinearAdd", OWN + "QLinearMul")
def binary(g, kind):
    x = g.pick()
    y = result(g, 6)
    return real(g, g.node(kind, [*quantised(g, x, "uint8"), *quantised(g, g.like(x), "uint8"), *y]), *y)


@operator(OWN + "QLinearAveragePool", OWN + "QLinearGlobalAveragePool", rank=4)
def pooling(g, kind):
    x, y = quantised(g, g.pick(rank=4), "uint8"), result(g, 3)
    window = {} if "Global" in kind else {"kernel_shape": [2, 2], "strides": [1, 1]}
    return real(g, g.node(kind, [*x, *y], channels_last=0, **window), *y)


@operator(OWN + "QLinearConcat")
def concatenation(g, kind):
    x = g.pick(least_rank=2)
    axis, y = axis_of(g, x), result(g, 3)
    parts = quantised(g, x, "uint8") + quantised(g, g.like(x), "uint8")
    return real(g, g.node(kind, [*y, *parts], axis=axis), *y)


@operator(OWN + "QLinearLeakyRelu", OWN + "QLinearSigmoid")
def table(g, kind):
    x, y = quantised(g, g.pick(), "uint8"), result(g, 1 if kind.endswith("Sigmoid") else 3)
    slope = {} if kind.endswith("Sigmoid") else {"alpha": float(g.random.uniform(0.05, 0.5))}
    return real(g, g.node(kind, [*x, *y], **slope), *y)
