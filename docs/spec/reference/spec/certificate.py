"""§9 the certificate: a proof that every MODEL tensor holds integers of its declared range."""
from spec.circuit import MULT_MAX, Circuit, Lookup, Table, Term, size
from spec.field import R, signed
from spec.prover import Prover
from spec.statement import Statement
from spec.verifier import verify

WIDTHS = range(4, 17)                                    # of a limb, in bits


def limbs(lo, hi, bits):
    """[(lo, number of values)] of T, U_1, U_2, …;
    None if the range does not split into limbs of this width."""
    count = hi - lo + 1
    out = [(lo, count)]
    while count > 1 << bits:
        if count & count - 1:
            return None
        count >>= bits
        out.append((out[-1][0] >> bits, count))
    return out


def table_lengths(parts, bits):
    """Ascending."""
    lengths = {part[-1][1] for part in parts}
    if any(len(part) > 1 for part in parts):
        lengths.add(1 << bits)
    return sorted(lengths)


def cost(tensors, parts, bits):
    """Σ cells·(170·(k + 1) + 130·k) + 280·Σ lengths of the tables."""
    cells = sum(size(t.shape) * (170 * len(part) + 130 * (len(part) - 1))
                for t, part in zip(tensors, parts))
    return cells + 280 * sum(table_lengths(parts, bits))


def limb_bits(tensors):
    """The width B of least cost, or None."""
    best = None
    for bits in WIDTHS:
        parts = [limbs(*t.range, bits) for t in tensors]
        if None not in parts and (best is None or cost(tensors, parts, bits) < best[0]):
            best = cost(tensors, parts, bits), bits
    return best and best[1]


class CertificateCircuit:
    """circ: a function of c and of the headers of the MODEL tensors; `witness` gives its values."""

    def __init__(self, c, model, bits):
        self.circ, self.model, self.bits, self.tables = Circuit(c), model, bits, {}
        # (U, T, lo of T, lo of U): T − 2^B·U is a limb
        self.limbs = []
        parts = [limbs(*t.range, bits) for t in model]
        for i, t in enumerate(model):
            header = {"range": t.range, "ct": t.ct, "scale": t.scale, "axes": t.axes}
            self.circ.add(f"m{i}", t.shape, "MODEL", **header)
        for length in table_lengths(parts, bits):
            self.table(length)
        for i, part in enumerate(parts):
            self.prove_range(i, part)

    def table(self, length):
        """The values −⌊length/2⌋ …"""
        column, mult = f"r{length}", f"r{length}.m"
        self.circ.add(column, (length,), "iota", start=-(length // 2))
        self.circ.add(mult, (length,), "WITNESS", range=(0, MULT_MAX))
        self.tables[length] = len(self.circ.tables)
        self.circ.tables.append(Table([column], mult))

    def prove_range(self, i, part):
        """T − 2^B·U + e of each limb and T + e of the last are looked up."""
        shape, name, base = self.model[i].shape, f"m{i}", 1 << self.bits
        lo = part[0][0]
        for j, (lo_u, count) in enumerate(part[1:], 1):
            u = self.circ.add(f"m{i}.u{j}", shape, "WITNESS", range=(lo_u, lo_u + count - 1))
            self.limbs.append((u, name, lo, lo_u))
            terms = [whole(1, name, shape), whole(-base, u, shape)]
            self.look_up(u + ".d", shape, terms, -(base >> 1) + base * lo_u - lo, base)
            name, lo = u, lo_u
        length = part[-1][1]
        self.look_up(f"m{i}.d", shape, [whole(1, name, shape)], -(length // 2) - lo, length)

    def look_up(self, key, shape, terms, e, length):
        """A constant term is left out where e = 0."""
        constant = [Term(e, *box_of(shape))] if e else []
        self.circ.add(key, shape, "derived", terms=terms + constant)
        self.circ.lookups.append(Lookup([key], self.tables[length]))

    def witness(self, values):
        """The values of all tensors; values: {tensor of the model: values}."""
        out = {f"m{i}": values[t.name] for i, t in enumerate(self.model)}
        for u, name, lo, lo_u in self.limbs:
            out[u] = [((signed(v) - lo >> self.bits) + lo_u) % R for v in out[name]]
        for table in self.circ.tables:
            out[table.mult] = [0] * size(self.circ.tensors[table.mult].shape)
        self.circ.evaluate(out)
        for number, table in enumerate(self.circ.tables):
            out[table.mult] = self.circ.multiplicities(number, out)
        return out


def box_of(shape):
    """A box as large as the tensor, and its axes."""
    axes = [f"a{i}" for i in range(len(shape))]
    return dict(zip(axes, shape)), axes


def whole(coef, name, shape):
    """coef · tensor, cell by cell."""
    box, axes = box_of(shape)
    return Term(coef, box, axes, [(name, axes)])


def certificate_circuit(circ):
    """Of a circuit's MODEL tensors; None if there is none."""
    model = [circ.tensors[name] for name in circ.of("MODEL")]
    bits = limb_bits(model) if model else None
    return bits and CertificateCircuit(circ.c, model, bits)


def renamed(circ, held):
    """What belongs to the model's MODEL tensors, by the names of the certificate circuit."""
    return {f"m{i}": held[name] for i, name in enumerate(circ.of("MODEL"))}


def prove_certificate(circ, values, held, os_bytes=None):
    """The certificate's messages; held: the model's commitments."""
    cert, model = certificate_circuit(circ), renamed(circ, held)
    st = Statement({name: committed.points for name, committed in model.items()}, {})
    return Prover(cert.circ, st, cert.witness(values), model, os_bytes).prove()


def verify_certificate(circ, points, messages):
    """Raises Reject unless every MODEL tensor is shown to lie in its declared range."""
    verify(certificate_circuit(circ).circ, Statement(renamed(circ, points), {}), messages)
