"""Vectors of random circuits:
true proofs to be made and accepted alike, false ones to be rejected."""

import random
from cases.random_circuits import mutated, random_net
from spec.circuit_codec import encode
from spec.field import signed
from spec.files import encode_key
from spec.plan import Plan
from spec.prover import Prover
from spec.transcript import Reject
from spec.verifier import Verifier, verify
from vectors.proofs import model_values, os_bytes, plan_numbers, proof_file, witness_values

WITH_PRODUCTS, WITHOUT, MAX_BYTES = 30, 12, 9000
MAX_FALSE_BYTES = 5000  # a false proof too, if the true one is shorter
HIDDEN = ("MODEL", "INPUT", "OUTPUT", "WITNESS")


def proved(n, raw, context):
    """(statement, messages, key file, proof file)"""
    st, held = n.setup(raw, context)
    messages = Prover(n.circ, st, n.val, held, raw).prove()
    return st, messages, encode_key(n.circ, st.points), proof_file(n.circ, st, messages)


def fits(n):
    """Committed values of at most 62 bits, and not too many bytes."""
    small = all(abs(signed(v)) < 1 << 62 for name in n.circ.of(*HIDDEN) for v in n.val[name])
    return small and len(encode(n.circ)) + Plan(n.circ).message_bytes() < MAX_BYTES


def entry(seed, n):
    raw, context = os_bytes(f"random {seed}"), bytes([seed % 256]) * (seed % 5)
    st, messages, key, proof = proved(n, raw, context)
    v = Verifier(n.circ, st, messages)
    v.run()
    out = {
        "seed": seed,
        "operatingSystemBytes": raw.hex(),
        "context": context.hex(),
        "plan": plan_numbers(n.circ),
        "modelValues": model_values(n.circ, n.val),
        "witnessValues": witness_values(n.circ, n.val),
        "key": key.hex(),
        "proof": proof.hex(),
        "states": {stage: state.hex() for stage, state in v.states.items()},
    }
    m, true = mutated(n, random.Random(seed))
    if not true and len(proof) < MAX_FALSE_BYTES:
        out |= false_entry(m, raw, context, key)
    return out


def false_entry(n, raw, context, true_key):
    st, messages, key, proof = proved(n, raw, context)
    out = {"falseKey": key.hex()} if key != true_key else {}
    return out | {"falseProof": proof.hex(), "falseExpected": reason(n.circ, st, messages)}


def reason(circ, st, messages):
    try:
        verify(circ, st, messages)
    except Reject as e:
        return e.reason
    raise AssertionError("a false proof was accepted")


def circuits():
    out, seed, left = [], 0, {True: WITH_PRODUCTS, False: WITHOUT}
    while any(left.values()):
        seed += 1
        n = random_net(seed)
        if n is None or not n.circ.of(*HIDDEN):
            continue
        products = Plan(n.circ).n_terms > 0
        if left[products] and fits(n):
            left[products] -= 1
            out.append(entry(seed, n))
    return out


FILES = {"random": circuits}
