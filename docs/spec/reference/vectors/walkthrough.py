"""Writes ../example.md: one proof byte by byte, and the transcript of a larger one.

python3 -m vectors.walkthrough"""

import textwrap
from cases import nets
from pathlib import Path
from spec.circuit_codec import digest, encode
from spec.field import R
from spec.files import PROOF, PROOF_VERSION, Key, encode_key, encode_proof, identify
from spec.files import public_values, verify_file
from spec.layout import Layout
from spec.transcript import Transcript
from spec.verifier import Verifier
from spec.wire import i32, i64, scalar, string, u8, u32
from vectors.proofs import Log, prove

TARGET = Path(__file__).resolve().parents[2] / "example.md"


def table(rows, head=("bytes", "meaning")):
    out = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(out + ["| " + " | ".join(r) + " |" for r in rows])


def prose(text):
    return textwrap.fill(
        " ".join(text.split()), 116, break_long_words=False, break_on_hyphens=False
    )


def hexed(data):
    text = data.hex()
    return f"`{text}`" if len(text) <= 72 else f"`{text[:32]}…{text[-32:]}` ({len(data)} bytes)"


def pieces():
    """The circuit bytes of nets.public_only, piece by piece."""
    axis = i64(0) + u8(1) + u8(0) + i64(1)
    bounds = i64(-1 << 20) + i64(1 << 20) + i32(0)

    def term(coef, tensor):
        return [
            (u8(0), "form 0: box term"),
            (scalar(coef), f"coefficient {coef if coef < R // 2 else coef - R}"),
            (u8(1) + u32(3), "one box axis of length 3"),
            (axis, "result map: offset 0, 1 part: box axis 0, coefficient 1"),
            (u8(1), "one operand"),
            (u32(tensor), f"tensor {tensor}"),
            (axis, "its map"),
        ]

    return (
        [
            (u32(1), "format version"),
            (u32(1), "integer semantics"),
            (u8(0), "weights private (there are none)"),
            (u8(1), "c = 1: C = 2 columns"),
            (u32(3), "three tensors"),
            (string("x") + u8(2) + u8(1) + u32(3), '"x", PUBLIC, rank 1, length 3'),
            (bounds, "lo = −2^20, hi = 2^20, scale exponent 0"),
            (string("y") + u8(2) + u8(1) + u32(3), '"y", PUBLIC, rank 1, length 3'),
            (bounds, "lo, hi, scale exponent"),
            (string("z") + u8(7) + u8(1) + u32(3), '"z", DERIVED, rank 1, length 3'),
            (u32(2), "two terms"),
        ]
        + term(2, 0)
        + term(R - 1, 1)
        + [
            (u32(0), "no tables"),
            (u32(0), "no lookups"),
            (u32(1) + u32(2), "one zero: tensor 2"),
            (
                u32(1) + string("x") + u8(1) + u8(1) + u32(3) + u32(0),
                'one input port: "x", integer, rank 1, length 3, tensor 0',
            ),
            (
                u32(1) + string("y") + u8(1) + u8(1) + u32(3) + u32(1),
                'one output port: "y", tensor 1',
            ),
        ]
    )


class Steps(Transcript):
    """A transcript that notes (step, data or value, state after it)."""

    def __init__(self):
        super().__init__()
        self.rows = [("", "suite", self.shown())]

    def shown(self):
        return f"`{self.state.hex()[:16]}…`"

    def message(self, label, data, what):
        self.absorb(label, data)
        self.rows.append((f"absorb {label}", what, self.shown()))

    def drawn(self, label):
        v = self.challenge(label)
        self.rows.append((f"challenge {label}", f"`{scalar(v).hex()[:16]}…`", self.shown()))


def steps_of_smallest(circ, st, messages):
    tr = Steps()
    element = [messages[i : i + 32] for i in range(0, len(messages), 32)]
    tr.message("context", b"", "no bytes")
    tr.message("circuit", digest(circ), "circuit digest")
    for name in ("x", "y"):
        tr.message("public", b"".join(map(i64, st.public[name])), f"24 bytes of {name}")
    tr.message("pads", element[0], "message 0")
    for label in ("mu", "u", "u", "gamma", "theta"):
        tr.drawn(label)
    tr.message("sigma D", element[1], "message 1")
    for i in (2, 3):
        tr.message("sigma l", element[i], f"message {i}")
    tr.drawn("c")
    for i in (4, 5):
        tr.message("sigma z", element[i], f"message {i}")
    tr.drawn("weight")
    return tr


