"""Images at other places than their pixels."""
import numpy as np

from operators.register import operator, some


@operator("Resize", rank=4)
def resized(g, kind):
    x = g.pick(rank=4)
    mode = some(g, "nearest", "linear", "cubic")
    place = some(g, "half_pixel", "asymmetric", "align_corners", "pytorch_half_pixel")
    attributes = {"mode": mode, "coordinate_transformation_mode": place}
    if g.chance():
        scales = np.array([1, 1, *g.random.choice([0.5, 1.5, 2], 2)])
        return g.node(kind, [x, "", g.constant(scales)], **attributes)
    sizes = g.shape(x)[:2] + [int(n) for n in g.random.integers(2, 10, 2)]
    return g.node(kind, [x, "", "", g.constant(np.array(sizes))], **attributes)


@operator("Upsample", opset=9, rank=4)
def upsampled(g, kind):
    scales = np.array([1.0, 1.0, *g.random.integers(1, 4, 2)])
    return g.node(kind, [g.pick(rank=4), g.constant(scales)], mode=some(g, "nearest", "linear"))


@operator("GridSample", rank=4)
def sampled(g, kind):
    x = g.pick(rank=4, fits=lambda s: np.prod(s) <= 300)
    if g.chance():
        grid = g.constant(g.random.uniform(-1.2, 1.2, [g.shape(x)[0], 3, 2, 2]))
    else:
        flat = g.node("Reshape", [g.settled(x, 0.9), g.constant(np.array([-1]))])
        cut = g.node("Slice", [flat, g.constant(np.array([0])), g.constant(np.array([8 * g.shape(x)[0]]))])
        grid = g.node("Reshape", [cut, g.constant(np.array([g.shape(x)[0], 2, 2, 2]))])
    return g.node(kind, [x, grid], mode=some(g, "linear", "nearest", "cubic"), align_corners=int(g.chance()),
                  padding_mode=some(g, "zeros", "border", "reflection"))


@operator("RoiAlign", opset=21, rank=4)
def regions(g, kind):
    x = g.pick(rank=4)
    corners = np.sort(g.random.uniform(0, 4, [3, 2, 2]), axis=1).reshape(3, 4)
    batches = g.random.integers(0, g.shape(x)[0], 3)
    return g.node(kind, [x, g.constant(corners), g.constant(batches)], mode="avg", output_height=2, output_width=2,
                  sampling_ratio=int(g.random.integers(1, 3)))
