"""The pipelines, each with a table of its own."""
from dataclasses import dataclass, field

import numpy as np
from sklearn.calibration import CalibratedClassifierCV
from sklearn.cluster import KMeans, MiniBatchKMeans
from sklearn.compose import ColumnTransformer
from sklearn.datasets import load_breast_cancer, load_iris, load_wine, make_classification, make_regression
from sklearn.cross_decomposition import PLSRegression
from sklearn.decomposition import PCA, IncrementalPCA, TruncatedSVD
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis, QuadraticDiscriminantAnalysis
from sklearn.ensemble import (AdaBoostClassifier, AdaBoostRegressor, BaggingClassifier, BaggingRegressor,
                              ExtraTreesClassifier, ExtraTreesRegressor, GradientBoostingClassifier,
                              GradientBoostingRegressor, HistGradientBoostingClassifier,
                              HistGradientBoostingRegressor, IsolationForest, RandomForestClassifier,
                              RandomForestRegressor, StackingClassifier, StackingRegressor, VotingClassifier,
                              VotingRegressor)
from sklearn.feature_selection import RFE, SelectKBest, VarianceThreshold
from sklearn.gaussian_process import GaussianProcessClassifier, GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, ConstantKernel, WhiteKernel
from sklearn.impute import SimpleImputer
from sklearn.linear_model import (BayesianRidge, ElasticNet, GammaRegressor, HuberRegressor, Lasso, LinearRegression,
                                  LogisticRegression, LogisticRegressionCV, PassiveAggressiveClassifier, Perceptron,
                                  PoissonRegressor, Ridge, RidgeClassifier, SGDClassifier, SGDRegressor,
                                  TweedieRegressor)
from sklearn.mixture import GaussianMixture
from sklearn.multiclass import OneVsOneClassifier, OneVsRestClassifier
from sklearn.multioutput import MultiOutputClassifier, MultiOutputRegressor
from sklearn.naive_bayes import BernoulliNB, CategoricalNB, ComplementNB, GaussianNB, MultinomialNB
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor, NearestCentroid
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import (Binarizer, FunctionTransformer, KBinsDiscretizer, MaxAbsScaler, MinMaxScaler,
                                   Normalizer, OneHotEncoder, OrdinalEncoder, PolynomialFeatures, PowerTransformer,
                                   QuantileTransformer, RobustScaler, StandardScaler)
from sklearn.svm import SVC, SVR, LinearSVC, LinearSVR, NuSVC, NuSVR, OneClassSVM
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

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


def classifier(model, load=load_wine, options=PLAIN, labels=None, preparation=(StandardScaler,), opset=None,
               dtype=np.float32, **fit):
    x, y = shuffled(load)
    x = x.astype(dtype)
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


def rates(model):
    """Positive numbers, as of a generalised linear model."""
    x, y = make_regression(300, 6, noise=5.0, random_state=3)
    x = x.astype(np.float32)
    return Pipeline(make_pipeline(StandardScaler(), model).fit(x[40:], np.exp(y[40:] / 200)), {"x": x})


def several_classes(model):
    x, y = shuffled(load_wine)
    y = np.stack([y, (x[:, 0] > 13).astype(int)], axis=1)
    return Pipeline(make_pipeline(StandardScaler(), model).fit(x[40:], y[40:]), {"x": x}, PLAIN)


def counts(model, preparation=(), dtype=np.float32):
    random = np.random.default_rng(8)
    y = random.integers(0, 3, 300)
    x = random.poisson(np.array([[1, 5, 2, 9, 0.4], [4, 1, 7, 3, 2.5], [9, 3, 0.5, 2, 6]])[y]).astype(dtype)
    model = make_pipeline(*[step() for step in preparation], model) if preparation else model
    return Pipeline(model.fit(x[40:], y[40:]), {"x": x}, PLAIN)


def applicants(model, missing=False, passthrough=False):
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
        ("years", "passthrough" if passthrough else MinMaxScaler(), ["age"]),
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


