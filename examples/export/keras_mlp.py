"""A Keras network; the backend (TensorFlow or PyTorch) decides which exporter writes the file."""
import keras
import numpy as np
import onnx
from sklearn.datasets import load_digits

digits, labels = load_digits(return_X_y=True)
digits = (digits / 16).astype(np.float32)
keras.utils.set_random_seed(0)
net = keras.Sequential([
    keras.Input((64,)), keras.layers.Dense(32, activation="relu"), keras.layers.Dense(10)])
net.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
net.fit(digits[:1200], labels[:1200], epochs=20, verbose=0)
net.export("model.onnx", format="onnx")

graph = onnx.load("model.onnx").graph  # the exporter chose the names
source, result = graph.input[0].name, graph.output[0].name
np.savez("calibrate.npz", **{source: digits[:300]})
np.savez("inputs.npz", **{source: digits[1200:1400]})
np.savez("expected.npz", **{result: net.predict(digits[1200:1400], verbose=0)})
