#!/usr/bin/env python3
"""Models in which trees are not the only readers of an input, or in which others compare it, on rows that are hostile
to exactness, and what onnxruntime says of them.

    bench/scripts/tabular/mixed.py OUT [--only PART-OF-A-NAME]
    ./vouch check --suite OUT --prove 1

Every folder has model.onnx, inputs.npz and expected.npz. Cells are thresholds of their column, the numbers beside
them, both zeros, denormals, and data. Needs scikit-learn, skl2onnx, onnx and onnxruntime.
"""
import argparse
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from skl2onnx import to_onnx
from skl2onnx.common.data_types import DoubleTensorType, FloatTensorType, Int64TensorType
from sklearn import calibration, ensemble, multiclass, multioutput, tree
from sklearn.compose import ColumnTransformer
from sklearn.decomposition import PCA
from sklearn.feature_selection import SelectKBest
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LinearRegression, LogisticRegression, Ridge
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import FeatureUnion, make_pipeline
from sklearn.preprocessing import Binarizer, KBinsDiscretizer, MinMaxScaler, OneHotEncoder, StandardScaler

ROWS = 500
COLUMNS = 5
TYPES = {np.float32: FloatTensorType, np.float64: DoubleTensorType, np.int64: Int64TensorType}


def table(dtype=np.float32, classes=2):
    """Columns of unlike size, one of whole numbers."""
    random = np.random.default_rng(3)
    x = np.column_stack([random.integers(18, 80, 600), random.normal(0, 2, 600), random.random(600),
                         50 + 5 * random.normal(size=600), random.integers(-4, 5, 600)])
    x = (x * 100 if dtype == np.int64 else x).astype(dtype)
    scaled = (x - x.mean(axis=0)) / x.std(axis=0)
    score = scaled @ [1, 2, 1.5, -1, 0.5] + np.abs(scaled[:, 1]) + random.normal(0, 0.3, 600)
    return x, score if classes == 0 else np.digitize(score, np.quantile(score, np.arange(1, classes) / classes))


def pipeline(model, dtype=np.float32, classes=2, missing=False, levels=(), targets=1):
    """A model, its rows, and thresholds by column that are not those of its trees."""
    x, y = table(dtype, classes)
    if missing:
        x[np.random.default_rng(4).random(x.shape) < 0.1] = np.nan
    if targets > 1:
        y = np.column_stack([y, x[:, 1] > 0.5 if classes else y + x[:, 1]]).astype(y.dtype)
    model.fit(x, y)
    options = {id(model): {"zipmap": False}} if hasattr(model, "predict_proba") and targets == 1 else None
    onnx_model = to_onnx(model, initial_types=[("x", TYPES[dtype]([None, COLUMNS]))], options=options,
                         target_opset={"": 17, "ai.onnx.ml": 3})
    return onnx_model, x, [*thresholds(onnx_model, x), *levels]


def thresholds(onnx_model, x):
    """Pairs (column, number): what trees compare with, taken back through a scaler in front of them if there is one."""
    for node in onnx_model.graph.node:
        values = {a.name: helper.get_attribute_value(a) for a in node.attribute}
        splits = values.get("nodes_values") or []
        if not len(splits) and "nodes_values_as_tensor" in values:
            splits = numpy_helper.to_array(values["nodes_values_as_tensor"])
        for column, split, mode in zip(values.get("nodes_featureids", []), splits, values.get("nodes_modes", [])):
            if mode != b"LEAF" and column < COLUMNS:
                yield column, split
                scaled = split * x[:, column].std() + x[:, column].mean()
                yield column, scaled


