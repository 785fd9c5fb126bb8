"""Attention, and positions turned into angles."""
import numpy as np

from operators.register import operator, some


@operator("Attention", rank=3)
def attention(g, kind):
    x = g.settled(g.pick(rank=3, fits=lambda s: np.prod(s) <= 80))
    width = g.shape(x)[-1]
    heads = int(g.random.choice([h for h in (1, 2, 3) if width % h == 0]))
    operands = [x, g.settled(g.like(x)), g.settled(g.like(x))]
    if g.chance():
        length = g.shape(x)[1]
        operands.append(g.constant(g.random.uniform(-2, 2, [length, length])))
    return g.node(kind, operands, q_num_heads=heads, kv_num_heads=heads, is_causal=int(g.chance()))


@operator("RotaryEmbedding", rank=3)
def rotation(g, kind):
    x = g.pick(rank=3, fits=lambda s: s[-1] % 2 == 0)
    batch, length, width = g.shape(x)
    heads = int(g.random.choice([h for h in (1, 2, 3) if width % (2 * h) == 0]))
    angles = g.random.uniform(-3, 3, [batch, length, width // heads // 2])
    return g.node(kind, [x, g.constant(np.cos(angles)), g.constant(np.sin(angles))], num_heads=heads,
                  interleaved=some(g, 0, 1))
