#!/usr/bin/env python3
"""Trains the three models of this folder and writes what onnxruntime says of the applicants.

    python3 -m venv venv && venv/bin/pip install -r requirements.txt
    venv/bin/python train.py

Everything that it writes is committed, and the tests read it: no test needs Python.
"""
from pathlib import Path

import lightgbm
import numpy as np
import onnx
import onnxruntime
import xgboost
from onnxmltools.convert import convert_lightgbm, convert_xgboost
from onnxmltools.convert.common.data_types import FloatTensorType as Floats
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType
from sklearn.compose import make_column_transformer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import applicants

HERE = Path(__file__).parent
COMPLETE = [name for name in applicants.COLUMNS if name not in applicants.MAY_LACK]


def plain(value):
    """Attributes as Python's numbers: converters hand over NumPy's, which onnx refuses."""
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(element) for element in value]
    return value.item() if isinstance(value, np.generic) else value


def patch_onnx():
    make_node = onnx.helper.make_node
    onnx.helper.make_node = lambda *names, **attributes: make_node(
        *names, **{name: plain(value) for name, value in attributes.items()})


def trees(table, defaulted):
    """100 trees each; missing values go the way that was learnt."""
    columns = [("applicant", Floats([None, table.shape[1]]))]
    boosted = xgboost.XGBClassifier(n_estimators=100, max_depth=6, learning_rate=0.1, subsample=0.8, random_state=1)
    light = lightgbm.LGBMClassifier(n_estimators=100, num_leaves=15, learning_rate=0.05, random_state=1, verbose=-1)
    yield "xgboost", convert_xgboost(boosted.fit(table, defaulted), initial_types=columns)
    yield "lightgbm", convert_lightgbm(light.fit(table, defaulted), initial_types=columns, zipmap=False)


def logistic(table, defaulted):
    """A pipeline with one input a column, of the columns that are always there."""
    indices = [applicants.COLUMNS.index(name) for name in COMPLETE]
    pipeline = make_pipeline(
        make_column_transformer((StandardScaler(), list(range(len(COMPLETE))))), LogisticRegression(max_iter=1000))
    pipeline.fit(table[:, indices], defaulted)
    columns = [(name, FloatTensorType([None, 1])) for name in COMPLETE]
    return to_onnx(pipeline, initial_types=columns, options={"zipmap": False})


def expected(file, model, table, defaulted):
    """What onnxruntime says of every row: the label, then both probabilities."""
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    inputs = [value.name for value in session.get_inputs()]
    data = {"applicant": table} if inputs == ["applicant"] else {
        name: table[:, [applicants.COLUMNS.index(name)]] for name in inputs}
    label, scores = (value.name for value in session.get_outputs())
    labels, probabilities = session.run([label, scores], data)
    lines = [f"{label},{scores}[0],{scores}[1]"]
    lines += [",".join([str(one), *map(applicants.text, row)]) for one, row in zip(labels, probabilities)]
    file.write_text("\r\n".join(lines) + "\r\n")
    return roc_auc_score(defaulted, probabilities[:, 1])


def main():
    patch_onnx()
    table, defaulted = applicants.draw(8000, seed=1)
    asked, outcome = applicants.draw(1000, seed=2)
    applicants.write(HERE / "history.csv", table[:1000], first=1)
    applicants.write(HERE / "applicants.csv", asked, first=8001)
    for name, model in [*trees(table, defaulted), ("logistic", logistic(table, defaulted))]:
        file = HERE / f"{name}.onnx"
        onnx.save(model, file)
        quality = expected(HERE / f"{name}.expected.csv", model, asked, outcome)
        print(f"{name}: {file.stat().st_size} bytes, area under the curve {quality:.3f}")


if __name__ == "__main__":
    main()
