"""Vectors of circuits that are refused, by the reader or by the validator, and of valid ones beside them."""
from spec.circuit_codec import decode, digest, encode
from spec.counts import Rounds, covectors_and_work, message_bytes
from spec.validator import InvalidCircuit, validate
from spec.wire import Malformed
from cases import invalid
from cases import malformed
from cases import two_faults


def malformed_circuits():
    """A name that begins with + marks bytes that can be read."""
    out = []
    for name, data in malformed.cases():
        try:
            decode(data)
            good = True
        except Malformed:
            good = False
        assert good == name.startswith("+"), name
        out.append({"name": name.removeprefix("+ "), "circuit": data.hex(), "readable": good})
    return out


READER = ("model column bits of 255", "constant ", "unknown box axis", "index table outside the negative")


def invalid_circuits():
    """A reader that checks numbers as it reads may refuse some as malformed."""
    out = []
    for rule, name, make in invalid.CASES:
        circ = make()
        data = encode(circ)
        circ = decode(data)
        assert encode(circ) == data, name
        try:
            validate(circ)
            got = None
        except InvalidCircuit as e:
            got = e.rule
        assert got == rule, (name, rule, got)
        entry = {"name": name, "rule": rule, "circuit": data.hex()}
        if rule == "REFERENCE" or name.startswith(READER):
            entry["readerMayRefuse"] = True
        if rule is None:
            plan, (covectors, work) = Rounds(circ), covectors_and_work(circ)
            entry |= {"circuitDigest": digest(circ).hex(), "leafBits": plan.n_leaf, "productBits": plan.n_prod, "terms": plan.n_terms,
                      "messageBytes": message_bytes(circ), "covectors": covectors, "work": work}
        out.append(entry)
    return out


def two_faults_circuits():
    """Of `rules` any may be named."""
    out = []
    for rules, name, circ in two_faults.cases():
        data = encode(circ)
        assert encode(decode(data)) == data, name
        entry = {"name": name, "rules": rules, "circuit": data.hex()}
        if "REFERENCE" in rules or "unknown" in name:
            entry["readerMayRefuse"] = True
        out.append(entry)
    return out


FILES = {"circuits_malformed": malformed_circuits, "circuits_invalid": invalid_circuits, "circuits_two_faults": two_faults_circuits}
