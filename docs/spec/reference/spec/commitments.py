"""§2.2 the commitments of the statement: model, once; hidden inputs and outputs, for each proof."""
from itertools import count
from spec import rng
from spec.circuit_codec import digest
from spec.layout import Committed, Layout


def commit_all(circ, names, values, blinder):
    lay = Layout(circ)
    return {n: Committed(lay, n, values[n], blinder) for n in names}


def numbered(stream, label):
    index = count()
    return lambda: stream.scalar(label, next(index))


def commit_model(circ, values, os_bytes=None):
    """{MODEL tensor: Committed}; the blinders of public weights are 1."""
    stream = rng.model_stream(os_bytes or rng.fresh(), digest(circ), rng.model_hash(circ, values))
    return commit_all(circ, circ.of("MODEL"), values, (lambda: 1) if circ.public_weights else numbered(stream, "model rows"))


def commit_hidden(circ, values, context=b"", os_bytes=None):
    """{hidden INPUT or OUTPUT tensor: Committed}"""
    stream = rng.hidden_stream(os_bytes or rng.fresh(), context, digest(circ), rng.values_hash(circ, values))
    return commit_all(circ, circ.of("INPUT", "OUTPUT"), values, numbered(stream, "hidden rows"))
