"""Vectors of whole proofs: everything that two implementations can compare, from circuit bytes to
the last challenge."""

from cases import nets
from hashlib import sha3_256
from spec import curve
from spec.circuit_codec import digest, encode
from spec.compact import compact
from spec.covector_counts import covectors_and_work
from spec.field import signed
from spec.files import COMPACT, PROOF, PROOF_VERSION, Key, encode_key, encode_proof, identify
from spec.files import verify_file
from spec.layout import Layout
from spec.plan import Plan
from spec.prover import Prover
from spec.rng import hidden_stream, model_hash, model_stream, values_hash
from spec.soundness import error_numerator
from spec.transcript import Reader
from spec.verifier import Verifier


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
        self.challenges_seen.append([label, scalar(v)])
        return v


def scalar(v):
    return v.to_bytes(32, "little").hex()


def hexes(values):
    return list(map(scalar, values))


def rows_of(points):
    return [curve.encode(point).hex() for _, point in sorted(points.items())]


def os_bytes(name):
    return sha3_256(b"operating system bytes of " + name.encode()).digest()


class SeparateProver(Prover):
    """As in versions 1 and 2 of proof files."""

    joined = False


def prove(name, n, context=b"", cls=Prover):
    """(statement, held, prover, messages) with fixed randomness."""
    st, held = n.setup(os_bytes(name), context)
    prover = cls(n.circ, st, n.val, held, os_bytes(name))
    return st, held, prover, prover.prove()


def proof_file(circ, st, messages, magic=PROOF, version=PROOF_VERSION):
    model_points = {name: st.points[name] for name in circ.of("MODEL")}
    identifier = identify(circ, Layout(circ), model_points)
    return encode_proof(circ, identifier, st, messages, magic, version)


def model_values(circ, values):
    return [signed(v) for name in circ.of("MODEL") for v in values[name]]


def witness_values(circ, values):
    """native-abi.md: PUBLIC, INPUT, OUTPUT, WITNESS without multiplicities,
    in order of declaration."""
    mults = {table.mult for table in circ.tables}
    names = circ.of("public", "INPUT", "OUTPUT", "WITNESS")
    return [signed(v) for name in names if name not in mults for v in values[name]]


def plan_numbers(circ, *more):
    """What follows from the circuit; more: names of further numbers of the plan."""
    plan, (covectors, work) = Plan(circ), covectors_and_work(circ)
    numbers = {
        "leafBits": plan.n_leaf,
        "productBits": plan.n_prod,
        "termBits": plan.term_bits,
        "zeroBits": plan.n_zero,
        "terms": plan.n_terms,
        "messages": plan.messages,
    }
    numbers |= {name: getattr(plan, name) for name in more}
    return numbers | {"messageBytes": plan.message_bytes(), "covectors": covectors, "work": work}


