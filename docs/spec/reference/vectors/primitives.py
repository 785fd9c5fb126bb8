"""Vectors of scalars, points, generators, transcripts, commitments, eq-vectors and randomness."""

import random
from spec import curve
from spec.field import R, eq_at, eq_vec, inv
from spec.rng import Stream
from spec.transcript import Transcript
from spec.wire import deltas, svar, uvar


def le(v):
    return (v % R).to_bytes(32, "little").hex()


def raw(v):
    return v.to_bytes(32, "little").hex()


def scalars():
    rng = random.Random(1)
    ops = []
    special = [
        0,
        1,
        2,
        R - 1,
        R - 2,
        (R - 1) // 2,
        (R + 1) // 2,
        1 << 128,
        (1 << 255) % R,
        inv(2),
        inv(1 << 16),
    ]
    pairs = [(a, b) for a in special[:6] for b in special[3:]] + [
        (rng.randrange(R), rng.randrange(R)) for _ in range(40)
    ]
    for a, b in pairs:
        ops.append(
            {
                "a": le(a),
                "b": le(b),
                "sum": le(a + b),
                "difference": le(a - b),
                "product": le(a * b),
                "negated": le(-a),
                "inverse": le(inv(a)) if a else None,
            }
        )
    wide = [rng.randbytes(64) for _ in range(20)] + [
        bytes(64),
        b"\xff" * 64,
        R.to_bytes(64, "little"),
        (R * R).to_bytes(64, "little"),
        (R << 256).to_bytes(64, "little"),
    ]
    return {
        "modulus": raw(R),
        "operations": ops,
        "wide": [{"bytes": w.hex(), "reduced": le(int.from_bytes(w, "little"))} for w in wide],
        "signed": [
            {"value": v, "scalar": le(v)}
            for v in (0, 1, -1, 127, -128, 2**31, -(2**31), 2**62, -(2**62), 2**63 - 1, -(2**63))
        ],
        "invalid": [raw(v) for v in (R, R + 1, 2 * R, (1 << 255), (1 << 256) - 1, R + (1 << 200))],
    }


def points():
    rng = random.Random(2)
    good, g = [], curve.generator("generator", 0)
    for k in [1, 2, 3, R - 1, R - 2, inv(2)] + [rng.randrange(R) for _ in range(20)]:
        p = curve.msm([(k, g)])
        good.append(
            {
                "scalar": le(k),
                "timesG0": curve.encode(p).hex(),
                "x": raw(p[0]),
                "y": raw(p[1]),
                "doubled": curve.encode(curve.add(p, p)).hex(),
                "plusH": curve.encode(curve.add(p, curve.generator("blinder", 0))).hex(),
            }
        )
    bad = [
        (0, "x = 0 has y² = 5, not a square"),
        (curve.P, "x = q"),
        (curve.P + 1, "x > q"),
        ((1 << 255) - 1, "x of 255 ones"),
        ((1 << 256) - 1, "all ones"),
    ]
    x = 1
    while len(bad) < 15:
        if curve.sqrt((x**3 + 5) % curve.P) is None:
            bad += [(x, "not on the curve"), (x | 1 << 255, "not on the curve, sign bit set")]
        x = x * 7 + 1
    for v, _ in bad:
        try:
            curve.decode(v.to_bytes(32, "little"))
            raise AssertionError(v)
        except ValueError:
            pass
    return {
        "fieldModulus": raw(curve.P),
        "valid": good,
        "invalid": [{"bytes": raw(v), "why": why} for v, why in bad],
    }


def generators():
    return {
        "generators": [curve.encode(curve.generator("generator", j)).hex() for j in range(1024)],
        "h": curve.encode(curve.generator("blinder", 0)).hex(),
    }


def transcripts():
    chains = []
    for seed in range(4):
        rng, tr, steps = random.Random(seed), Transcript(), []
        for length in (0, 1, 32, 135, 136, 5000):
            label = rng.choice(["context", "alpha", "", "ünïcode", "a" * 200])
            data = rng.randbytes(length)
            tr.absorb(label, data)
            steps.append({"absorb": label, "data": data.hex(), "state": tr.state.hex()})
            label = rng.choice(["alpha", "u", "c"])
            v = tr.challenge(label)
            steps.append({"challenge": label, "value": le(v), "state": tr.state.hex()})
        chains.append(steps)
    return {"initial": Transcript().state.hex(), "chains": chains}


