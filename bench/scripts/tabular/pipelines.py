"""The pipelines, each with a table of its own."""
from dataclasses import dataclass, field

import numpy as np
from sklearn.cluster import KMeans
from sklearn.compose import ColumnTransformer
from sklearn.datasets import load_breast_cancer, load_iris, load_wine, make_classification, make_regression
from sklearn.decomposition import PCA
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis, QuadraticDiscriminantAnalysis
from sklearn.ensemble import GradientBoostingClassifier, RandomForestClassifier, RandomForestRegressor, VotingClassifier
from sklearn.feature_selection import SelectKBest
from sklearn.gaussian_process import GaussianProcessClassifier, GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, ConstantKernel, WhiteKernel
from sklearn.impute import SimpleImputer
from sklearn.linear_model import (ElasticNet, LinearRegression, LogisticRegression, Perceptron, PoissonRegressor,
                                  RidgeClassifier, SGDClassifier)
from sklearn.multiclass import OneVsRestClassifier
from sklearn.naive_bayes import BernoulliNB, ComplementNB, GaussianNB, MultinomialNB
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor, NearestCentroid
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import (Binarizer, FunctionTransformer, KBinsDiscretizer, MaxAbsScaler, MinMaxScaler,
                                   Normalizer, OneHotEncoder, OrdinalEncoder, PolynomialFeatures, PowerTransformer,
                                   RobustScaler, StandardScaler)
from sklearn.svm import SVC, SVR, LinearSVC, NuSVC, OneClassSVM
from sklearn.tree import DecisionTreeClassifier

PLAIN = {"zipmap": False}


@dataclass
class Pipeline:
    """A trained model, its inputs by name (rows of columns), and options of the export."""
    model: object
    data: dict
    options: dict = field(default_factory=dict)
    opset: dict | None = None


def shuffled(load):
    x, y = load(return_X_y=True)
    order = np.random.default_rng(5).permutation(len(y))
    return x[order].astype(np.float32), y[order]


def classifier(model, load=load_wine, options=PLAIN, labels=None, preparation=(StandardScaler,), opset=None, **fit):
    x, y = shuffled(load)
    y = y if labels is None else np.array(labels)[y % len(labels)]
    model = make_pipeline(*[step() for step in preparation], model) if preparation else model
    model.fit(x[40:], y[40:], **fit)
    return Pipeline(model, {"x": x}, options, opset)


def binary(model, **more):
    return classifier(model, load=load_breast_cancer, **more)


def regressor(model, targets=1, preparation=(StandardScaler,), dtype=np.float32):
    x, y = make_regression(300, 6, n_targets=targets, noise=5.0, random_state=3)
    x = (x * [1, 10, 100, 0.1, 5, 1000] + [0, 20, 300, 0, -5, 5000]).astype(dtype)
    y = y / 50 + 2
    model = make_pipeline(*[step() for step in preparation], model) if preparation else model
    return Pipeline(model.fit(x[40:], y[40:]), {"x": x})


def counts(model):
    random = np.random.default_rng(8)
    y = random.integers(0, 3, 300)
    x = random.poisson(np.array([[1, 5, 2, 9, 0.4], [4, 1, 7, 3, 2.5], [9, 3, 0.5, 2, 6]])[y]).astype(np.float32)
    return Pipeline(model.fit(x[40:], y[40:]), {"x": x}, PLAIN)


def applicants(model, missing=False):
    """Columns of unlike kind, one input each: numbers, whole numbers and codes of categories."""
    random = np.random.default_rng(11)
    rows = 600
    table = {
        "age": random.integers(18, 90, rows).astype(np.int64),
        "income": random.lognormal(10, 0.8, rows).astype(np.float32),
        "ratio": random.beta(2, 5, rows).astype(np.float32),
        "region": random.integers(1, 6, rows).astype(np.int64),
        "grade": random.choice([2, 3, 5, 7, 11], rows).astype(np.int64),
    }
    y = (table["ratio"] * 3 + (table["region"] == 2) + (table["age"] < 30) - np.log(table["income"]) / 8
         + random.normal(0, 0.2, rows) > 0.4).astype(int)
    if missing:
        table["income"][random.random(rows) < 0.15] = np.nan
        table["ratio"][random.random(rows) < 0.15] = np.nan
    import pandas
    frame = pandas.DataFrame(table)
    columns = ColumnTransformer([
        ("scaled", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), ["income", "ratio"]),
        ("years", MinMaxScaler(), ["age"]),
        ("codes", OneHotEncoder(handle_unknown="ignore"), ["region", "grade"])])
    pipeline = make_pipeline(columns, model).fit(frame[40:], y[40:])
    return Pipeline(pipeline, {name: column[:, None] for name, column in table.items()}, PLAIN)


def codes(encoder, model=None):
    random = np.random.default_rng(13)
    x = random.integers(0, 5, (400, 3)).astype(np.int64)
    y = ((x[:, 0] == 3).astype(int) + (x[:, 1] > 2) + (x[:, 2] == 1))
    x[:3, 0] = 4
    pipeline = make_pipeline(encoder, model or LogisticRegression(max_iter=500)).fit(x[40:], y[40:])
    return Pipeline(pipeline, {"x": x}, PLAIN)


