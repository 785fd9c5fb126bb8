"""Vectors of random circuits: true proofs to be made and accepted alike, false ones to be rejected."""
import random
from spec.circuit_codec import encode
from spec.counts import Rounds, covectors_and_work, message_bytes
from spec.field import signed
from spec.files import encode_key, encode_proof, identify
from spec.layout import Layout
from spec.prover import Prover
from cases.random_circuits import mutated, random_net
from spec.transcript import Reject
from vectors.proofs import os_bytes, witness_values
from spec.verifier import Verifier, verify

WITH_PRODUCTS, WITHOUT, MAX_BYTES = 30, 12, 9000


def proved(n, raw, context):
    st, held = n.setup(raw, context)
    messages = Prover(n.circ, st, n.val, held, raw).prove()
    identifier = identify(n.circ, Layout(n.circ), {k: st.points[k] for k in n.circ.of("MODEL")})
    return st, messages, encode_key(n.circ, st.points), encode_proof(n.circ, identifier, st, messages)


def fits(n):
    return all(abs(signed(v)) < 1 << 62 for k in n.circ.of("MODEL", "INPUT", "OUTPUT", "WITNESS") for v in n.val[k])


def entry(seed, n):
    raw, context = os_bytes(f"random {seed}"), bytes([seed % 256]) * (seed % 5)
    st, messages, key, proof = proved(n, raw, context)
    v = Verifier(n.circ, st, messages)
    v.run()
    plan, (covectors, work) = Rounds(n.circ), covectors_and_work(n.circ)
    out = {"seed": seed, "operatingSystemBytes": raw.hex(), "context": context.hex(),
           "plan": {"leafBits": plan.n_leaf, "productBits": plan.n_prod, "zeroBits": plan.n_zero, "terms": plan.n_terms, "messages": plan.messages,
                    "messageBytes": message_bytes(n.circ), "covectors": covectors, "work": work},
           "modelValues": [signed(x) for k in n.circ.of("MODEL") for x in n.val[k]], "witnessValues": witness_values(n),
           "key": key.hex(), "proof": proof.hex(), "states": {k: s.hex() for k, s in v.states.items()}}
    m, true = mutated(n, random.Random(seed))
    if not true and len(proof) < 5000:
        st, messages, key, proof = proved(m, raw, context)
        try:
            verify(m.circ, st, messages)
            raise AssertionError(seed)
        except Reject as e:
            out |= {"falseKey": key.hex()} if m.val != n.val and key.hex() != out["key"] else {}
            out |= {"falseProof": proof.hex(), "falseExpected": e.reason}
    return out


def circuits():
    out, seed, left = [], 0, {True: WITH_PRODUCTS, False: WITHOUT}
    while any(left.values()):
        seed += 1
        n = random_net(seed)
        products = n is not None and Rounds(n.circ).n_terms > 0
        if n and left[products] and n.circ.of("MODEL", "INPUT", "OUTPUT", "WITNESS") and fits(n) and len(encode(n.circ)) + message_bytes(n.circ) < MAX_BYTES:
            left[products] -= 1
            out.append(entry(seed, n))
    return out


FILES = {"random": circuits}