def holes(model, impute=True, **imputer):
    x, y = shuffled(load_wine)
    x[np.random.default_rng(2).random(x.shape) < 0.1] = np.nan
    pipeline = make_pipeline(SimpleImputer(**imputer), StandardScaler(), model) if impute else model
    pipeline.fit(x[40:], y[40:])
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
    "bayes-texts": lambda: classifier(GaussianNB(), labels=SPECIES),
    "knn-texts": lambda: classifier(KNeighborsClassifier(3), labels=SPECIES, options={}),
    "mlp-texts": lambda: binary(MLPClassifier((6,), max_iter=300, random_state=1), labels=DIAGNOSES),
    "voting-texts": lambda: classifier(VotingClassifier([("l", logistic()), ("n", GaussianNB())], voting="soft",
                                                        flatten_transform=False), labels=SPECIES),
    "bagging-texts": lambda: classifier(BaggingClassifier(n_estimators=4, random_state=1), labels=SPECIES),
    "bayes-numbers": lambda: classifier(GaussianNB(), labels=[30, 10, 20]),
    "ridge": lambda: regressor(Ridge()),
    "lasso": lambda: regressor(Lasso(0.01)),
    "bayesian-ridge": lambda: regressor(BayesianRidge()),
    "huber": lambda: regressor(HuberRegressor()),
    "sgd-regressor": lambda: regressor(SGDRegressor(random_state=1)),
    "pls": lambda: regressor(PLSRegression(3)),
    "linear-svr": lambda: regressor(LinearSVR(random_state=1)),
    "nu-svr": lambda: regressor(NuSVR(C=10)),
    "poisson": lambda: rates(PoissonRegressor()),
    "gamma": lambda: rates(GammaRegressor()),
    "tweedie": lambda: rates(TweedieRegressor(power=1.5)),
    "logistic-cv": lambda: classifier(LogisticRegressionCV(cv=3, max_iter=2000)),
    "logistic-double": lambda: classifier(logistic(), dtype=np.float64),
    "logistic-whole": lambda: counts(logistic(), dtype=np.int64),
    "passive-aggressive": lambda: binary(PassiveAggressiveClassifier(random_state=1), options=None),
    "sgd-log-binary": lambda: binary(SGDClassifier(loss="log_loss", random_state=1)),
    "sgd-huber": lambda: classifier(SGDClassifier(loss="modified_huber", random_state=1)),
    "one-vs-one": lambda: classifier(OneVsOneClassifier(logistic())),
    "one-vs-rest-forest": lambda: classifier(OneVsRestClassifier(RandomForestClassifier(5, random_state=1))),
    "several-classes": lambda: several_classes(MultiOutputClassifier(logistic())),
    "several-numbers": lambda: regressor(MultiOutputRegressor(Ridge()), 3),
    "several-forest": lambda: regressor(RandomForestRegressor(8, max_depth=6, random_state=1), 2),
    "svd": lambda: classifier(logistic(), preparation=(StandardScaler, lambda: TruncatedSVD(4, random_state=1))),
    "incremental-pca": lambda: classifier(logistic(), preparation=(StandardScaler, lambda: IncrementalPCA(4))),
    "whitened-pca": lambda: classifier(logistic(), preparation=(StandardScaler, lambda: PCA(4, whiten=True))),
    "interactions": lambda: regressor(Ridge(), preparation=(StandardScaler, lambda: PolynomialFeatures(
        2, interaction_only=True, include_bias=False))),
    "polynomial-three": lambda: regressor(Ridge(), preparation=(StandardScaler, lambda: PolynomialFeatures(3))),
    "quantiles": lambda: classifier(logistic(), load=load_iris, preparation=(lambda: QuantileTransformer(n_quantiles=50),)),
    "best-columns": lambda: classifier(logistic(), preparation=(StandardScaler, lambda: SelectKBest(k=5))),
    "varying-columns": lambda: classifier(logistic(), preparation=(lambda: VarianceThreshold(0.1), StandardScaler)),
    "eliminated-columns": lambda: classifier(RFE(logistic(), n_features_to_select=5), options=None),
    "box-cox": lambda: classifier(logistic(), load=load_iris, preparation=(lambda: PowerTransformer("box-cox"),)),
    "imputer-constant": lambda: holes(logistic(), strategy="constant", fill_value=-1),
    "imputer-indicator": lambda: holes(logistic(), add_indicator=True),
    "bins-uniform": lambda: classifier(logistic(), preparation=(
        lambda: KBinsDiscretizer(5, encode="onehot-dense", strategy="uniform"),)),
    "bins-on-edges": lambda: counts(logistic(), (lambda: KBinsDiscretizer(4, encode="ordinal", strategy="uniform"),)),
    "columns-passthrough": lambda: applicants(logistic(), passthrough=True),
    "columns-passthrough-forest": lambda: applicants(RandomForestClassifier(20, max_depth=6, random_state=1),
                                                     passthrough=True),
    "columns-passthrough-boosting": lambda: applicants(GradientBoostingClassifier(n_estimators=20, random_state=2),
                                                       passthrough=True),
    "columns-passthrough-histogram": lambda: applicants(HistGradientBoostingClassifier(max_iter=20), missing=True,
                                                        passthrough=True),
    "columns-extra": lambda: applicants(ExtraTreesClassifier(15, max_depth=6, random_state=1)),
    "columns-knn": lambda: applicants(KNeighborsClassifier(5)),
    "boosting-three": lambda: classifier(GradientBoostingClassifier(n_estimators=20, random_state=1)),
    "boosting-regressor": lambda: regressor(GradientBoostingRegressor(n_estimators=30, random_state=1)),
    "histogram": lambda: binary(HistGradientBoostingClassifier(max_iter=30), preparation=()),
    "histogram-three": lambda: classifier(HistGradientBoostingClassifier(max_iter=20, min_samples_leaf=5),
                                          preparation=()),
    "histogram-regressor": lambda: regressor(HistGradientBoostingRegressor(max_iter=40), preparation=()),
    "histogram-missing": lambda: holes(HistGradientBoostingClassifier(max_iter=20, min_samples_leaf=5), impute=False),
    "extra": lambda: classifier(ExtraTreesClassifier(15, random_state=1), preparation=()),
    "extra-regressor": lambda: regressor(ExtraTreesRegressor(10, max_depth=7, random_state=1)),
    "ada": lambda: classifier(AdaBoostClassifier(n_estimators=10, random_state=1)),
    "ada-binary": lambda: binary(AdaBoostClassifier(n_estimators=10, random_state=1)),
    "ada-regressor": lambda: regressor(AdaBoostRegressor(n_estimators=10, random_state=1)),
    "bagging": lambda: classifier(BaggingClassifier(n_estimators=8, random_state=1)),
    "bagging-logistic": lambda: classifier(BaggingClassifier(logistic(), n_estimators=4, random_state=1)),
    "bagging-regressor": lambda: regressor(BaggingRegressor(n_estimators=8, random_state=1)),
    "isolation": lambda: outliers(IsolationForest(20, random_state=1)),
    "tree-regressor-double": lambda: regressor(DecisionTreeRegressor(max_depth=6), preparation=(), dtype=np.float64),
    "tree-whole": lambda: counts(DecisionTreeClassifier(max_depth=6), (), dtype=np.int64),
    "calibrated-sigmoid": lambda: classifier(CalibratedClassifierCV(GaussianNB(), cv=3)),
    "calibrated-isotonic": lambda: binary(CalibratedClassifierCV(GaussianNB(), method="isotonic", cv=3)),
    "calibrated-svc": lambda: binary(CalibratedClassifierCV(LinearSVC(), cv=3)),
    "stacking": lambda: classifier(StackingClassifier([("n", GaussianNB()), ("t", DecisionTreeClassifier(max_depth=3)),
                                                       ("l", logistic())], logistic())),
    "stacking-regressor": lambda: regressor(StackingRegressor([("r", Ridge()), ("t", DecisionTreeRegressor(max_depth=4))],
                                                              Ridge())),
    "voting-regressor": lambda: regressor(VotingRegressor([("r", Ridge()), ("t", DecisionTreeRegressor(max_depth=4))])),
    "knn-one": lambda: classifier(KNeighborsClassifier(1)),
    "knn-chebyshev": lambda: classifier(KNeighborsClassifier(3, metric="chebyshev")),
    "knn-minkowski": lambda: classifier(KNeighborsClassifier(3, metric="minkowski", p=3)),
    "knn-cosine": lambda: classifier(KNeighborsClassifier(3, metric="cosine", algorithm="brute")),
    "knn-regressor-distance": lambda: regressor(KNeighborsRegressor(4, weights="distance")),
    "knn-double": lambda: regressor(KNeighborsRegressor(3), dtype=np.float64),
    "nearest-centroid": lambda: classifier(NearestCentroid(), options=None),
    "gaussian-nb-double": lambda: classifier(GaussianNB(), dtype=np.float64),
    "categorical-nb": lambda: codes(OrdinalEncoder(), CategoricalNB(min_categories=5)),
    "mini-batch-kmeans": lambda: classifier(MiniBatchKMeans(3, random_state=1, n_init=3), options={}),
    "mixture": lambda: outliers(GaussianMixture(3, random_state=1)),
    "mlp-logistic": lambda: classifier(MLPClassifier((8, 6), activation="logistic", max_iter=800, random_state=2)),
    "mlp-tanh-regressor": lambda: regressor(MLPRegressor((12,), activation="tanh", max_iter=2000, random_state=2)),
    "gaussian-process-noise": lambda: regressor(GaussianProcessRegressor(
        ConstantKernel(1, (0.1, 10)) * RBF(2, (0.5, 4)) + WhiteKernel(0.1, (1e-2, 1)), normalize_y=True)),
    "gaussian-process-double": lambda: regressor(GaussianProcessRegressor(RBF(6), alpha=1e-5, optimizer=None),
                                                 dtype=np.float64),
}
