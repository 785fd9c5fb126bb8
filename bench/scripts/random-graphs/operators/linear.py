"""Contractions with weights, and with other values."""
import numpy as np

from operators.register import operator, some


def standard(g, *shape):
    return g.random.standard_normal(shape)


@operator("Gemm", "MatMul", rank=2)
def matrix(g, kind):
    x = g.pick(rank=2 if kind == "Gemm" else None, least_rank=2)
    width = g.shape(x)[-1]
    rows = g.magnitudes(x) if len(g.shape(x)) == 2 else np.full([1, width], g.magnitudes(x).max())
    weights = standard(g, width, 5) / np.broadcast_to(rows, [1, width]).T
    if kind == "MatMul":
        return g.node(kind, [x, g.constant(weights)])
    return g.node(kind, [x, g.constant(weights), g.constant(standard(g, 5))])


@operator("Einsum")
def contraction(g, kind):
    x = g.settled(g.pick(least_rank=2, fits=lambda s: len(s) <= 4))
    letters = "abcd"[:len(g.shape(x))]
    if g.chance():
        weights = g.constant(standard(g, 4, g.shape(x)[-1]))
        return g.node(kind, [x, weights], equation=f"{letters},k{letters[-1]}->{letters[:-1]}k")
    other = g.settled(g.like(x))
    result = some(g, letters[:-1], letters[0] + letters[:0:-1], letters[:1])
    return g.node(kind, [x, other], equation=f"{letters},{letters}->{result}")


@operator("Conv", "ConvTranspose", rank=4)
def convolution(g, kind):
    x = g.pick(rank=4)
    channels = g.shape(x)[1]
    weights = standard(g, 4, channels, 3, 3) / 3 / g.magnitudes(x)
    if kind == "ConvTranspose":
        weights = weights.transpose(1, 0, 2, 3)
    return g.node(kind, [x, g.constant(weights)], pads=[1, 1, 1, 1])


@operator("CausalConvWithState", opset=27, rank=3)
def causal_convolution(g, kind):
    x = g.settled(g.pick(rank=3))
    batch, channels, _ = g.shape(x)
    length = int(g.random.integers(2, 4))
    operands = [x, g.constant(standard(g, channels, 1, length) / length)]
    if g.chance():
        operands += [g.constant(standard(g, channels)), g.constant(standard(g, batch, channels, length - 1))]
    return g.node(kind, operands, outputs=2, activation=some(g, "none", "silu"))


@operator("BatchNormalization")
def batch_normalisation(g, kind):
    x = g.pick(least_rank=2)
    size = g.magnitudes(x).reshape(-1) if len(g.shape(x)) > 1 else g.magnitudes(x)
    size = np.broadcast_to(size, g.shape(x)[1])
    parameters = [g.random.uniform(0.5, 2, size.shape), g.random.uniform(-1, 1, size.shape),
                  0.3 * size, size * size / 4]
    return g.node(kind, [x] + [g.constant(p) for p in parameters])