def commitments():
    rng, out = random.Random(3), []
    for values in (
        [],
        [0],
        [1],
        [-1, 0, 5],
        [127, -128, 3, 3],
        [2**62, -(2**62)],
        [rng.randrange(-128, 128) for _ in range(33)],
        [rng.randrange(-40000, 40000) for _ in range(16)],
        [rng.randrange(R) for _ in range(10)],
        [R - 1] * 5,
        [0] * 8,
    ):
        for t in (1, rng.randrange(R)):
            out.append(
                {
                    "values": [le(v) for v in values],
                    "blinder": le(t),
                    "point": curve.encode(curve.commit(values, t)).hex(),
                }
            )
    msms = []
    for n in (1, 2, 5, 40):
        pairs = [
            (rng.randrange(R), curve.msm([(rng.randrange(R), curve.generator("generator", 1))]))
            for _ in range(n)
        ]
        p = curve.msm(pairs)
        msms.append(
            {
                "scalars": [le(s) for s, _ in pairs],
                "points": [curve.encode(q).hex() for _, q in pairs],
                "sum": curve.encode(p).hex(),
            }
        )
    g, k = curve.generator("generator", 5), rng.randrange(R)
    for pairs in ([(k, g), (-k, g)], [(0, g)], [(k, g), (k, curve.msm([(-1, g)]))]):
        assert curve.msm(pairs) is None
        msms.append(
            {
                "scalars": [le(s) for s, _ in pairs],
                "points": [curve.encode(q).hex() for _, q in pairs],
                "sum": None,
            }
        )
    return {"commitments": out, "msm": msms}


def eq():
    rng, out = random.Random(4), []
    for bits, d in ((0, 1), (1, 1), (1, 2), (3, 5), (4, 16), (5, 17)):
        point = [rng.randrange(R) for _ in range(bits)]
        assert eq_vec(point, d) == [eq_at(point, i) for i in range(d)]
        out.append(
            {
                "point": [le(r) for r in point],
                "length": d,
                "values": [le(v) for v in eq_vec(point, d)],
            }
        )
    return out


def randomness():
    out = []
    for i, fields in enumerate(([b""], [b"vouch-1/rng", bytes(32), b"state"], [bytes([7]) * 300])):
        s = Stream(*fields)
        out.append(
            {
                "fields": [f.hex() for f in fields],
                "seed": s.seed.hex(),
                "scalars": [
                    {"label": lab, "index": k, "value": le(s.scalar(lab, k))}
                    for lab in ("rows", "pads", "d x blinder")
                    for k in (0, 1, 300, 2**40)
                ],
            }
        )
    return out


def integers():
    edge = [
        0,
        1,
        -1,
        63,
        -64,
        64,
        -65,
        8191,
        8192,
        2**31,
        -(2**31),
        2**62,
        -(2**62),
        2**63 - 1,
        -(2**63),
    ]
    return {
        "uvar": [
            {"value": str(v), "bytes": uvar(v).hex()}
            for v in (0, 1, 127, 128, 16383, 16384, 2**32, 2**63, 2**64 - 1)
        ],
        "svar": [{"value": str(v), "bytes": svar(v).hex()} for v in edge],
        "deltas": [
            {"values": [str(v) for v in vs], "bytes": deltas(vs).hex()}
            for vs in ([], [5], [1, 2, 3, 3, -7], [2**62, -(2**62), 2**62], [-(2**62), 2**62])
        ],
        "invalidUvar": [
            "80",
            "8000",
            "ff00",
            "80808080808080808002",
            "ffffffffffffffffff02",
            "ffffffffffffffffffff01",
            "81808080808080808000",
        ],
    }


FILES = {
    "integers": integers,
    "scalars": scalars,
    "points": points,
    "generators": generators,
    "transcripts": transcripts,
    "commitments": commitments,
    "eq": eq,
    "randomness": randomness,
}
