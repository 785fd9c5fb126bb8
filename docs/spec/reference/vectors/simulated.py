"""Vectors of transcripts that a simulator makes without a witness, for challenges that it knows."""

from attacks.forced import value
from cases import nets
from hiding.simulator import Coins, simulate
from spec.field import signed
from spec.files import encode_key
from spec.transcript import Reject
from spec.verifier import Verifier, verify
from vectors.proofs import Log, proof_file, scalar


def coins(label, _):
    """The same value each time, as forced.json has it."""
    return value(label)


def simulated(name, n, changes):
    """changes: of public values, which make the statement false."""
    public = {tensor: [signed(v) for v in n.val[tensor]] for tensor in n.circ.of("public")} | changes
    st, messages = simulate(n.circ, public, coins, seed=name.encode())
    with Coins(coins):
        verifier = Verifier(n.circ, st, messages, Log)
        verifier.run()
    labels = dict.fromkeys(label for label, _ in verifier.tr.challenges_seen)
    return {
        "name": name,
        "forced": {label: scalar(value(label)) for label in labels},
        "key": encode_key(n.circ, st.points).hex(),
        "proof": proof_file(n.circ, st, messages).hex(),
        "expected": verdict(n.circ, st, messages),
    }


def verdict(circ, st, messages):
    try:
        verify(circ, st, messages)
        return "ACCEPTED"
    except Reject as e:
        return e.reason


def cases():
    yield "tiny", nets.tiny(), {}
    yield "tiny, a false public output", nets.tiny(kout="public"), {"y": [1, 0]}
    yield "direct", nets.direct(), {}
    yield "embedding", nets.embedding(), {}
    yield "outer", nets.outer(), {}
    yield "lone", nets.lone(), {}


FILES = {"simulated": lambda: [simulated(*case) for case in cases()]}
