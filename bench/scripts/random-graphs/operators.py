"""How each operator joins a random graph: a function of the graph that adds its node."""
import numpy as np

from graph import Rejected

OPERATORS = {}


def operator(*kinds):
    def register(function):
        for kind in kinds:
            OPERATORS[kind] = lambda g, kind=kind: function(g, kind)
        return function
    return register


def axis_of(g, x):
    return int(g.random.integers(1, len(g.shape(x))))


@operator("Relu", "LeakyRelu", "Abs", "Neg", "Identity", "Sign", "PRelu")
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


@operator("Asin", "Acos", "Atanh", "Tan")
def function_near_zero(g, kind):
    return g.node(kind, [g.settled(g.pick(), 0.9)])


@operator("Acosh")
def function_above_one(g, kind):
    distance = g.node("Abs", [g.settled(g.pick())])
    return g.node(kind, [g.node("Add", [distance, g.constant(np.float32(1.25))])])


@operator("Floor", "Ceil", "Round")
def rounding(g, kind):
    return g.node(kind, [g.settled(g.pick(), 20.0)])


@operator("Clip")
def clip(g, kind):
    x = g.settled(g.pick())
    low, high = np.sort(g.random.uniform(-3, 3, 2)).astype(np.float32)
    return g.node(kind, [x, g.constant(low), g.constant(high)])


@operator("Sqrt", "Log", "Reciprocal")
def of_positive(g, kind):
    magnitude = g.node("Abs", [g.pick()])
    return g.node(kind, [g.node("Add", [magnitude, g.constant(np.float32(0.125))])])


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
    if g.random.random() < 0.5:
        size = g.magnitudes(x) if kind != "Mul" else np.ones_like(g.magnitudes(x))
        return g.node(kind, [x, g.constant(size * g.random.uniform(-1, 1, size.shape))])
    return g.node(kind, [g.settled(x), g.settled(g.like(x))] if kind == "Mul" else [x, g.like(x)])


@operator("Div")
def quotient(g, kind):
    x = g.pick()
    if g.random.random() < 0.5:
        return g.node(kind, [x, g.constant(g.magnitudes(x) * g.random.uniform(0.5, 2))])
    divisor = g.node("Add", [g.node("Abs", [g.settled(g.like(x))]), g.constant(np.float32(0.5))])
    return g.node(kind, [x, divisor])


@operator("Sum", "Mean")
def variadic(g, kind):
    x = g.pick()
    return g.node(kind, [x, g.like(x), g.like(x)])


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


@operator("Cast")
def cast(g, kind):
    whole = position(g, "ArgMax") if g.random.random() < 0.5 else comparison(g, "Less")
    return g.node(kind, [whole], to=1)


@operator("Softmax", "LogSoftmax", "LpNormalization")
def along_axis(g, kind):
    x = g.settled(g.pick(least_rank=2), 5.0)
    return g.node(kind, [x], axis=axis_of(g, x))


@operator("LayerNormalization", "RMSNormalization")
def normalisation(g, kind):
    x = g.settled(g.pick(least_rank=2))
    return g.node(kind, [x, g.constant(g.random.uniform(0.5, 2, g.shape(x)[-1:]))], axis=-1)


@operator("InstanceNormalization", "MeanVarianceNormalization")
def over_pixels(g, kind):
    x = g.pick(rank=4)
    if kind == "MeanVarianceNormalization":
        return g.node(kind, [x], axes=[2, 3])
    channels = g.shape(x)[1]
    return g.node(kind, [x] + [g.constant(g.random.uniform(0.5, 2, channels)) for _ in range(2)])


@operator("BatchNormalization")
def batch_normalisation(g, kind):
    x = g.pick(least_rank=2)
    size = g.magnitudes(x).reshape(-1) if len(g.shape(x)) > 1 else g.magnitudes(x)
    size = np.broadcast_to(size, g.shape(x)[1])
    parameters = [g.random.uniform(0.5, 2, size.shape), g.random.uniform(-1, 1, size.shape),
                  0.3 * size, size * size / 4]
    return g.node(kind, [x] + [g.constant(p) for p in parameters])


