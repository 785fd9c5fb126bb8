"""§9 the certificate: a proof that every MODEL tensor holds integers of its declared range."""
from cases.build import Net, filled, same
from spec.circuit import size
from spec.field import signed
from spec.prover import Prover
from spec.verifier import Statement, verify


def limbs(lo, hi, bits):
    """[(lo, number of values)] of T, U_1, U_2, …; None if the range does not split into limbs of this width."""
    out, n = [(lo, hi - lo + 1)], hi - lo + 1
    while n > 1 << bits:
        if n & n - 1:
            return None
        n >>= bits
        out.append((out[-1][0] >> bits, n))
    return out


def lengths(parts, bits):
    """Lengths of the tables, ascending."""
    return sorted({p[-1][1] for p in parts} | ({1 << bits} if any(len(p) > 1 for p in parts) else set()))


def limb_bits(tensors):
    """The width B of least cost, or None."""
    best = None
    for bits in range(4, 17):
        parts = [limbs(*t.range, bits) for t in tensors]
        if None not in parts:
            cost = sum(size(t.shape) * (170 * len(p) + 130 * (len(p) - 1)) for t, p in zip(tensors, parts)) + 280 * sum(lengths(parts, bits))
            if best is None or cost < best[0]:
                best = cost, bits
    return best and best[1]


def certificate_net(circ, values=None):
    """The certificate circuit of a circuit's MODEL tensors, with its values if theirs are given; None if there is none."""
    model = [circ.tensors[k] for k in circ.of("MODEL")]
    bits = limb_bits(model) if model else None
    if bits is None:
        return None
    n, tables = Net(circ.c), {}
    parts = [limbs(*t.range, bits) for t in model]
    for i, t in enumerate(model):
        n.src(f"m{i}", t.shape, "MODEL", values[t.name] if values else [0] * size(t.shape), *t.range, ct=t.ct, scale=t.scale)
        n.circ.tensors[f"m{i}"].axes = t.axes
    for k in lengths(parts, bits):
        tables[k] = n.table(f"r{k}", [n.iota(f"r{k}", (k,), -(k // 2))])
    for i, (t, part) in enumerate(zip(model, parts)):
        name, lo = f"m{i}", part[0][0]

        def look(key, terms, e, k):
            n.lookup([n.der(key, t.shape, *terms, *([filled(e, t.shape)] if e else []))], tables[k])
        for j, (lo_u, count) in enumerate(part[1:], 1):
            u = n.src(f"m{i}.u{j}", t.shape, "WITNESS", [(signed(v) - lo >> bits) + lo_u for v in n.val[name]], lo_u, lo_u + count - 1)
            look(u + ".d", [same(1, name, t.shape), same(-1 << bits, u, t.shape)], -(1 << bits - 1) + (lo_u << bits) - lo, 1 << bits)
            name, lo = u, lo_u
        k = part[-1][1]
        look(f"m{i}.d", [same(1, name, t.shape)], -(k // 2) - lo, k)
    return n.finish()


def renamed(circ, held):
    """What belongs to the model's MODEL tensors, by the names of the certificate circuit."""
    return {f"m{i}": held[k] for i, k in enumerate(circ.of("MODEL"))}


def prove_certificate(circ, values, held, os_bytes=None):
    """The certificate's messages; held: the model's commitments."""
    n = certificate_net(circ, values)
    model = renamed(circ, held)
    return Prover(n.circ, Statement({k: h.points for k, h in model.items()}, {}), n.val, model, os_bytes).prove()


def verify_certificate(circ, points, messages):
    """Raises Reject unless every MODEL tensor is shown to lie in its declared range."""
    verify(certificate_net(circ).circ, Statement(renamed(circ, points), {}), messages)
