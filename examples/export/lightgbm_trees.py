"""Trees of LightGBM: they convert to ONNX, and vouch refuses them."""
import lightgbm
import numpy as np
import onnx
from onnxmltools import convert_lightgbm
from onnxmltools.convert.common.data_types import FloatTensorType
from sklearn.datasets import load_breast_cancer

table, labels = load_breast_cancer(return_X_y=True)
trees = lightgbm.LGBMClassifier(n_estimators=20, verbose=-1).fit(table[:400], labels[:400])
shape = FloatTensorType([1, table.shape[1]])
onnx.save(convert_lightgbm(trees, initial_types=[("X", shape)], zipmap=False), "model.onnx")

np.savez("calibrate.npz", X=table[:300].astype(np.float32))
