"""Fourier transforms, and the windows that go with them."""
import numpy as np

from operators.register import axis_of, operator


@operator("DFT")
def spectrum(g, kind):
    x = g.pick(least_rank=2)
    axis = axis_of(g, x)
    pairs = g.node("Unsqueeze", [x, g.constant(np.array([-1]))])
    return g.node(kind, [pairs, "", g.constant(np.int64(axis))], onesided=int(g.chance()))


@operator("STFT", rank=3)
def frames(g, kind):
    x = g.pick(fits=lambda s: 10 <= np.prod(s) <= 100)
    row = g.node("Reshape", [x, g.constant(np.array([1, -1, 1]))])
    window = g.constant(g.random.uniform(0.2, 1, 6))
    return g.node(kind, [row, g.constant(np.int64(3)), window], onesided=int(g.chance()))


@operator("HannWindow", "HammingWindow", "BlackmanWindow")
def window(g, kind):
    x = g.settled(g.pick(least_rank=1))
    return g.node("Add", [x, g.defer(kind, [g.constant(np.int64(g.shape(x)[-1]))])])


@operator("MelWeightMatrix")
def mel(g, kind):
    x = g.pick(least_rank=2, fits=lambda s: s[-1] > 3)
    bins = [3, 2 * (g.shape(x)[-1] - 1), 8000]
    operands = [np.int64(n) for n in bins] + [np.float32(0), np.float32(4000)]
    return g.node("MatMul", [x, g.defer(kind, [g.constant(v) for v in operands])])
