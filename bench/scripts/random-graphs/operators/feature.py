"""Features of tables: rows of numbers, and labels."""
import numpy as np
from onnx import helper

from operators.register import axis_of, operator, some

ML = "ai.onnx.ml."


def row(g):
    return g.pick(rank=2, fits=lambda s: s[0] == 1 and s[1] > 1)


def labels(g):
    x = g.pick(least_rank=2)
    axis = axis_of(g, x)
    return g.node("ArgMax", [x], axis=axis, keepdims=0), g.shape(x)[axis]


def reals(array):
    return [float(v) for v in np.asarray(array, dtype=np.float32).reshape(-1)]


@operator(ML + "Scaler", rank=2)
def scaler(g, kind):
    x = row(g)
    size, offset = g.magnitudes(x), g.random.uniform(-1, 1, g.magnitudes(x).shape)
    return g.node(kind, [x], offset=reals(size * offset), scale=reals(1 / size))


@operator(ML + "Normalizer", rank=2)
def normalizer(g, kind):
    return g.node(kind, [g.settled(row(g))], norm=some(g, "MAX", "L1", "L2"))


@operator(ML + "Binarizer", rank=2)
def binarizer(g, kind):
    return g.node(kind, [g.settled(g.pick())], threshold=0.3456789)


@operator(ML + "Imputer", rank=2)
def imputer(g, kind):
    x = g.node("Relu", [row(g)])
    return g.node(kind, [x], imputed_value_floats=reals(g.magnitudes(x) / 2), replaced_value_float=0.0)


@operator(ML + "FeatureVectorizer", rank=2)
def vectorizer(g, kind):
    x = row(g)
    members = [x, g.like(x)]
    return g.node(kind, members, inputdimensions=[g.shape(x)[1]] * 2)


@operator(ML + "LabelEncoder", rank=2)
def encoder(g, kind):
    whole, count = labels(g)
    keys = [int(k) for k in g.random.permutation(count)[:max(1, count - 1)]]
    if g.chance():
        return g.node(kind, [whole], keys_int64s=keys, default_int64=-3,
                      values_int64s=[int(v) for v in g.random.integers(-50, 50, len(keys))])
    return g.node(kind, [whole], keys_int64s=keys, default_float=0.25,
                  values_floats=reals(g.random.uniform(-2, 2, len(keys))))


@operator(ML + "OneHotEncoder", rank=2)
def one_hot(g, kind):
    whole, count = labels(g)
    categories = [int(k) for k in g.random.permutation(count)[:max(1, count - 1)]]
    return g.node(kind, [whole], cats_int64s=categories, zeros=1)


@operator(ML + "ZipMap", rank=2)
def table(g, kind):
    x = g.node("Softmax", [g.settled(row(g))], axis=-1)
    keys = [int(k) for k in g.random.permutation(50)[:g.shape(x)[1]]]
    entry = helper.make_map_type_proto(7, helper.make_tensor_type_proto(1, []))

    def result(name):
        return helper.make_value_info(name, helper.make_sequence_type_proto(entry))

    # its numbers stand for it, as doubles, which no other node takes
    def convert(maps):
        return np.array([[entry[key] for key in keys] for entry in maps])

    return g.node(kind, [x], classlabels_int64s=keys, convert=convert, result=result)
