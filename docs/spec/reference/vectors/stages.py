"""Vectors of provers that cheat in one stage, each with the check that has to trip."""

from attacks.stages import commitments, compact, lookups, products, sigma
from spec.files import COMPACT, PROOF, Key, encode_key
from vectors.false_proofs import outcome
from vectors.proofs import os_bytes, proof_file

STAGES = {
    "commitments": commitments,
    "lookups": lookups,
    "equation, products, opening": products,
    "final protocol": sigma,
    "compact form": compact,
}


def made(cheat):
    """(key, proof)"""
    n, raw = cheat.net, os_bytes(cheat.name)
    st, held = n.setup(raw)
    if cheat.change:
        cheat.change(st, held)
    messages = cheat.prover(n.circ, st, n.val, held, raw).prove()
    if cheat.end:
        messages = cheat.end(n.circ, st, messages)
    magic = COMPACT if cheat.end else PROOF
    return encode_key(n.circ, st.points), proof_file(n.circ, st, messages, magic)


def cheating():
    out = []
    for stage, module in STAGES.items():
        for cheat in module.cases():
            key, proof = made(cheat)
            got = outcome(Key(key), proof, b"")
            allowed = ("ACCEPTED",) if cheat.true else ("QUADRATIC_FORM", "GROUP_EQUATIONS")
            assert got in allowed, (cheat.name, got)
            entry = {"stage": stage, "name": cheat.name, "expected": got}
            out.append(entry | {"key": key.hex(), "proof": proof.hex()})
    return out


FILES = {"false_stages": cheating}
