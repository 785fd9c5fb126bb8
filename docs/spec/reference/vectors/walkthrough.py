"""Writes ../example.md: one proof byte by byte, and the transcript of a larger one.

python3 -m vectors.walkthrough"""
from pathlib import Path
from cases import nets
from spec.circuit_codec import digest, encode
from spec.files import encode_key, encode_proof, identify, Key, verify_file
from spec.field import R
from spec.layout import Layout
from spec.transcript import Transcript
from vectors.proofs import Log, prove
from spec.verifier import Verifier
from spec.wire import i32, i64, listing, scalar, string, u8, u32

TARGET = Path(__file__).resolve().parents[2] / "example.md"


def table(rows, head=("bytes", "meaning")):
    out = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(out + ["| " + " | ".join(r) + " |" for r in rows])


def hexed(data):
    text = data.hex()
    return f"`{text}`" if len(text) <= 72 else f"`{text[:32]}…{text[-32:]}` ({len(data)} bytes)"


def pieces():
    """The circuit bytes of nets.public_only, piece by piece."""
    axis = i64(0) + u8(1) + u8(0) + i64(1)
    bounds = i64(-1 << 20) + i64(1 << 20) + i32(0)

    def term(coef, tensor):
        return [(u8(0), "form 0: box term"), (scalar(coef), f"coefficient {coef if coef < R // 2 else coef - R}"), (u8(1) + u32(3), "one box axis of length 3"),
                (axis, "result map: offset 0, 1 part: box axis 0, coefficient 1"), (u8(1), "one operand"), (u32(tensor), f"tensor {tensor}"), (axis, "its map")]
    return [(u32(1), "format version"), (u32(1), "integer semantics"), (u8(0), "weights private (there are none)"), (u8(1), "c = 1: C = 2 columns"),
            (u32(3), "three tensors"),
            (string("x") + u8(2) + u8(1) + u32(3), "\"x\", PUBLIC, rank 1, length 3"), (bounds, "lo = −2^20, hi = 2^20, scale exponent 0"),
            (string("y") + u8(2) + u8(1) + u32(3), "\"y\", PUBLIC, rank 1, length 3"), (bounds, "lo, hi, scale exponent"),
            (string("z") + u8(7) + u8(1) + u32(3), "\"z\", DERIVED, rank 1, length 3"), (u32(2), "two terms")] + term(2, 0) + term(R - 1, 1) + \
           [(u32(0), "no tables"), (u32(0), "no lookups"), (u32(1) + u32(2), "one zero: tensor 2"),
            (u32(1) + string("x") + u8(1) + u8(1) + u32(3) + u32(0), "one input port: \"x\", integer, rank 1, length 3, tensor 0"),
            (u32(1) + string("y") + u8(1) + u8(1) + u32(3) + u32(1), "one output port: \"y\", tensor 1")]


