"""Vectors of proofs under given blinders (§11 rules 29, 37): of one net two statements with equal
commitments of the rows whose blinders are given both times."""

from hashlib import sha3_256
from cases import nets
from spec.commitment import commit_hidden, commit_model, rows
from spec.field import R
from spec.files import Key, encode_key, verify_file
from spec.prover import Prover
from vectors.proofs import hexes, os_bytes, proof_file

CONTEXTS = (b"the first proof", b"the second proof")


def blinder(name, row):
    """Of the owner of the data."""
    text = f"the owner's blinder of row {row} of {name}".encode()
    return int.from_bytes(sha3_256(text).digest(), "little") % R


def nets_and_drawn():
    """(name, net, numbers of the hidden rows that the second proof draws: padding, say)"""
    yield "tiny", nets.tiny(), {1}
    yield "mlp_port_widths", nets.port_widths(), {2, 4, 5}


def given():
    out = []
    for name, n, drawn in nets_and_drawn():
        raw, hidden = os_bytes(name), rows(n.circ, n.circ.of("INPUT", "OUTPUT"))
        model, proofs = commit_model(n.circ, n.val, raw), []
        for context, left_out in zip(CONTEXTS, (set(), drawn)):
            kept = {row: blinder(*row) for i, row in enumerate(hidden) if i not in left_out}
            held = commit_hidden(n.circ, n.val, context, raw, kept)
            st, held = n.setup(raw, context, model, held)
            prover = Prover(n.circ, st, n.val, held, raw)
            proof = proof_file(n.circ, st, prover.prove())
            verify_file(Key(encode_key(n.circ, st.points)), proof, context)
            proofs.append(
                {
                    "context": context.hex(),
                    "given": bytes(row in kept for row in hidden).hex(),
                    "blinders": hexes(kept.get(row, 0) for row in hidden),
                    "hiddenBlinders": hexes(prover.blinders("INPUT", "OUTPUT")),
                    "proof": proof.hex(),
                }
            )
        out.append({"net": name, "proofs": proofs})
    return out


FILES = {"proofs_given": given}