def fields_of_smallest(circ, identifier, st, messages):
    """The proof file, piece by piece."""
    labels = [
        "pads: commitment of the pad vector (ψ alone)",
        "sigma D: commitment of d_ψ",
        "sigma l: l1 = ψ",
        "sigma l: l0 = d_ψ",
        "sigma z: z_ψ = c·ψ + d_ψ",
        "sigma z: blinder",
    ]
    head = [(PROOF, "magic"), (u32(PROOF_VERSION), "version"), (identifier, "model id")]
    public = [(u32(2), "two PUBLIC tensors")]
    for name in ("x", "y"):
        data = public_values(circ.tensors[name], st.public[name])
        width = f"in {data[4]} bytes each"
        public.append((data, f"values of {name}, {width}: {st.public[name]}"))
    length = [
        (u32(0), "no hidden tensors"),
        (u32(len(messages)), f"{len(messages)} bytes of messages"),
    ]
    elements = [(messages[32 * i : 32 * i + 32], label) for i, label in enumerate(labels)]
    return head + public + length + elements


def smallest():
    n = nets.public_only()
    circ, parts = n.circ, pieces()
    assert b"".join(data for data, _ in parts) == encode(circ)
    st, _, _, messages = prove("public_only", n)
    identifier, key = identify(circ, Layout(circ), {}), encode_key(circ, {})
    proof = encode_proof(circ, identifier, st, messages)
    verify_file(Key(key), proof)
    fields = fields_of_smallest(circ, identifier, st, messages)
    assert b"".join(data for data, _ in fields) == proof
    tr, v = steps_of_smallest(circ, st, messages), Verifier(circ, st, messages, Log)
    v.run()
    assert v.tr.state == tr.state
    return [
        "## The smallest circuit: y = 2x, nothing hidden",
        prose(f"""`vectors/net_public_only.json`. x = (1, −2, 3) and y = (2, −4, 6) are public, `z =
            2x − y` has to be 0. {len(encode(circ))} bytes of circuit:"""),
        table([(hexed(data), what) for data, what in parts]),
        f"circuit digest `{digest(circ).hex()}`, model id\n`{identifier.hex()}` (no MODEL tensor).",
        prose(f"""The verifying key is `VOUCHKEY`, version, length and circuit, an empty list, an
            empty certificate, SHA3-256 of all that: {len(key)} bytes."""),
        prose(
            f"""The proof file, {len(proof)} bytes. Nothing committed is reached, so there is no §4,
            §6, §7; the pad vector is ψ alone:"""
        ),
        table([(hexed(data), what) for data, what in fields]),
        "The transcript; the state is shown by its first 8 bytes:",
        table(tr.rows, ("step", "data or value", "state after it")),
        prose("""The one equation says that the constant μ²·<z, eq(u)>, which V computes from the
            public values, is 0. L is empty, so the final checks are z_ψ = c·l1 + l0 (− c²·c_0,
            and c_0 = 0 here) and Com(z_ψ; ζ) = c·K_w + D_w."""),
    ]


def groups(labels):
    """[label, how often in a row]"""
    out = []
    for label in labels:
        if out and out[-1][0] == label:
            out[-1][1] += 1
        else:
            out.append([label, 1])
    return out


def flow(tr):
    """Labels of messages and challenges in their order."""
    drawn, at, out = list(zip(tr.positions, tr.challenges_seen)), 0, []
    labels = [label for label, count in tr.messages for _ in range(count)] + [None]
    for i, label in enumerate(labels):
        while at < len(drawn) and drawn[at][0] == i:
            out.append(f"**{drawn[at][1][0]}**")
            at += 1
        out.append(label)
    return out[:-1]


def larger():
    n = nets.tiny()
    st, _, _, messages = prove("tiny", n)
    v = Verifier(n.circ, st, messages, Log)
    v.run()
    plan, order = v.plan, groups(flow(v.tr))
    states = ", ".join(f"{stage} `{state.hex()[:16]}…`" for stage, state in v.states.items())
    return [
        "## The order of messages and challenges",
        prose(f"""`vectors/net_tiny.json` (x(3) hidden, W(2, 3) hidden, requantise and ReLU, y(2)
            hidden; C = {1 << plan.c}, tree of n = {plan.n_leaf}, product of n_g =
            {plan.n_prod}, {plan.messages} hidden messages): messages plain, challenges bold."""),
        prose(", ".join(f"{k} × {label}" if k > 1 else label for label, k in order) + "."),
        prose(f"State after each stage: {states}."),
    ]


def text():
    head = ["# A proof, byte by byte", "Written by `reference/vectors/walkthrough.py`."]
    return "\n\n".join(head + smallest() + larger()) + "\n"


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8")
