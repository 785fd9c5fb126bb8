"""Vectors of attacks that win when a challenge is known, of batches, and of certificates."""
from cases import nets
from attacks import predict
from attacks.forced import Forced, values
from cases.build import Net
from spec.certificate import certificate_net, prove_certificate, verify_certificate
from spec.circuit import size
from spec.circuit_codec import digest, encode
from spec.commitments import commit_model
from spec.counts import message_bytes
from spec.field import R, inv, signed
from spec.files import encode_key, encode_proof, identify
from spec.layout import Layout
from spec.ranges import range_proven
from spec.transcript import Reject
from spec.validator import validate
from vectors.proofs import hexes, os_bytes, prove, witness_values
from spec.verifier import batch_equations, verify_batch


def scalar(v):
    return v.to_bytes(32, "little").hex()


def forced():
    out = []
    for name, labels, net, cls, reason in predict.CASES:
        n, st, proof, known, true = predict.winning(name, labels, net, cls)
        assert (known, true) == ("ACCEPTED", reason), (name, known, true)
        identifier = identify(n.circ, Layout(n.circ), {k: st.points[k] for k in n.circ.of("MODEL")})
        out.append({"name": name, "forced": {k: scalar(v) for k, v in values(labels).items()}, "key": encode_key(n.circ, st.points).hex(),
                    "proof": encode_proof(n.circ, identifier, st, proof).hex(), "expected": reason})
    return out


def shifted(proof, at, d):
    """The messages with d added to the scalar at a negative offset."""
    v = (int.from_bytes(proof[at:][:32], "little") + d) % R
    return proof[:at] + v.to_bytes(32, "little") + proof[len(proof) + at + 32:]


def verdict(instances):
    try:
        verify_batch(instances)
        return "ACCEPTED"
    except Reject as e:
        return e.reason


def batches():
    """Batches of proofs of net_*.json, some with a scalar changed at an offset from the end of the proof file."""
    context = {"tiny_input_public_model": b"mix"}
    made = {}
    for name, n in (("tiny", nets.tiny()), ("tiny_input_public_model", nets.tiny(2, "INPUT", "public")), ("outer", nets.outer()), ("limbs", nets.limbs()),
                    ("public_only", nets.public_only())):
        st, held, p, messages = prove(name, n, context.get(name, b""))
        made[name] = (n.circ, st, messages)
    x, pads = -64, -32                                   # the blinders of x and of the pads
    out = []
    for title, names, changes in (
            ("one", ["tiny"], []), ("none", [], []), ("all", list(made), []), ("one proof twice", ["tiny", "tiny"], []),
            ("order", ["outer", "tiny"], []), ("order, the other way", ["tiny", "outer"], []),
            ("x of the first + 1", ["tiny", "outer"], [(0, x, 1)]), ("pads of the last + 1", ["tiny", "public_only"], [(1, pads, 1)]),
            ("+ 1 and - 1 on x of two proofs", ["tiny", "outer"], [(0, x, 1), (1, x, -1)]),
            ("+ 1 and - 1 on x of one proof twice", ["tiny", "tiny"], [(0, x, 1), (1, x, -1)]),
            ("+ 1 and - 1 on x and pads of one proof", ["tiny", "outer"], [(0, x, 1), (0, pads, -1)]),
            ("+ 1, + 1 and - 2 on the pads of three", ["tiny", "outer", "limbs"], [(0, pads, 1), (1, pads, 1), (2, pads, -2)])):
        instances = [made[k] for k in names]
        for i, at, d in changes:
            circ, st, proof = instances[i]
            instances[i] = circ, st, shifted(proof, at, d)
        _, weights = batch_equations(instances)
        with Forced(("weight",)):
            equal = verdict(instances)
        out.append({"name": title, "proofs": [{"net": k, "add": [[at, d] for j, at, d in changes if j == i]} for i, k in enumerate(names)],
                    "weights": hexes(weights), "expected": verdict(instances), "expectedWithEqualWeights": equal})
    return out


def with_models(c, *headers):
    """A circuit whose MODEL tensors have these (shape, lo, hi, c_T)."""
    n = Net(c)
    n.circ.zeros.append(n.src("o", (), "OUTPUT", [0]))
    for i, (shape, lo, hi, ct) in enumerate(headers):
        n.src(f"w{i}", shape, "MODEL", [n.rng.randint(lo, hi) for _ in range(size(shape))], lo, hi, ct=ct, scale=i)
        n.val[f"w{i}"][:2] = [hi, lo][:size(shape)]
    return n.finish()


def certificates():
    """Certificate circuits from the headers of MODEL tensors, and proofs; "key" files carry the proof."""
    cases = [("tiny", nets.tiny()), ("mlp", nets.mlp()), ("one byte", with_models(3, ((5, 3), -128, 127, 3))),
             ("signed 17 bits beside odd ranges", with_models(4, ((3, 3), -65536, 65535, 2), ((), -1, 1, 0), ((7,), 0, 9, 3), ((2,), 5, 5, 1))),
             ("40 bits", with_models(2, ((2,), -2**39, 2**39 - 1, 0))), ("not a power of two", with_models(2, ((2,), -65535, 65535, 1))),
             ("public range of 2^62", with_models(1, ((1,), -2**61, 2**61 - 1, 0))), ("large, so that a wide table pays", with_models(9, ((300, 400), -32768, 32767, 9))),
             ("no MODEL tensor", with_models(2)), ("unsigned", with_models(2, ((4,), 100, 100 + 2**12 - 1, 2)))]
    out = []
    for name, n in cases:
        cert = certificate_net(n.circ, n.val)
        entry = {"name": name, "model": encode(n.circ).hex(), "circuit": cert and encode(cert.circ).hex()}
        if cert:
            validate(cert.circ)
            assert cert.circ.satisfied(cert.val) and range_proven(cert.circ) >= set(cert.circ.of("MODEL"))
            entry |= {"circuitDigest": digest(cert.circ).hex(), "messageBytes": message_bytes(cert.circ)}
            if size(n.circ.tensors[n.circ.of("MODEL")[0]].shape) < 1000:
                entry |= {"modelValues": [signed(v) for k in n.circ.of("MODEL") for v in n.val[k]], "witnessValues": witness_values(cert)}
        out.append(entry)
    proofs = []
    for name, n, change in (("tiny", nets.tiny(), None), ("mlp", nets.mlp(), None), ("a weight outside its range", nets.tiny(), ("w", 0, 2)),
                            ("a field-valued weight", nets.tiny(), ("w", 0, inv(2)))):
        if change:
            n.val[change[0]][change[1]] = change[2] % R
        raw = os_bytes(name)
        held = commit_model(n.circ, n.val, raw)
        cert = certificate_net(n.circ, n.val)
        messages = prove_certificate(n.circ, n.val, held, raw)
        points = {k: h.points for k, h in held.items()}
        try:
            verify_certificate(n.circ, points, messages)
            good = True
        except Reject:
            good = False
        assert good == (change is None)
        entry = {"name": name, "operatingSystemBytes": raw.hex(), "modelBlinders": hexes(b for h in held.values() for b in h.blinders.values()),
                 "key": encode_key(n.circ, points, messages).hex(), "expected": "ACCEPTED" if good else "CERTIFICATE"}
        if good:
            entry |= {"certificateValues": witness_values(cert), "modelValues": [signed(v) for k in n.circ.of("MODEL") for v in n.val[k]]}
        proofs.append(entry)
    return {"circuits": out, "keys": proofs}


FILES = {"forced": forced, "batches": batches, "certificates": certificates}