def whole(model, most):
    """Whole numbers of unlike size, several of which are thresholds."""
    random = np.random.default_rng(17)
    x = random.integers(0, most, (500, 3)).astype(np.int64)
    y = (x[:, 0] * 7 + x[:, 1] * 3 - x[:, 2] * 5) % 1000 / 100
    x[40:80] = x[:40] + random.integers(-1, 2, (40, 3))
    pipeline = make_pipeline(StandardScaler(), model).fit(x[40:], y[40:])
    return Pipeline(pipeline, {"x": x})


def holes(model, **imputer):
    x, y = shuffled(load_wine)
    x[np.random.default_rng(2).random(x.shape) < 0.1] = np.nan
    pipeline = make_pipeline(SimpleImputer(**imputer), StandardScaler(), model).fit(x[40:], y[40:])
    return Pipeline(pipeline, {"x": x}, PLAIN)


def outliers(model):
    x, _ = shuffled(load_iris)
    x[:10] += 3
    return Pipeline(model.fit(x[40:]), {"x": x})


def logistic(**more):
    return LogisticRegression(max_iter=2000, **more)


SPECIES = ["setosa", "versicolor", "virginica"]
DIAGNOSES = ["malign", "benign"]

PIPELINES = {
    "logistic": lambda: classifier(logistic()),
    "logistic-maps": lambda: classifier(logistic(), options={}),
    "logistic-texts": lambda: classifier(logistic(), labels=SPECIES, options={}),
    "logistic-numbers": lambda: classifier(logistic(), labels=[30, 10, 20]),
    "logistic-binary": lambda: binary(logistic()),
    "logistic-binary-texts": lambda: binary(logistic(), labels=DIAGNOSES, options={}),
    "logistic-binary-numbers": lambda: binary(logistic(), labels=[7, 3]),
    "logistic-scores": lambda: classifier(logistic(), options={**PLAIN, "raw_scores": True}),
    "logistic-binary-scores": lambda: binary(logistic(), options={**PLAIN, "raw_scores": True}),
    "one-vs-rest": lambda: classifier(OneVsRestClassifier(logistic())),
    "sgd-log": lambda: classifier(SGDClassifier(loss="log_loss", random_state=1)),
    "sgd-hinge": lambda: classifier(SGDClassifier(random_state=1), options={"zipmap": False, "raw_scores": True}),
    "perceptron": lambda: classifier(Perceptron(random_state=1), options={"zipmap": False, "raw_scores": True}),
    "ridge-classifier": lambda: classifier(RidgeClassifier()),
    "linear-svc": lambda: classifier(LinearSVC(), options=None),
    "linear-svc-binary": lambda: binary(LinearSVC(), options=None),
    "lda": lambda: classifier(LinearDiscriminantAnalysis()),
    "qda": lambda: classifier(QuadraticDiscriminantAnalysis(), load=load_iris),
    "linear": lambda: regressor(LinearRegression()),
    "linear-targets": lambda: regressor(LinearRegression(), 3),
    "linear-double": lambda: regressor(LinearRegression(), dtype=np.float64),
    "elastic": lambda: regressor(ElasticNet(alpha=0.01), preparation=(RobustScaler,)),
    "minmax": lambda: classifier(logistic(), preparation=(MinMaxScaler,)),
    "maxabs": lambda: classifier(logistic(), preparation=(MaxAbsScaler,)),
    "robust": lambda: classifier(logistic(), preparation=(RobustScaler,)),
    "normalizer-l1": lambda: classifier(logistic(), preparation=(lambda: Normalizer("l1"), StandardScaler)),
    "normalizer-l2": lambda: classifier(logistic(), preparation=(lambda: Normalizer("l2"), StandardScaler)),
    "normalizer-max": lambda: classifier(logistic(), preparation=(lambda: Normalizer("max"), StandardScaler)),
    "binarizer": lambda: classifier(logistic(), preparation=(StandardScaler, Binarizer)),
    "pca": lambda: classifier(logistic(), preparation=(StandardScaler, lambda: PCA(4))),
    "polynomial": lambda: classifier(logistic(), load=load_iris, preparation=(StandardScaler, lambda: PolynomialFeatures(2))),
    "bins": lambda: classifier(logistic(), preparation=(lambda: KBinsDiscretizer(4, encode="onehot-dense"),)),
    "bins-ordinal": lambda: classifier(logistic(), preparation=(lambda: KBinsDiscretizer(4, encode="ordinal"),)),
    "power": lambda: classifier(logistic(), load=load_iris, preparation=(lambda: PowerTransformer("yeo-johnson"),)),
    "imputer-nan": lambda: holes(logistic()),
    "imputer-median": lambda: holes(logistic(), strategy="median"),
    "onehot": lambda: codes(OneHotEncoder(handle_unknown="ignore")),
    "onehot-drop": lambda: codes(OneHotEncoder(drop="first", handle_unknown="ignore")),
    "ordinal": lambda: codes(OrdinalEncoder()),
    "ordinal-tree": lambda: codes(OrdinalEncoder(), DecisionTreeClassifier(max_depth=5)),
    "columns-logistic": lambda: applicants(logistic()),
    "columns-missing": lambda: applicants(logistic(), missing=True),
    "columns-mlp": lambda: applicants(MLPClassifier((16,), max_iter=600, random_state=2)),
    "columns-forest": lambda: applicants(RandomForestClassifier(20, max_depth=5, random_state=2), missing=True),
    "columns-boosting": lambda: applicants(GradientBoostingClassifier(n_estimators=20, random_state=2)),
    "scaler-tree": lambda: classifier(DecisionTreeClassifier(max_depth=6, random_state=1)),
    "scaler-forest": lambda: classifier(RandomForestClassifier(20, random_state=1)),
    "scaler-boosting": lambda: binary(GradientBoostingClassifier(n_estimators=20, random_state=1)),
    "scaler-forest-regressor": lambda: regressor(RandomForestRegressor(10, max_depth=6, random_state=1)),
    "scaler-forest-whole": lambda: whole(RandomForestRegressor(5, random_state=1), (300, 50_000, 3_000_000)),
    "imputer-forest": lambda: holes(RandomForestClassifier(20, random_state=1), strategy="median"),
    "minmax-forest": lambda: classifier(RandomForestClassifier(20, random_state=1), preparation=(MinMaxScaler,)),
    "maxabs-forest": lambda: classifier(RandomForestClassifier(20, random_state=1), preparation=(MaxAbsScaler,)),
    "binarizer-tree": lambda: classifier(DecisionTreeClassifier(random_state=1), preparation=(StandardScaler, Binarizer)),
    "pca-tree": lambda: classifier(DecisionTreeClassifier(random_state=1), preparation=(StandardScaler, lambda: PCA(4))),
    "mlp": lambda: classifier(MLPClassifier((12,), max_iter=800, random_state=2)),
    "mlp-binary": lambda: binary(MLPClassifier((12,), max_iter=800, random_state=2)),
    "mlp-regressor": lambda: regressor(MLPRegressor(hidden_layer_sizes=(16,), max_iter=2000, random_state=2)),
    "svc-linear": lambda: classifier(SVC(kernel="linear", probability=True, random_state=1)),
    "svc-rbf": lambda: classifier(SVC(probability=True, random_state=1)),
    "svc-rbf-binary": lambda: binary(SVC(probability=True, random_state=1)),
    "svc-poly": lambda: classifier(SVC(kernel="poly", probability=True, random_state=1)),
    "svc-sigmoid": lambda: classifier(SVC(kernel="sigmoid", probability=True, random_state=1)),
    "svc-scores": lambda: classifier(SVC(decision_function_shape="ovo"), options={**PLAIN, "raw_scores": True}),
    "svc-binary-scores": lambda: binary(SVC(), options={**PLAIN, "raw_scores": True}),
    "svc-texts": lambda: classifier(SVC(probability=True, random_state=1), labels=SPECIES, options={}),
    "nu-svc": lambda: classifier(NuSVC(probability=True, random_state=1)),
    "svr-rbf": lambda: regressor(SVR(C=10)),
    "svr-linear": lambda: regressor(SVR(kernel="linear")),
    "svr-poly": lambda: regressor(SVR(kernel="poly")),
    "svr-sigmoid": lambda: regressor(SVR(kernel="sigmoid")),
    "one-class": lambda: outliers(OneClassSVM()),
    "knn": lambda: classifier(KNeighborsClassifier(3)),
    "knn-distance": lambda: classifier(KNeighborsClassifier(4, weights="distance"), load=load_iris),
    "knn-cdist": lambda: classifier(KNeighborsClassifier(3), options={**PLAIN, "optim": "cdist"},
                                    opset={"": 17, "ai.onnx.ml": 1, "com.microsoft": 1}),
    "knn-manhattan": lambda: classifier(KNeighborsClassifier(3, metric="manhattan")),
    "knn-regressor": lambda: regressor(KNeighborsRegressor(4)),
    "gaussian-nb": lambda: classifier(GaussianNB()),
    "bernoulli-nb": lambda: classifier(BernoulliNB()),
    "multinomial-nb": lambda: counts(MultinomialNB()),
    "complement-nb": lambda: counts(ComplementNB()),
    "kmeans": lambda: classifier(KMeans(3, random_state=1, n_init=3), options={}),
    "gaussian-process": lambda: regressor(GaussianProcessRegressor(ConstantKernel() * RBF() + WhiteKernel())),
    "voting-soft": lambda: classifier(VotingClassifier([("l", logistic()), ("n", GaussianNB())], voting="soft",
                                                       flatten_transform=False)),
    "voting-hard": lambda: classifier(VotingClassifier([("l", logistic()), ("n", GaussianNB()),
                                                        ("t", DecisionTreeClassifier(max_depth=3))],
                                                       flatten_transform=False)),
}
