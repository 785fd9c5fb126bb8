"""The error sum by challenge: vectors, and the table of docs/soundness.md.

python3 -m vectors.soundness"""

from cases import nets
from spec.soundness import error_numerator, error_terms, statistical_bits
from vectors.proofs import cases

SHOWN = (nets.tiny, nets.conv, nets.attention, nets.direct)


def terms():
    """Of the circuits of net_*.json."""
    return [
        {
            "net": name,
            "errorTerms": error_terms(n.circ),
            "errorNumerator": error_numerator(n.circ),
        }
        for name, n, _ in cases()
    ]


def table():
    """A row a challenge, a column a net of SHOWN."""
    circuits = [make().circ for make in SHOWN]
    found = [error_terms(circ) for circ in circuits]
    challenges = dict.fromkeys(challenge for each in found for challenge in each)
    rows = [["challenge"] + [f"`net_{make.__name__}`" for make in SHOWN]]
    for challenge in challenges:
        rows.append([challenge] + [str(each.get(challenge, 0)) for each in found])
    rows.append(["**E**"] + [str(error_numerator(circ)) for circ in circuits])
    rows.append(["bits"] + [str(int(statistical_bits(circ))) for circ in circuits])
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines[:1] + ["|---|" + "--:|" * len(SHOWN)] + lines[1:])


FILES = {"soundness": terms}


if __name__ == "__main__":
    print(table())
