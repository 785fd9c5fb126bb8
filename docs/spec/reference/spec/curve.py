"""§1 Pallas: y² = x³ + 5 over F_P, prime order R. Points are affine pairs (x, y); None is infinity.

Inside, jdbl and jadd work on Jacobian (x, y, z) with the usual formulas for a = 0."""
from functools import lru_cache
from hashlib import shake_256
from spec.field import R

P = 0x40000000000000000000000000000000224698fc094cf91b992d30ed00000001
B = 5
ZERO = (0, 1, 0)                                         # Jacobian infinity


def on_curve(pt):
    """An affine point, its coordinates reduced; infinity is not one."""
    if not isinstance(pt, tuple) or not all(type(v) is int and 0 <= v < P for v in pt):
        return False
    x, y = pt
    return (y * y - x ** 3 - B) % P == 0


def jdbl(p):
    x, y, z = p
    if z == 0:
        return p
    a, b = x * x % P, y * y % P
    c = b * b % P
    d = 2 * ((x + b) * (x + b) - a - c) % P
    e = 3 * a
    x3 = (e * e - 2 * d) % P
    return x3, (e * (d - x3) - 8 * c) % P, 2 * y * z % P


def jadd(p, q):
    if p[2] == 0:
        return q
    if q[2] == 0:
        return p
    x1, y1, z1 = p
    x2, y2, z2 = q
    z11, z22 = z1 * z1 % P, z2 * z2 % P
    u1, u2 = x1 * z22 % P, x2 * z11 % P
    s1, s2 = y1 * z2 * z22 % P, y2 * z1 * z11 % P
    if u1 == u2:
        return jdbl(p) if s1 == s2 else ZERO
    h, r = u2 - u1, s2 - s1
    hh = h * h % P
    hhh, v = h * hh % P, u1 * hh % P
    x3 = (r * r - hhh - 2 * v) % P
    return x3, (r * (v - x3) - s1 * hhh) % P, z1 * z2 * h % P


def affine(p):
    if p[2] == 0:
        return None
    zi = pow(p[2], -1, P)
    return p[0] * zi * zi % P, p[1] * zi * zi * zi % P


@lru_cache(maxsize=4000)
def multiples(pt):
    """0·pt … 15·pt for 4-bit windows."""
    out = [ZERO, ZERO if pt is None else (pt[0], pt[1], 1)]
    while len(out) < 16:
        out.append(jadd(out[-1], out[1]))
    return out


def msm(pairs):
    """Σ s·pt over (s, pt); small negative scalars stay small."""
    tables = []
    for s, pt in pairs:
        s %= R
        if pt is None or s == 0:
            continue
        if s > R // 2:
            s, pt = R - s, (pt[0], -pt[1] % P)
        tables.append((s, multiples(pt)))
    total = ZERO
    top = max([s.bit_length() for s, _ in tables], default=0)
    for shift in range((top + 3) // 4 * 4 - 4, -1, -4):
        for _ in range(4):
            total = jdbl(total)
        for s, table in tables:
            total = jadd(total, table[s >> shift & 15])
    return affine(total)


def add(p, q):
    return msm([(1, p), (1, q)])


def sqrt(a):
    """Tonelli–Shanks (P − 1 = 2^32 · odd); None if a is not a square."""
    if pow(a, (P - 1) // 2, P) != 1:
        return None if a else 0
    q = (P - 1) >> 32
    c, m = pow(5, q, P), 32                              # 5 is a non-square
    x, b = pow(a, (q + 1) // 2, P), pow(a, q, P)
    while b != 1:
        i, t = 0, b
        while t != 1:
            t, i = t * t % P, i + 1
        g = pow(c, 1 << (m - i - 1), P)
        x, c, m = x * g % P, g * g % P, i
        b = b * c % P
    return x


def encode(pt):
    """32 bytes: x little-endian, bit 255 = parity of y. Infinity has no encoding."""
    if pt is None:
        raise ValueError("infinity")
    return (pt[0] | (pt[1] & 1) << 255).to_bytes(32, "little")


@lru_cache(maxsize=4000)
def decode(data):
    n = int.from_bytes(data, "little")
    x, sign = n & (1 << 255) - 1, n >> 255
    y = sqrt((x * x * x + B) % P) if x < P else None
    if y is None:
        raise ValueError("not a point")
    return x, (y if y & 1 == sign else P - y)            # y = 0 cannot happen: the order is odd


@lru_cache(maxsize=None)
def generator(label, index):
    """label 'generator' or 'blinder'. Try-and-increment, 33 bytes of SHAKE256."""
    for k in range(256):
        seed = b"vouch-1/" + label.encode() + index.to_bytes(4, "little") + bytes([k])
        out = shake_256(seed).digest(33)
        x = int.from_bytes(out[:32], "little") & (1 << 255) - 1
        y = sqrt((x * x * x + B) % P) if x < P else None
        if y is not None:
            return x, (y if y & 1 == out[32] & 1 else P - y)
    raise ValueError("no generator")


def commit(values, blinder):
    """§1 Com(v; t) = Σ v_j g_j + t·h."""
    terms = [(v, generator("generator", j)) for j, v in enumerate(values)]
    return msm(terms + [(blinder, generator("blinder", 0))])
