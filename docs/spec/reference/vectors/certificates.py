"""Vectors of certificates: their circuits, from the headers of MODEL tensors, and key files with
proofs of them."""

from cases import nets
from cases.build import Net
from spec.certificate import certificate_circuit, prove_certificate, verify_certificate
from spec.circuit import size
from spec.circuit_codec import digest, encode
from spec.commitment import commit_model
from spec.field import R, inv
from spec.files import encode_key
from spec.plan import Plan
from spec.transcript import Reject
from spec.validator import validate
from spec.validator.range_proof import range_proven
from vectors.proofs import hexes, model_values, os_bytes, witness_values

MANY = 1000  # cells: values of larger tensors are left out


def with_models(c, *headers):
    """A circuit whose MODEL tensors have these (shape, lo, hi, c_T)."""
    n = Net(c)
    n.circ.zeros.append(n.src("o", (), "OUTPUT", [0]))
    for i, (shape, lo, hi, ct) in enumerate(headers):
        name, values = f"w{i}", [n.rng.randint(lo, hi) for _ in range(size(shape))]
        n.src(name, shape, "MODEL", values, lo, hi, ct=ct, scale=i)
        n.val[name][:2] = [hi, lo][: size(shape)]
    return n.finish()


def models():
    """(name, net)"""
    yield "tiny", nets.tiny()
    yield "mlp", nets.mlp()
    yield "one byte", with_models(3, ((5, 3), -128, 127, 3))
    odd = ((), -1, 1, 0), ((7,), 0, 9, 3), ((2,), 5, 5, 1)
    yield "signed 17 bits beside odd ranges", with_models(4, ((3, 3), -65536, 65535, 2), *odd)
    yield "40 bits", with_models(2, ((2,), -(2**39), 2**39 - 1, 0))
    yield "not a power of two", with_models(2, ((2,), -65535, 65535, 1))
    yield "public range of 2^62", with_models(1, ((1,), -(2**61), 2**61 - 1, 0))
    yield "large, so that a wide table pays", with_models(9, ((300, 400), -32768, 32767, 9))
    yield "no MODEL tensor", with_models(2)
    yield "unsigned", with_models(2, ((4,), 100, 100 + 2**12 - 1, 2))


def circuit_entry(name, n):
    cert = certificate_circuit(n.circ)
    entry = {"name": name, "model": encode(n.circ).hex(), "circuit": None}
    if cert is None:
        return entry
    values = cert.witness(n.val)
    validate(cert.circ)
    assert cert.circ.satisfied(values)
    assert range_proven(cert.circ) >= set(cert.circ.of("MODEL"))
    entry |= {
        "circuit": encode(cert.circ).hex(),
        "circuitDigest": digest(cert.circ).hex(),
        "messageBytes": Plan(cert.circ).message_bytes(),
    }
    if size(n.circ.tensors[n.circ.of("MODEL")[0]].shape) < MANY:
        entry |= {
            "modelValues": model_values(n.circ, n.val),
            "witnessValues": witness_values(cert.circ, values),
        }
    return entry


def proven():
    """(name, net, changed weight or None)"""
    yield "tiny", nets.tiny(), None
    yield "mlp", nets.mlp(), None
    yield "a weight outside its range", nets.tiny(), 2
    yield "a field-valued weight", nets.tiny(), inv(2)


def key_entry(name, n, weight):
    if weight is not None:
        n.val["w"][0] = weight % R
    raw = os_bytes(name)
    held = commit_model(n.circ, n.val, raw)
    messages = prove_certificate(n.circ, n.val, held, raw)
    points = {tensor: committed.points for tensor, committed in held.items()}
    good = accepted(n.circ, points, messages)
    assert good == (weight is None)
    blinders = [b for committed in held.values() for b in committed.blinders.values()]
    entry = {
        "name": name,
        "operatingSystemBytes": raw.hex(),
        "modelBlinders": hexes(blinders),
        "key": encode_key(n.circ, points, messages).hex(),
        "expected": "ACCEPTED" if good else "CERTIFICATE",
    }
    if good:
        cert = certificate_circuit(n.circ)
        entry |= {
            "certificateValues": witness_values(cert.circ, cert.witness(n.val)),
            "modelValues": model_values(n.circ, n.val),
        }
    return entry


def accepted(circ, points, messages):
    try:
        verify_certificate(circ, points, messages)
        return True
    except Reject:
        return False


def certificates():
    return {
        "circuits": [circuit_entry(*model) for model in models()],
        "keys": [key_entry(*case) for case in proven()],
    }


FILES = {"certificates": certificates}
