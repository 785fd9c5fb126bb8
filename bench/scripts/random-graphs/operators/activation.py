"""Functions of single values."""
import numpy as np

from operators.register import operator, some


@operator("Relu", "LeakyRelu", "Abs", "Neg", "Identity", "Sign", "PRelu", "Dropout")
def homogeneous(g, kind):
    x = g.pick()
    if kind == "PRelu":
        return g.node(kind, [x, g.constant(g.random.uniform(-0.5, 1, g.magnitudes(x).shape))])
    return g.node(kind, [x])


@operator("Sigmoid", "Tanh", "Erf", "Gelu", "HardSigmoid", "HardSwish", "Exp", "Softplus", "Softsign",
          "Elu", "Selu", "Celu", "ThresholdedRelu", "Shrink", "Mish", "Sin", "Cos", "Atan", "Sinh",
          "Cosh", "Asinh", "Swish")
def function(g, kind):
    return g.node(kind, [g.settled(g.pick())])


@operator("Affine", "ParametricSoftplus", "ScaledTanh", opset=9)
def of_first_opsets(g, kind):
    alpha, beta = (float(v) for v in g.random.uniform(0.5, 1.5, 2))
    return g.node(kind, [g.settled(g.pick())], alpha=alpha, beta=beta)


@operator("Asin", "Acos", "Atanh", "Tan")
def function_near_zero(g, kind):
    return g.node(kind, [g.settled(g.pick(), 0.9)])


@operator("Acosh")
def function_above_one(g, kind):
    distance = g.node("Abs", [g.settled(g.pick())])
    return g.node(kind, [g.node("Add", [distance, g.constant(np.float32(1.25))])])


@operator("Floor", "Ceil", "Round")
def rounding(g, kind):
    return g.node(kind, [g.settled(g.pick(), 20.317)])


@operator("Clip")
def clip(g, kind):
    x = g.settled(g.pick())
    return g.clipped(x, *np.sort(g.random.uniform(-3, 3, 2)))


@operator("Sqrt", "Log", "Reciprocal")
def of_positive(g, kind):
    magnitude = g.node("Abs", [g.pick()])
    return g.node(kind, [g.node("Add", [magnitude, g.constant(np.float32(0.125))])])


@operator("IsNaN", "IsInf")
def special(g, kind):
    x = g.pick()
    return g.node("Where", [g.node(kind, [x]), g.like(x), x])


@operator("Cast")
def cast(g, kind):
    flags = [n for n, v in g.values.items() if str(v.dtype) not in ("float32", "float64")]
    whole = some(g, *flags) if flags and g.chance() else g.whole(g.pick(), -20, 20)
    return g.node(kind, [whole], to=1)


@operator("CastLike")
def cast_like(g, kind):
    return g.node(kind, [g.whole(g.pick(), -20, 20), g.pick()])