def smallest():
    n = nets.public_only()
    c = n.circ
    parts = pieces()
    assert b"".join(p for p, _ in parts) == encode(c)
    st, held, _, messages = prove("public_only", n)
    identifier = identify(c, Layout(c), {})
    proof = encode_proof(c, identifier, st, messages)
    key = encode_key(c, {})
    verify_file(Key(key), proof)
    values = [(listing(map(i64, st.public[k])), f"values of {k}: {st.public[k]}") for k in ("x", "y")]
    labels = ["pads: commitment of the pad vector (ψ alone)", "sigma D: commitment of d_ψ", "sigma l: l1 = ψ", "sigma l: l0 = d_ψ",
              "sigma z: z_ψ = c·ψ + d_ψ", "sigma z: blinder"]
    fields = [(b"VOUCHPRF", "magic"), (u32(1), "version"), (identifier, "model id"), (u32(2), "two PUBLIC tensors"), *values, (u32(0), "no hidden tensors"),
              (u32(len(messages)), f"{len(messages)} bytes of messages")] + [(messages[32 * i:32 * i + 32], label) for i, label in enumerate(labels)]
    assert b"".join(p for p, _ in fields) == proof
    tr, steps = Transcript(), []
    steps.append(("", "suite", tr.state.hex()[:16]))

    def absorb(label, data, what):
        tr.absorb(label, data)
        steps.append((f"absorb {label}", what, tr.state.hex()[:16]))

    def challenge(label):
        v = tr.challenge(label)
        steps.append((f"challenge {label}", f"`{scalar(v).hex()[:16]}…`", tr.state.hex()[:16]))
    absorb("context", b"", "no bytes")
    absorb("circuit", digest(c), "circuit digest")
    for k in ("x", "y"):
        absorb("public", b"".join(map(i64, st.public[k])), f"24 bytes of {k}")
    absorb("pads", messages[:32], "message 0")
    for label in ("mu", "u", "u", "gamma", "theta"):
        challenge(label)
    absorb("sigma D", messages[32:64], "message 1")
    for i in (2, 3):
        absorb("sigma l", messages[32 * i:32 * i + 32], f"message {i}")
    challenge("c")
    for i in (4, 5):
        absorb("sigma z", messages[32 * i:32 * i + 32], f"message {i}")
    challenge("weight")
    v = Verifier(c, st, messages, Log)
    v.run()
    assert v.tr.state == tr.state
    return f"""## The smallest circuit: y = 2x, nothing hidden

`vectors/net_public_only.json`. x = (1, −2, 3) and y = (2, −4, 6) are public, `z = 2x − y` has to be 0. {len(encode(c))} bytes of circuit:

{table([(hexed(p), what) for p, what in parts])}

circuit digest `{digest(c).hex()}`, model id `{identifier.hex()}` (no MODEL tensor). The verifying key is `VOUCHKEY`, version, length and circuit, an empty list, an empty certificate, SHA3-256 of all that: {len(key)} bytes.

The proof file, {len(proof)} bytes. Nothing committed is reached, so there is no §4, §6, §7; the pad vector is ψ alone:

{table([(hexed(p), what) for p, what in fields])}

The transcript; the state is shown by its first 8 bytes:

{table([(a, b, f"`{s}…`") for a, b, s in steps], ("step", "data or value", "state after it"))}

The one equation says that the constant μ²·<z, eq(u)>, which V computes from the public values, is 0. L is empty, so the final checks are z_ψ = c·l1 + l0 (− c²·c_0, and c_0 = 0 here) and Com(z_ψ; ζ) = c·K_w + D_w.
"""


def groups(labels):
    out = []
    for label in labels:
        if out and out[-1][0] == label:
            out[-1][1] += 1
        else:
            out.append([label, 1])
    return out


def larger():
    n = nets.tiny()
    st, _, _, messages = prove("tiny", n)
    v = Verifier(n.circ, st, messages, Log)
    v.run()
    seen, at, flow = list(zip(v.tr.positions, v.tr.challenges_seen)), 0, []
    labels = [label for label, count in v.tr.messages for _ in range(count)]
    for i in range(len(labels) + 1):
        while at < len(seen) and seen[at][0] == i:
            flow.append(f"**{seen[at][1][0]}**")
            at += 1
        if i < len(labels):
            flow.append(labels[i])
    text = ", ".join(f"{k} × {label}" if k > 1 else label for label, k in groups(flow))
    return f"""## The order of messages and challenges

`vectors/net_tiny.json` (x(3) hidden, W(2, 3) hidden, requantise and ReLU, y(2) hidden; C = {1 << n.circ.c}, tree of n = {v.plan.n_leaf}, product of n_g = {v.plan.n_prod},
{v.plan.messages} hidden messages): messages plain, challenges bold.

{text}.

State after each stage: {", ".join(f"{k} `{s.hex()[:16]}…`" for k, s in v.states.items())}.
"""


def text():
    return "# A proof, byte by byte\n\nWritten by `reference/vectors/walkthrough.py`.\n\n" + smallest() + "\n" + larger()


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8")
