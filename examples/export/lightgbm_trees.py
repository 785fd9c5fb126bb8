"""Boosted trees of LightGBM, and what they say of rows that they have not seen."""
import lightgbm
import numpy as np
import onnx
import onnxruntime
from onnxmltools import convert_lightgbm
from onnxmltools.convert.common.data_types import FloatTensorType
from sklearn.datasets import load_breast_cancer

table, labels = load_breast_cancer(return_X_y=True)
table = table.astype(np.float32)
trees = lightgbm.LGBMClassifier(n_estimators=20, verbose=-1).fit(table[:400], labels[:400])
shape = FloatTensorType([1, table.shape[1]])
onnx.save(convert_lightgbm(trees, initial_types=[("X", shape)], zipmap=False), "model.onnx")

rows = table[400:, None]
session = onnxruntime.InferenceSession("model.onnx")
results = [session.run(None, {"X": row}) for row in rows]
np.savez("calibrate.npz", X=table[:300, None])
np.savez("inputs.npz", X=rows)
np.savez("expected.npz", **{
    output.name: np.stack([result[i] for result in results])
    for i, output in enumerate(session.get_outputs())})
