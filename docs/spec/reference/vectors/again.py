"""Vectors of several true proofs under one key: a statement proven twice, and another input in another context."""

from cases import nets
from spec.commitment import commit_hidden, commit_model
from spec.files import Key, encode_key, verify_file
from spec.prover import Prover
from vectors.proofs import os_bytes, proof_file

CONTEXT = b"another verifier's nonce"


def pairs():
    """(name, net, the same circuit with another input)"""
    yield "tiny", nets.tiny(), nets.tiny(given=(3, 0, 2))
    open_nets = [nets.tiny(2, "public", "public", given=x) for x in ((1, 2, 1), (3, 0, 2))]
    yield "tiny, public input and output", *open_nets
    yield "lone", nets.lone(), nets.lone(given=1)


def again():
    out = []
    for name, n, other in pairs():
        model = commit_model(n.circ, n.val, os_bytes(name))
        hidden = commit_hidden(n.circ, n.val, b"", os_bytes(name))
        statement = n.setup(model=model, hidden=hidden)
        moved = commit_hidden(other.circ, other.val, CONTEXT, os_bytes(name))
        proofs, key = [], encode_key(n.circ, statement[0].points)
        for number, (net, (st, held), context) in enumerate(
            (
                (n, statement, b""),
                (n, statement, b""),
                (other, other.setup(None, CONTEXT, model, moved), CONTEXT),
            )
        ):
            raw = os_bytes(f"{name}, {number}")
            messages = Prover(net.circ, st, net.val, held, raw).prove()
            proof = proof_file(net.circ, st, messages)
            verify_file(Key(key), proof, context)
            proofs.append({"context": context.hex(), "proof": proof.hex()})
        out.append({"name": name, "key": key.hex(), "proofs": proofs})
    return out


FILES = {"proofs_again": again}
