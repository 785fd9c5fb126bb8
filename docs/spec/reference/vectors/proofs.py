"""Vectors of whole proofs: everything that two implementations can compare, from circuit bytes to the last challenge."""
from spec.circuit_codec import digest, encode
from spec.counts import Rounds, covectors_and_work, message_bytes
from spec.field import signed
from spec.compact import compact, compact_bytes
from spec.files import COMPACT, Key, encode_key, encode_proof, identify, verify_file
from hashlib import sha3_256
from spec.layout import Layout
from spec.prover import Prover
from spec.soundness import error_numerator
from spec.transcript import Reader
from spec.verifier import Verifier
from spec import curve
from cases import nets
from spec.rng import hidden_stream, model_hash, model_stream, values_hash


class Log(Reader):
    """A reader that keeps the labels of messages and the values of challenges."""

    def __init__(self, proof):
        super().__init__(proof)
        self.messages, self.challenges_seen, self.positions = [], [], []

    def _read(self, label):
        if self.messages and self.messages[-1][0] == label:
            self.messages[-1][1] += 1
        else:
            self.messages.append([label, 1])
        return super()._read(label)

    def challenge(self, label):
        v = super().challenge(label)
        self.positions.append(self.at // 32)
        self.challenges_seen.append([label, v.to_bytes(32, "little").hex()])
        return v


def hexes(values):
    return [v.to_bytes(32, "little").hex() for v in values]


def rows_of(points):
    return [curve.encode(p).hex() for _, p in sorted(points.items())]


def os_bytes(name):
    return sha3_256(b"operating system bytes of " + name.encode()).digest()


def prove(name, n, context=b""):
    """(statement, held, prover, messages) with fixed randomness."""
    st, held = n.setup(os_bytes(name), context)
    p = Prover(n.circ, st, n.val, held, os_bytes(name))
    return st, held, p, p.prove()


def witness_values(n):
    """native-abi.md: PUBLIC, INPUT, OUTPUT, WITNESS without multiplicities, in order of declaration."""
    mults = {t.mult for t in n.circ.tables}
    return [signed(v) for name in n.circ.of("public", "INPUT", "OUTPUT", "WITNESS") if name not in mults for v in n.val[name]]


def whole(name, n, context=b""):
    c, raw = n.circ, os_bytes(name)
    st, held, p, messages = prove(name, n, context)
    lay, plan = Layout(c), Rounds(c)
    v = Verifier(c, st, messages, Log)
    v.run()
    identifier = identify(c, lay, {k: st.points[k] for k in c.of("MODEL")})
    key, proof = encode_key(c, st.points), encode_proof(c, identifier, st, messages)
    verify_file(Key(key), proof, context)
    small = None
    if compact_bytes(c) is not None:
        small = encode_proof(c, identifier, st, compact(c, st, messages), COMPACT)
        verify_file(Key(key), small, context)
    covectors, work = covectors_and_work(c)
    hidden = c.of("INPUT", "OUTPUT")
    return {
        "name": name, "circuit": encode(c).hex(), "circuitDigest": digest(c).hex(), "publicWeights": c.public_weights, "c": c.c,
        "committed": [{"name": k, "kind": c.tensors[k].kind, "columnBits": m.ct, "rows": m.rows} for k, m in lay.matrix.items()],
        "leafBlocks": [{"base": b.base, "bits": b.bits} for b in lay.leaves],
        "plan": {"leafBits": plan.n_leaf, "productBits": plan.n_prod, "zeroBits": plan.n_zero, "terms": plan.n_terms, "messages": plan.messages,
                 "opened": plan.opened, "messageBytes": message_bytes(c), "covectors": covectors, "work": work,
                 "errorNumerator": sum(error_numerator(c).values())},
        "operatingSystemBytes": raw.hex(), "context": context.hex(),
        "modelValues": [signed(x) for k in c.of("MODEL") for x in n.val[k]], "witnessValues": witness_values(n),
        "multiplicities": [[signed(x) for x in n.val[t.mult]] for t in c.tables],
        "modelSeed": model_stream(raw, digest(c), model_hash(c, n.val)).seed.hex(),
        "hiddenSeed": hidden_stream(raw, context, digest(c), values_hash(c, n.val)).seed.hex(), "proofSeed": p.rng.seed.hex(),
        "modelBlinders": hexes(b for k in c.of("MODEL") for b in held[k].blinders.values()),
        "modelPoints": [rows_of(st.points[k]) for k in c.of("MODEL")],
        "hiddenBlinders": hexes(b for k in hidden for b in held[k].blinders.values()),
        "hiddenPoints": [rows_of(st.points[k]) for k in hidden],
        "tensorIds": {k: lay.matrix[k].id(st.points[k]).hex() for k in c.of("MODEL", "INPUT", "OUTPUT")}, "modelId": identifier.hex(),
        "publicValues": [st.public[k] for k in c.of("public")],
        "key": key.hex(), "proof": proof.hex(), "compactProof": small and small.hex(), "messageLabels": v.tr.messages,
        "states": {k: s.hex() for k, s in v.states.items()}, "challenges": v.tr.challenges_seen,
        "challengePositions": v.tr.positions}


def cases():
    for make in nets.ALL:
        yield make.__name__, make(), b""
    yield "index_table_model", nets.index_table(model=True), b"a verifier's nonce"
    yield "mlp_public_weights", nets.mlp(kin="public", public_weights=True), b""
    yield "mlp_wide_columns", nets.mlp(7, kout="public"), bytes(range(256)) * 4
    for kin in ("INPUT", "public"):
        for kout in ("OUTPUT", "public"):
            for pub in (False, True):
                if (kin, kout, pub) != ("INPUT", "OUTPUT", False):
                    yield f"tiny_{kin}_{kout}_{'public' if pub else 'MODEL'}".lower(), nets.tiny(2, kin, kout, public_weights=pub), b"mix"


def files():
    return {f"net_{name}": (lambda name=name, n=n, context=context: whole(name, n, context)) for name, n, context in cases()}
