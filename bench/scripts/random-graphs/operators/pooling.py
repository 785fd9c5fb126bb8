"""Windows over pixels, and what undoes them."""
import numpy as np

from operators.register import operator


@operator("MaxPool", "AveragePool", "LpPool", rank=4)
def pooling(g, kind):
    x = g.pick(rank=4)
    return g.node(kind, [x], kernel_shape=[2, 2], strides=[1, 1], pads=[0, 0, 1, 1])


@operator("GlobalAveragePool", "GlobalMaxPool", rank=4)
def global_pooling(g, kind):
    return g.node(kind, [g.pick(rank=4)])


@operator("GlobalLpPool", opset=21, rank=4)
def global_norm(g, kind):
    return g.node(kind, [g.settled(g.pick(rank=4))], p=int(g.random.integers(1, 3)))


@operator("MaxUnpool", rank=4)
def unpooling(g, kind):
    x = g.pick(rank=4, fits=lambda s: s[2] > 1 and s[3] > 1)
    pooled = g.node("MaxPool", [x], outputs=2, kernel_shape=[2, 2], strides=[2, 2])
    return g.node(kind, [pooled, f"{pooled}_1"], kernel_shape=[2, 2], strides=[2, 2])


@operator("Col2Im", rank=4)
def from_columns(g, kind):
    x = g.pick(rank=4, fits=lambda s: s[2] > 1 and s[3] > 1)
    batch, channels, height, width = g.shape(x)
    columns = g.node("Reshape", [x, g.constant(np.array([batch, channels * 4, -1]))]) \
        if height * width % 4 == 0 else g.node("Reshape", [x, g.constant(np.array([batch, channels, -1]))])
    block = 2 if height * width % 4 == 0 else 1
    count = g.shape(columns)[-1]
    image = [block, count + block - 1]
    return g.node(kind, [columns, g.constant(np.array(image)), g.constant(np.array([block, block]))])