class WholeProof:
    """One net proven with fixed randomness, and replayed by the verifier."""

    def __init__(self, name, n, context):
        self.name, self.n, self.circ, self.context = name, n, n.circ, context
        self.st, self.held, self.prover, self.messages = prove(name, n, context)
        self.lay, self.digest = Layout(n.circ), digest(n.circ)
        self.verifier = Verifier(n.circ, self.st, self.messages, Log)
        self.verifier.run()

    def entries(self):
        return self.circuit() | self.seeds() | self.commitments() | self.files() | self.transcript()

    def circuit(self):
        circ = self.circ
        committed = [
            {"name": name, "kind": circ.tensors[name].kind, "columnBits": m.ct, "rows": m.rows}
            for name, m in self.lay.matrix.items()
        ]
        blocks = [{"base": block.base, "bits": block.bits} for block in self.lay.leaves]
        plan = plan_numbers(circ, "opened") | {"errorNumerator": error_numerator(circ)}
        return {
            "name": self.name,
            "circuit": encode(circ).hex(),
            "circuitDigest": self.digest.hex(),
            "publicWeights": circ.public_weights,
            "c": circ.c,
            "committed": committed,
            "leafBlocks": blocks,
            "plan": plan,
        }

    def seeds(self):
        circ, values, raw = self.circ, self.n.val, os_bytes(self.name)
        model = model_stream(raw, self.digest, model_hash(circ, values))
        hidden = hidden_stream(raw, self.context, self.digest, values_hash(circ, values))
        mults = [[signed(v) for v in values[table.mult]] for table in circ.tables]
        return {
            "operatingSystemBytes": raw.hex(),
            "context": self.context.hex(),
            "modelValues": model_values(circ, values),
            "witnessValues": witness_values(circ, values),
            "multiplicities": mults,
            "modelSeed": model.seed.hex(),
            "hiddenSeed": hidden.seed.hex(),
            "proofSeed": self.prover.rng.seed.hex(),
        }

    def commitments(self):
        circ, points = self.circ, self.st.points
        model, hidden = circ.of("MODEL"), circ.of("INPUT", "OUTPUT")
        ids = {
            name: self.lay.matrix[name].id(points[name]).hex()
            for name in circ.of("MODEL", "INPUT", "OUTPUT")
        }
        identifier = identify(circ, self.lay, {name: points[name] for name in model})
        return {
            "modelBlinders": hexes(self.prover.blinders("MODEL")),
            "modelPoints": [rows_of(points[name]) for name in model],
            "hiddenBlinders": hexes(self.prover.blinders("INPUT", "OUTPUT")),
            "hiddenPoints": [rows_of(points[name]) for name in hidden],
            "tensorIds": ids,
            "modelId": identifier.hex(),
            "publicValues": [self.st.public[name] for name in circ.of("public")],
        }

    def files(self):
        key = encode_key(self.circ, self.st.points)
        proof, small = proof_file(self.circ, self.st, self.messages), None
        verify_file(Key(key), proof, self.context)
        if self.prover.plan.compact_bytes() is not None:
            messages = compact(self.circ, self.st, self.messages)
            small = proof_file(self.circ, self.st, messages, COMPACT)
            verify_file(Key(key), small, self.context)
        return {"key": key.hex(), "proof": proof.hex(), "compactProof": small and small.hex()}

    def transcript(self):
        tr = self.verifier.tr
        states = {stage: state.hex() for stage, state in self.verifier.states.items()}
        return {
            "messageLabels": tr.messages,
            "states": states,
            "challenges": tr.challenges_seen,
            "challengePositions": tr.positions,
        }


def whole(name, n, context=b""):
    return WholeProof(name, n, context).entries()


def cases():
    """(name, net, context)"""
    for make in nets.ALL:
        yield make.__name__, make(), b""
    yield "index_table_model", nets.index_table(model=True), b"a verifier's nonce"
    yield "mlp_public_weights", nets.mlp(kin="public", public_weights=True), b""
    yield "mlp_port_widths", nets.port_widths(), b"rows"
    yield "mlp_wide_columns", nets.mlp(7, kout="public"), bytes(range(256)) * 4
    for kin in ("INPUT", "public"):
        for kout in ("OUTPUT", "public"):
            for public_weights in (False, True):
                if (kin, kout, public_weights) != ("INPUT", "OUTPUT", False):
                    weights = "public" if public_weights else "MODEL"
                    net = nets.tiny(2, kin, kout, public_weights=public_weights)
                    yield f"tiny_{kin}_{kout}_{weights}".lower(), net, b"mix"


def old_files(version, name, n, context):
    """{net, proof, compactProof} in an old version of the format."""
    st, _, prover, messages = prove(name, n, context, SeparateProver)

    def file(messages, magic):
        return proof_file(n.circ, st, messages, magic, version).hex()

    small = None
    if prover.plan.compact_bytes() is not None:
        small = file(compact(n.circ, st, messages, joined=False), COMPACT)
    return {"net": name, "proof": file(messages, PROOF), "compactProof": small}


def first_versions():
    """Of networks with public values."""
    return [old_files(1, *case) for case in cases() if case[1].circ.of("public")]


def second_versions():
    """Of networks with terms of two operands."""
    return [old_files(2, *case) for case in cases() if Plan(case[1].circ).n_terms]


def files():
    old = {"proofs_version_1": first_versions, "proofs_version_2": second_versions}
    return old | {
        f"net_{name}": lambda given=(name, n, context): whole(*given)
        for name, n, context in cases()
    }
