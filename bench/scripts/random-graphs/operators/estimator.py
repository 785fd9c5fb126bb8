"""Linear models and support vector machines over rows."""
import numpy as np

from operators.feature import ML, reals, row
from operators.register import operator, some

TRANSFORMS = ("NONE", "SOFTMAX", "LOGISTIC")


def kernel(g, kinds):
    return {"kernel_type": some(g, *kinds), "kernel_params": reals([g.random.uniform(0.1, 0.4), 0.5, 2])}


@operator(ML + "LinearClassifier", rank=2)
def classifier(g, kind):
    x = g.settled(row(g))
    return g.node(kind, [x], outputs=2, coefficients=reals(g.random.standard_normal([3, g.shape(x)[1]])),
                  intercepts=reals(g.random.standard_normal(3)), classlabels_ints=[4, 7, 9],
                  post_transform=some(g, *TRANSFORMS))


@operator(ML + "LinearRegressor", rank=2)
def regressor(g, kind):
    x = g.settled(row(g))
    return g.node(kind, [x], coefficients=reals(g.random.standard_normal([2, g.shape(x)[1]])), targets=2,
                  intercepts=reals(g.random.standard_normal(2)))


@operator(ML + "SVMRegressor", rank=2)
def vector_regressor(g, kind):
    x = g.settled(row(g), 1.0)
    count = 4
    vectors = g.random.uniform(-1, 1, [count, g.shape(x)[1]])
    return g.node(kind, [x], n_supports=count, support_vectors=reals(vectors), rho=[0.25],
                  coefficients=reals(g.random.uniform(-1, 1, count)), **kernel(g, ("LINEAR", "POLY", "RBF", "SIGMOID")))


@operator(ML + "SVMClassifier", rank=2)
def vector_classifier(g, kind):
    x = g.settled(row(g), 1.0)
    classes, of_each = 3, 2
    count, pairs = classes * of_each, classes * (classes - 1) // 2
    vectors = g.random.uniform(-1, 1, [count, g.shape(x)[1]])
    return g.node(kind, [x], outputs=2, support_vectors=reals(vectors), vectors_per_class=[of_each] * classes,
                  coefficients=reals(g.random.uniform(-1, 1, [classes - 1, count])), classlabels_ints=[1, 2, 5],
                  rho=reals(g.random.uniform(-0.5, 0.5, pairs)), **kernel(g, ("LINEAR", "POLY", "RBF")))