@operator("Gemm", "MatMul")
def matrix(g, kind):
    x = g.pick(rank=2 if kind == "Gemm" else None, least_rank=2)
    width = g.shape(x)[-1]
    rows = g.magnitudes(x) if len(g.shape(x)) == 2 else np.full([1, width], g.magnitudes(x).max())
    weights = g.random.standard_normal([width, 5]) / np.broadcast_to(rows, [1, width]).T
    if kind == "MatMul":
        return g.node(kind, [x, g.constant(weights)])
    return g.node(kind, [x, g.constant(weights), g.constant(g.random.standard_normal(5))])


@operator("Conv", "ConvTranspose")
def convolution(g, kind):
    x = g.pick(rank=4)
    channels = g.shape(x)[1]
    weights = g.random.standard_normal([4, channels, 3, 3]) / 3 / g.magnitudes(x)
    if kind == "ConvTranspose":
        weights = weights.transpose(1, 0, 2, 3)
    return g.node(kind, [x, g.constant(weights)], pads=[1, 1, 1, 1])


@operator("MaxPool", "AveragePool", "LpPool")
def pooling(g, kind):
    return g.node(kind, [g.pick(rank=4)], kernel_shape=[2, 2], strides=[1, 1], pads=[0, 0, 1, 1])


@operator("GlobalAveragePool", "GlobalMaxPool")
def global_pooling(g, kind):
    return g.node(kind, [g.pick(rank=4)])


@operator("ReduceSum", "ReduceMean", "ReduceMax", "ReduceMin", "ReduceL1", "ReduceL2", "ReduceSumSquare",
          "ReduceLogSumExp")
def reduction(g, kind):
    x = g.settled(g.pick(least_rank=2))
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


@operator("Transpose", "Flatten", "Reshape", "Squeeze", "Unsqueeze")
def shape(g, kind):
    x = g.pick(least_rank=2)
    rank = len(g.shape(x))
    if kind == "Transpose":
        return g.node(kind, [x], perm=[0] + [int(a) for a in 1 + g.random.permutation(rank - 1)])
    if kind == "Flatten":
        return g.node(kind, [x])
    if kind == "Reshape":
        return g.node(kind, [x, g.constant(np.array([1, g.shape(x)[1], -1]))])
    if kind == "Unsqueeze":
        return g.node(kind, [x, g.constant(np.array([1]))])
    ones = [a for a, length in enumerate(g.shape(x)) if a > 0 and length == 1]
    if not ones:
        x, ones = g.node("Unsqueeze", [x, g.constant(np.array([1]))]), [1]
    return g.node(kind, [x, g.constant(np.array(ones[:1]))])


@operator("Concat", "Slice", "Gather", "Pad", "Split", "Tile", "Expand")
def pieces(g, kind):
    x = g.pick(least_rank=2)
    axis = axis_of(g, x)
    length, rank = g.shape(x)[axis], len(g.shape(x))
    if kind == "Concat":
        return g.node(kind, [x, g.like(x)], axis=axis)
    if kind == "Slice":
        step = int(g.random.choice([1, -1, 2]))
        start, end = (length, -length - 1) if step < 0 else (0, max(1, length - 1))
        return g.node(kind, [x] + [g.constant(np.array([v])) for v in (start, end, axis, step)])
    if kind == "Gather":
        return g.node(kind, [x, g.constant(g.random.integers(-length, length, 3))], axis=axis)
    if kind == "Pad":
        counts = np.zeros(2 * rank, dtype=np.int64)
        counts[axis] = counts[rank + axis] = 1
        mode = str(g.random.choice(["constant", "edge"]))
        return g.node(kind, [x, g.constant(counts)], mode=mode)
    if kind == "Split":
        if length < 2:
            raise Rejected("nothing to split")
        return g.node(kind, [x, g.constant(np.array([1, length - 1]))], outputs=2, axis=axis)
    repeats = np.ones(rank, dtype=np.int64)
    repeats[axis] = 2
    if kind == "Tile":
        return g.node(kind, [x, g.constant(repeats)])
    return g.node(kind, [x, g.constant(np.array([2] + [1] * rank))])