def hostile_rows(x, levels):
    random = np.random.default_rng(9)
    dtype = x.dtype.type
    rows = random.choice(x[~np.isnan(x).any(axis=1)] if x.dtype.kind == "f" else x, ROWS)
    for column in range(COLUMNS):
        own = np.array([level for at, level in levels if at == column])
        if x.dtype.kind == "i":
            cells = np.concatenate([np.floor(own), np.ceil(own)]).astype(dtype)
        else:
            own = own.astype(dtype)
            cells = np.concatenate([own, np.nextafter(own, dtype(np.inf)), np.nextafter(own, dtype(-np.inf)),
                                    np.array([0.0, -0.0, np.finfo(dtype).smallest_subnormal,
                                              -np.finfo(dtype).smallest_subnormal], dtype)])
            if np.isnan(x).any():
                cells = np.append(cells, [dtype(np.nan)] * (len(cells) // 6))
        cells = cells[~(np.abs(cells) > 4 * np.nanmax(np.abs(x[:, column])))]
        if len(cells):
            chosen = random.random(ROWS) < 0.6
            rows[chosen, column] = random.choice(cells, chosen.sum())
    return rows


def graph(nodes, outputs, constants, x, levels, dtype=np.float32):
    """A graph written by hand on the input x."""
    made = helper.make_graph(
        nodes, "g", [helper.make_tensor_value_info("x", helper.np_dtype_to_tensor_dtype(np.dtype(dtype)),
                                                   ["N", COLUMNS])],
        [helper.make_tensor_value_info(name, kind, None) for name, kind in outputs.items()],
        [numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items()])
    model = helper.make_model(made, ir_version=8, opset_imports=[
        helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.ml", 3)])
    return model, x, levels


def compared(dtype=np.float32):
    """Comparisons and choices, and a layer that reads the same input."""
    x, _ = table(dtype)
    c = np.array([30.3, 0.1, 0.7, 51.3, 0], dtype)
    nodes = [helper.make_node("Less", ["x", "c"], ["less"]), helper.make_node("GreaterOrEqual", ["x", "c"], ["least"]),
             helper.make_node("Equal", ["c", "x"], ["equal"]), helper.make_node("LessOrEqual", ["c", "x"], ["most"]),
             helper.make_node("Greater", ["x", "c"], ["above"]), helper.make_node("MatMul", ["x", "w"], ["score"]),
             helper.make_node("Where", ["less", "x", "c"], ["chosen"])]
    kinds = {name: TensorProto.BOOL for name in ("less", "least", "equal", "most", "above")}
    real = helper.np_dtype_to_tensor_dtype(np.dtype(dtype))
    w = np.array([[0.1], [1], [2], [0.1], [1]], dtype)
    return graph(nodes, {**kinds, "score": real, "chosen": real}, {"c": c, "w": w}, x, list(enumerate(c)), dtype)


def steps(read=False):
    """A number per interval of one column, as bins are written out by hand; the column is or is not read besides."""
    x, _ = table()
    edges = np.array([-2.1, -0.3, 0.05, 1.7], np.float32)
    nodes = [helper.make_node("Gather", ["x", "one"], ["column"], axis=1),
             helper.make_node("Greater", ["column", "edges"], ["passed"]),
             helper.make_node("Cast", ["passed"], ["count"], to=TensorProto.INT64),
             helper.make_node("ReduceSum", ["count", "one"], ["bin"], keepdims=1)]
    outputs = {"bin": TensorProto.INT64}
    if read:
        nodes.append(helper.make_node("Tanh", ["column"], ["squeezed"]))
        outputs["squeezed"] = TensorProto.FLOAT
    return graph(nodes, outputs, {"edges": edges, "one": np.array([1])}, x, [(1, e) for e in edges])


def encoded():
    """LabelEncoder of float keys, on every column."""
    x, _ = table()
    keys = [0.1, 0.5, 0.7, 51.3, 30.3, 2.0]
    nodes = [helper.make_node("LabelEncoder", ["x"], ["code"], domain="ai.onnx.ml", keys_floats=keys,
                              values_int64s=[3, 1, 4, 1, 5, 9], default_int64=-7)]
    return graph(nodes, {"code": TensorProto.INT64}, {}, x, [(c, k) for c in range(COLUMNS) for k in keys])


def behind_scaler(level):
    """Numbers that a scaler brings to a level, and their neighbours but one, in float32."""
    x, _ = table()
    at = (level * x.std(axis=0) + x.mean(axis=0)).astype(np.float32)
    up = np.nextafter(at, np.float32(np.inf))
    return [*enumerate(at), *enumerate(np.nextafter(up, np.float32(np.inf)))]


def forest(model=ensemble.RandomForestClassifier, **more):
    return model(8, max_depth=4, random_state=1, **more)


def linear():
    return LogisticRegression(max_iter=2000)


def scaled(model):
    return make_pipeline(StandardScaler(), model)


def voting(models, voting):
    return ensemble.VotingClassifier(models, voting=voting, flatten_transform=False)  # what the converter takes


def voters():
    return [("trees", forest()), ("line", scaled(linear())), ("bayes", GaussianNB())]


def regressors():
    return [("trees", forest(ensemble.RandomForestRegressor)), ("line", scaled(Ridge())),
            ("boosted", ensemble.GradientBoostingRegressor(n_estimators=6, random_state=1))]


BINS = [(c, level) for c in range(COLUMNS) for level in (30.3, 0.1, 0.7, 51.3, 2.0, 3.0, 1.0)]
MODELS = {
    "voting-soft": lambda: pipeline(voting(voters(), voting="soft")),
    "voting-classes": lambda: pipeline(voting(voters(), voting="soft"), classes=3),
    "voting-hard": lambda: pipeline(voting(
        [*voters()[:2], ("tree", tree.DecisionTreeClassifier(max_depth=5))], voting="hard")),
    "voting-neighbours": lambda: pipeline(voting(
        [("trees", forest()), ("near", scaled(KNeighborsClassifier(3)))], voting="soft")),
    "voting-regressor": lambda: pipeline(ensemble.VotingRegressor(regressors()), classes=0),
    "voting-double": lambda: pipeline(voting(voters(), voting="soft"), np.float64),
    "voting-integers": lambda: pipeline(voting(voters()[:2], voting="soft"), np.int64),
    "voting-behind-scaler": lambda: pipeline(scaled(voting(
        [("trees", forest()), ("line", linear())], voting="soft"))),
    "voting-of-missing": lambda: pipeline(voting(
        [("trees", forest()), ("line", make_pipeline(SimpleImputer(), StandardScaler(), linear()))], voting="soft"),
        missing=True),
    "imputed-voting": lambda: pipeline(make_pipeline(SimpleImputer(), voting(
        [("trees", forest()), ("line", scaled(linear()))], voting="soft")), missing=True),
    "selected-voting": lambda: pipeline(make_pipeline(SelectKBest(k=3), voting(
        voters()[:2], voting="soft"))),
    "stacking": lambda: pipeline(ensemble.StackingClassifier(voters(), linear())),
    "stacking-tree": lambda: pipeline(ensemble.StackingClassifier(
        voters(), tree.DecisionTreeClassifier(max_depth=4, random_state=1))),
    "stacking-passed": lambda: pipeline(ensemble.StackingClassifier(
        voters()[:2], ensemble.GradientBoostingClassifier(n_estimators=6, random_state=1), passthrough=True)),
    "stacking-regressor": lambda: pipeline(ensemble.StackingRegressor(regressors(), LinearRegression()), classes=0),
    "stacking-regressor-trees": lambda: pipeline(ensemble.StackingRegressor(
        regressors(), forest(ensemble.RandomForestRegressor)), classes=0),
    "union-forest": lambda: pipeline(make_pipeline(
        FeatureUnion([("scaled", StandardScaler()), ("parts", PCA(2))]), forest())),
    "components-forest": lambda: pipeline(make_pipeline(StandardScaler(), PCA(3), forest())),
    "bagging-forest": lambda: pipeline(ensemble.BaggingClassifier(forest(), 3, random_state=1)),
    "bagging-lines": lambda: pipeline(ensemble.BaggingClassifier(scaled(linear()), 3, random_state=1)),
    "bagging-features": lambda: pipeline(ensemble.BaggingClassifier(
        tree.DecisionTreeClassifier(max_depth=4), 4, max_features=3, random_state=1)),
    "calibrated-sigmoid": lambda: pipeline(calibration.CalibratedClassifierCV(forest(), method="sigmoid", cv=2)),
    "calibrated-isotonic": lambda: pipeline(calibration.CalibratedClassifierCV(forest(), method="isotonic", cv=2)),
    "one-vs-rest": lambda: pipeline(multiclass.OneVsRestClassifier(
        tree.DecisionTreeClassifier(max_depth=4, random_state=1)), classes=3),
    "one-vs-one": lambda: pipeline(multiclass.OneVsOneClassifier(
        tree.DecisionTreeClassifier(max_depth=4, random_state=1)), classes=3),
    "multi-output": lambda: pipeline(multioutput.MultiOutputClassifier(
        tree.DecisionTreeClassifier(max_depth=4, random_state=1)), targets=2),
    "multi-output-regressor": lambda: pipeline(multioutput.MultiOutputRegressor(
        ensemble.GradientBoostingRegressor(n_estimators=4, random_state=1)), classes=0, targets=2),
    "chain": lambda: pipeline(multioutput.ClassifierChain(
        tree.DecisionTreeClassifier(max_depth=4, random_state=1)), targets=2),
    "columns-passed": lambda: pipeline(make_pipeline(ColumnTransformer(
        [("scaled", StandardScaler(), [0, 3]), ("small", MinMaxScaler(), [2])], remainder="passthrough"), forest())),
    "ada-trees": lambda: pipeline(ensemble.AdaBoostClassifier(
        tree.DecisionTreeClassifier(max_depth=2, random_state=1), n_estimators=4, random_state=1)),
    "isolation": lambda: pipeline(ensemble.IsolationForest(n_estimators=6, random_state=1), classes=0),
    "bins": lambda: pipeline(make_pipeline(KBinsDiscretizer(4, encode="onehot-dense", strategy="uniform"), linear()),
                             levels=BINS),
    "bins-ordinal-tree": lambda: pipeline(make_pipeline(KBinsDiscretizer(4, encode="ordinal"),
                                                        tree.DecisionTreeClassifier(max_depth=4)), levels=BINS),
    "bins-and-scaled": lambda: pipeline(make_pipeline(FeatureUnion(
        [("bins", KBinsDiscretizer(4, encode="onehot-dense")), ("scaled", StandardScaler())]), linear()), levels=BINS),
    "binarizer": lambda: pipeline(make_pipeline(Binarizer(threshold=0.7), linear()), levels=BINS),
    "binarizer-scaled": lambda: pipeline(make_pipeline(StandardScaler(), Binarizer(threshold=0.1), linear()),
                                         levels=behind_scaler(0.1)),
    "binarizer-and-scaled": lambda: pipeline(make_pipeline(FeatureUnion(
        [("parts", Binarizer(threshold=0.7)), ("scaled", StandardScaler())]), linear()), levels=BINS),
    "one-hot-and-scaled": lambda: pipeline(make_pipeline(ColumnTransformer(
        [("scaled", StandardScaler(), [1, 2, 3]), ("hot", OneHotEncoder(handle_unknown="ignore"), [0, 4])]),
        linear()), levels=BINS),
    "compared": compared,
    "compared-double": lambda: compared(np.float64),
    "steps": steps,
    "steps-read": lambda: steps(True),
    "encoded": encoded,
}


def write(folder, made):
    model, x, levels = made
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    rows = hostile_rows(x, levels)
    results = [session.run(None, {"x": row[None]}) for row in rows]
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(model, folder / "model.onnx")
    np.savez_compressed(folder / "inputs.npz", x=rows[:, None])
    np.savez_compressed(folder / "expected.npz", **{
        output.name: np.stack([result[i] for result in results])
        for i, output in enumerate(session.get_outputs())})


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    for name, make in MODELS.items():
        if arguments.only in name:
            try:
                write(arguments.out / name, make())
                print(name)
            except Exception as e:  # converters raise all kinds
                print(name, "is not converted by these versions:", str(e).split("\n")[0])


if __name__ == "__main__":
    main()
