"""Vectors of attacks that win when a challenge is known."""

from attacks import predict
from attacks.forced import values
from spec.files import encode_key
from vectors.proofs import proof_file, scalar


def forced():
    out = []
    for name, labels, net, cls, reason in predict.CASES:
        n, st, messages, known, true = predict.winning(name, labels, net, cls)
        assert (known, true) == ("ACCEPTED", reason), (name, known, true)
        out.append(
            {
                "name": name,
                "forced": {label: scalar(v) for label, v in values(labels).items()},
                "key": encode_key(n.circ, st.points).hex(),
                "proof": proof_file(n.circ, st, messages).hex(),
                "expected": reason,
            }
        )
    return out


FILES = {"forced": forced}
