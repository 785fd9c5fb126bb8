#!/usr/bin/env python3
"""Small ensembles of trees on rows that are hostile to exactness, and what onnxruntime says of them.

    bench/scripts/tabular/trees.py OUT [--only PART-OF-A-NAME]
    ./vouch check --suite OUT --prove 1

Every folder has model.onnx, inputs.npz and expected.npz. Cells of the rows are thresholds, the numbers beside them,
both zeros, denormals, infinities, NaN, and data. Needs xgboost, lightgbm, catboost, scikit-learn, skl2onnx,
onnxmltools, onnx and onnxruntime.
"""
import argparse
import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime

from random_trees import RANDOM

ROWS = 40
onnxruntime.set_default_logger_severity(3)  # of shapes that CatBoost and XGBoost declare wrongly


def plain(value):
    """Attributes as Python's numbers: converters hand over NumPy's, which onnx refuses."""
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(element) for element in value]
    if isinstance(value, (bool, np.bool_)):
        return int(value)
    return value.item() if isinstance(value, np.generic) else value


MAKE_NODE = onnx.helper.make_node
onnx.helper.make_node = lambda *names, **attributes: MAKE_NODE(
    *names, **{name: plain(value) for name, value in attributes.items()})

import catboost  # noqa: E402  converters take make_node when they are imported
import lightgbm  # noqa: E402
import xgboost  # noqa: E402
from onnxmltools.convert import convert_lightgbm, convert_xgboost  # noqa: E402
from onnxmltools.convert.common.data_types import FloatTensorType  # noqa: E402
from skl2onnx import to_onnx  # noqa: E402
from sklearn import ensemble, tree  # noqa: E402


def table(classes=2, missing=False):
    """Columns of unlike size, some of them whole numbers."""
    random = np.random.default_rng(3)
    x = np.column_stack([random.integers(18, 80, 600), np.exp(random.normal(10, 1, 600)), random.random((600, 2)),
                         1e-6 * random.normal(size=600), random.integers(0, 5, 600)]).astype(np.float32)
    score = x[:, 2] + x[:, 0] / 80 + np.log(x[:, 1]) / 30 + 2e5 * x[:, 4] + random.normal(0, 0.2, 600)
    y = np.digitize(score, np.quantile(score, np.arange(1, classes) / classes))
    if missing:
        x[random.random(x.shape) < 0.1] = np.nan
    return x, y


COLUMNS = [("x", FloatTensorType([None, 6]))]


def sklearn(model, **more):
    x, y = table(**more)
    return to_onnx(model.fit(x, y), x[:1], options={"zipmap": False} if hasattr(model, "classes_") else None)


def boosted(model, **more):
    return convert_xgboost(model.fit(*table(missing=True, **more)), initial_types=COLUMNS)


def light(model, **more):
    return convert_lightgbm(model.fit(*table(missing=True, **more)), initial_types=COLUMNS, zipmap=False)


def cat(model, **more):
    with tempfile.TemporaryDirectory() as folder:
        file = f"{folder}/model.onnx"
        model.fit(*table(missing=True, **more)).save_model(file, format="onnx")
        return onnx.load(file)


LIBRARIES = {
    "xgboost": lambda: boosted(xgboost.XGBClassifier(n_estimators=6, max_depth=3)),
    "xgboost-classes": lambda: boosted(xgboost.XGBClassifier(n_estimators=3, max_depth=3), classes=3),
    "xgboost-regressor": lambda: boosted(xgboost.XGBRegressor(n_estimators=6, max_depth=4)),
    "lightgbm": lambda: light(lightgbm.LGBMClassifier(n_estimators=6, num_leaves=8, verbose=-1)),
    "lightgbm-classes": lambda: light(lightgbm.LGBMClassifier(n_estimators=3, num_leaves=7, verbose=-1), classes=3),
    "lightgbm-regressor": lambda: light(lightgbm.LGBMRegressor(n_estimators=6, num_leaves=8, verbose=-1)),
    "catboost": lambda: cat(catboost.CatBoostClassifier(iterations=6, depth=3, verbose=0, allow_writing_files=False)),
    "catboost-regressor": lambda: cat(
        catboost.CatBoostRegressor(iterations=6, depth=3, verbose=0, allow_writing_files=False)),
    "forest": lambda: sklearn(ensemble.RandomForestClassifier(6, max_depth=4, random_state=1), classes=3),
    "forest-regressor": lambda: sklearn(ensemble.ExtraTreesRegressor(6, max_depth=4, random_state=1)),
    "boosting": lambda: sklearn(ensemble.GradientBoostingClassifier(n_estimators=6, random_state=1)),
    "histogram-boosting": lambda: sklearn(
        ensemble.HistGradientBoostingClassifier(max_iter=6, max_leaf_nodes=8, random_state=1), missing=True),
    "tree": lambda: sklearn(tree.DecisionTreeClassifier(max_depth=5, random_state=1), classes=4),
}


def thresholds(model):
    """What nodes compare with, by the type of the features."""
    for node in model.graph.node:
        for attribute in node.attribute:
            if attribute.name == "nodes_values":
                yield from attribute.floats
            elif attribute.name in ("nodes_values_as_tensor", "nodes_splits"):
                yield from onnx.numpy_helper.to_array(attribute.t).tolist()


def hostile_rows(model, width, dtype, data):
    random = np.random.default_rng(9)
    levels = np.array(list(thresholds(model)), dtype)
    cells = np.concatenate([
        levels, np.nextafter(levels, dtype(np.inf)), np.nextafter(levels, dtype(-np.inf)), data.ravel(),
        np.array([0.0, -0.0, np.finfo(dtype).smallest_subnormal, -np.finfo(dtype).tiny, np.finfo(dtype).max,
                  np.inf, -np.inf, np.nan], dtype).repeat(max(1, len(levels) // 8))])
    return random.choice(cells, (ROWS, width)).astype(dtype)


def array(value):
    """An output of onnxruntime: maps become rows, in the order of their keys."""
    if isinstance(value, list):
        value = np.array([[row[key] for key in sorted(row)] for row in value], np.float32)
    return value


def write(folder, model, data):
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    features = session.get_inputs()[0]
    dtype = np.float64 if "double" in features.type else np.float32
    rows = hostile_rows(model, features.shape[1], dtype, data)
    results = [session.run(None, {features.name: row[None]}) for row in rows]
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(model, folder / "model.onnx")
    np.savez_compressed(folder / "inputs.npz", **{features.name: rows[:, None]})
    np.savez_compressed(folder / "expected.npz", **{
        output.name: np.stack([array(result[i]) for result in results])
        for i, output in enumerate(session.get_outputs())})


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    data = table(missing=True)[0][:10]
    for name, make in {**LIBRARIES, **RANDOM}.items():
        if arguments.only in name:
            write(arguments.out / name, make(), data if name in LIBRARIES else np.array([]))
            print(name, (arguments.out / name / "model.onnx").stat().st_size, "bytes")


if __name__ == "__main__":
    main()
