"""Losses against constant labels."""
from operators.register import operator, some


@operator("NegativeLogLikelihoodLoss", "SoftmaxCrossEntropyLoss")
def loss(g, kind):
    x = g.settled(g.pick(least_rank=2, fits=lambda s: s[1] > 1))
    batch, classes, *places = g.shape(x)
    operands = [x, g.constant(g.random.integers(0, classes, [batch, *places]))]
    if g.chance():
        operands.append(g.constant(g.random.uniform(0.5, 2, classes)))
    outputs = 2 if kind == "SoftmaxCrossEntropyLoss" and g.chance() else 1
    return g.node(kind, operands, outputs, reduction=some(g, "none", "mean", "sum"))
