"""A small convolutional network in PyTorch, exported by both exporters."""
import numpy as np
import torch
from sklearn.datasets import load_digits
from torch import nn

images, labels = load_digits(return_X_y=True)
images = torch.tensor(images, dtype=torch.float32).reshape(-1, 1, 8, 8) / 16
labels = torch.tensor(labels)

torch.manual_seed(0)
net = nn.Sequential(
    nn.Conv2d(1, 8, 3, padding=1), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(2),
    nn.Flatten(), nn.Linear(8 * 4 * 4, 10))
optimizer = torch.optim.Adam(net.parameters(), lr=0.01)
for _ in range(60):
    optimizer.zero_grad()
    nn.functional.cross_entropy(net(images[:1200]), labels[:1200]).backward()
    optimizer.step()
net.eval()

one = (images[:1],)
names = dict(input_names=["image"], output_names=["scores"])
torch.onnx.export(net, one, "model.onnx", dynamo=True, **names)
torch.onnx.export(net, one, "torchscript.onnx", dynamo=False, **names)

np.savez("calibrate.npz", image=images[:300].numpy())
np.savez("inputs.npz", image=images[1200:1400].numpy())
np.savez("expected.npz", scores=net(images[1200:1400]).detach().numpy())
