"""Softmax, norms and what divides by them."""
import numpy as np

from operators.register import axis_of, operator


@operator("Softmax", "LogSoftmax", "LpNormalization", "Hardmax")
def along_axis(g, kind):
    x = g.settled(g.pick(least_rank=2), 5.0)
    return g.node(kind, [x], axis=axis_of(g, x))


@operator("LayerNormalization", "RMSNormalization")
def last_axis(g, kind):
    x = g.settled(g.pick(least_rank=2, fits=lambda s: s[-1] > 2))
    return g.node(kind, [x, g.constant(g.random.uniform(0.5, 2, g.shape(x)[-1:]))], axis=-1)


@operator("InstanceNormalization", "MeanVarianceNormalization", rank=4)
def over_pixels(g, kind):
    x = g.pick(rank=4, fits=lambda s: s[2] * s[3] > 2)
    if kind == "MeanVarianceNormalization":
        return g.node(kind, [x], axes=[2, 3])
    channels = g.shape(x)[1]
    return g.node(kind, [x] + [g.constant(g.random.uniform(0.5, 2, channels)) for _ in range(2)])


@operator("GroupNormalization", rank=4)
def groups(g, kind):
    x = g.settled(g.pick(least_rank=3, fits=lambda s: s[1] > 1 and np.prod(s[2:]) > 2))
    channels = g.shape(x)[1]
    count = int(g.random.choice([c for c in range(1, channels + 1) if channels % c == 0]))
    parameters = [g.constant(g.random.uniform(0.5, 2, channels)) for _ in range(2)]
    return g.node(kind, [x] + parameters, num_groups=count)


@operator("LRN", rank=4)
def local_response(g, kind):
    x = g.settled(g.pick(rank=4))
    alpha, beta = (float(v) for v in g.random.uniform(0.3, 1, 2))
    return g.node(kind, [x], size=3, alpha=alpha, beta=beta, bias=1.0)
