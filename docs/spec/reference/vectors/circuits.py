"""Vectors of circuits that are refused, by the reader or by the validator,
and of valid ones beside them."""

from cases import invalid, malformed, two_faults
from spec.circuit_codec import decode, digest, encode
from spec.covector_counts import covectors_and_work
from spec.plan import Plan
from spec.validator import InvalidCircuit, validate
from spec.wire import Malformed

# names of cases that a reader which checks numbers as it reads may refuse as malformed
READER = (
    "model column bits of 255",
    "constant ",
    "unknown box axis",
    "index table outside the negative",
)


def malformed_circuits():
    """A name that begins with + marks bytes that can be read."""
    out = []
    for name, data in malformed.cases():
        good = readable(data)
        assert good == name.startswith("+"), name
        out.append({"name": name.removeprefix("+ "), "circuit": data.hex(), "readable": good})
    return out


def readable(data):
    try:
        decode(data)
        return True
    except Malformed:
        return False


def refusal(circ):
    try:
        validate(circ)
    except InvalidCircuit as e:
        return e.rule
    return None


def reread(name, circ):
    """(bytes, the circuit that they are)"""
    data = encode(circ)
    again = decode(data)
    assert encode(again) == data, name
    return data, again


def invalid_circuits():
    out = []
    for rule, name, make in invalid.CASES:
        data, circ = reread(name, make())
        assert refusal(circ) == rule, (name, rule, refusal(circ))
        entry = {"name": name, "rule": rule, "circuit": data.hex()}
        if rule == "REFERENCE" or name.startswith(READER):
            entry["readerMayRefuse"] = True
        if rule is None:
            entry |= counted(circ)
        out.append(entry)
    return out


def counted(circ):
    plan, (covectors, work) = Plan(circ), covectors_and_work(circ)
    return {
        "circuitDigest": digest(circ).hex(),
        "leafBits": plan.n_leaf,
        "productBits": plan.n_prod,
        "terms": plan.n_terms,
        "messageBytes": plan.message_bytes(),
        "covectors": covectors,
        "work": work,
    }


def two_faults_circuits():
    """Of `rules` any may be named."""
    out = []
    for rules, name, circ in two_faults.cases():
        data, _ = reread(name, circ)
        entry = {"name": name, "rules": rules, "circuit": data.hex()}
        if "REFERENCE" in rules or "unknown" in name:
            entry["readerMayRefuse"] = True
        out.append(entry)
    return out


FILES = {
    "circuits_malformed": malformed_circuits,
    "circuits_invalid": invalid_circuits,
    "circuits_two_faults": two_faults_circuits,
}
