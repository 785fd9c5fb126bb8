"""How cases of refused circuits are registered, and what several of them start from."""

from cases.build import Net
from spec.circuit import Term

CASES = []  # (expected rule or None, name, function that gives the circuit)


def case(rule, *args, name=None):
    def register(f):
        title = name or f.__name__.rstrip("_").replace("_", " ")
        if args:
            for a in args:
                CASES.append(
                    (
                        rule,
                        f"{title} {a[0] if isinstance(a, tuple) else a}",
                        lambda a=a: f(*(a[1:] if isinstance(a, tuple) else (a,))),
                    )
                )
        else:
            CASES.append((rule, title, f))
        return f

    return register


def base(c=2):
    """One OUTPUT that has to be 0."""
    n = Net(c)
    n.circ.zeros.append(n.src("o", (3,), "OUTPUT", [0] * 3))
    return n


def done(n):
    return n.finish().circ


def with_term(shape, *terms):
    """base and a derived tensor of these terms, without an assertion on it."""
    n = base()
    n.circ.add("t", shape, "derived", terms=list(terms))
    return done(n)


def square(n, name="q", of="o"):
    return n.der(name, (3,), Term(1, {"i": 3}, ["i"], [(of, ["i"]), (of, ["i"])]))
