"""Vectors of rule 39: circuits of several rows of data, and where their rows meet."""

from cases import rows
from spec.circuit_codec import encode
from spec.independence import alike, meeting


def independence():
    out = []
    for make, _ in rows.CASES:
        circ = make()
        name = make.__name__.replace("_", " ")
        out.append(
            {
                "name": name,
                "rows": rows.ROWS,
                "circuit": encode(circ).hex(),
                "meetIn": meeting(circ),
                "alike": alike(circ),
            }
        )
    return out


FILES = {"independence": independence}
