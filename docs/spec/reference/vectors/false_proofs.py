"""Vectors of false proofs and broken files, each with the check that has to trip."""

from attacks import cheats, direct
from cases import nets
from itertools import chain
from spec import curve
from spec.circuit import size
from spec.field import R
from spec.files import Key, encode_key, verify_file
from spec.layout import Layout
from spec.transcript import Reject
from spec.wire import Malformed, signed_width, u8, u32
from vectors.proofs import os_bytes, proof_file, whole


def outcome(key, proof, context):
    try:
        verify_file(key, proof, context)
        return "ACCEPTED"
    except Reject as e:
        return e.reason
    except Malformed:
        return "MALFORMED"


def le(v):
    return v.to_bytes(32, "little")


class Edited:
    """Changed copies of one net's proof file."""

    def __init__(self, name, n, context=b""):
        self.name, self.n, self.context = name, n, context
        made = whole(name, n, context)
        self.key, self.proof = Key(bytes.fromhex(made["key"])), bytes.fromhex(made["proof"])
        self.labels = [label for label, count in made["messageLabels"] for _ in range(count)]
        self.start = len(self.proof) - 32 * len(self.labels)
        self.out = []

    def edit(self, name, at, data, expected):
        other = self.proof[:at] + data + self.proof[at + len(data) :]
        self.check(name, other, {"edits": [[at, data.hex()]]}, expected)

    def check(self, name, other, how, expected, context=None):
        got = outcome(self.key, other, self.context if context is None else context)
        assert got == expected, (self.name, name, got, expected)
        entry = {"name": name, "net": self.name, "expected": expected, **how}
        if context is not None:
            entry |= {"context": context.hex()} if any(context) else {"contextZeros": len(context)}
        self.out.append(entry)

    def elements(self):
        """Every element of the messages:
        another value, both neighbours, a non-canonical encoding."""
        for i, label in enumerate(self.labels):
            at = self.start + 32 * i
            element = self.proof[at : at + 32]
            v = int.from_bytes(element, "little")
            if label in ("witness rows", "pads", "sigma D"):
                self.point(f"element {i} ({label})", at, element, v)
                continue
            blinders = self.labels.count("sigma D")  # the last elements are the blinders ζ
            self.scalar(f"element {i} ({label})", i, at, v, i >= len(self.labels) - blinders)

    def point(self, what, at, element, v):
        moved = curve.encode(curve.add(curve.decode(element), curve.generator("generator", 0)))
        self.edit(f"{what}: + g_0", at, moved, "QUADRATIC_FORM")
        self.edit(f"{what}: sign", at, le(v ^ 1 << 255), "QUADRATIC_FORM")
        for bad in (0, curve.P, (1 << 256) - 1):
            self.edit(f"{what}: no point", at, le(bad), "POINT")

    def scalar(self, what, i, at, v, blinder):
        reason = "GROUP_EQUATIONS" if blinder else "QUADRATIC_FORM"
        self.edit(f"{what}: + 1", at, le((v + 1) % R), reason)
        if i % 8 == 0 or blinder:
            self.edit(f"{what}: - 1", at, le((v - 1) % R), reason)
            self.edit(f"{what}: + |F|", at, le(v + R), "SCALAR")
            self.edit(f"{what}: all ones", at, b"\xff" * 32, "SCALAR")

    def header(self):
        """Everything of the file but the elements of the messages."""
        self.identity()
        at = self.public_values(44)
        at = self.hidden_points(at)
        self.lengths(at)
        self.check("another context", self.proof, {}, "QUADRATIC_FORM", self.context + b"!")
        self.check("a context of 65537 bytes", self.proof, {}, "STATEMENT", bytes(65537))

    def identity(self):
        p = self.proof
        self.edit("magic", 0, b"VOUCHKEY", "MALFORMED")
        self.edit("version 0", 8, u32(0), "MALFORMED")
        self.edit("version 4", 8, u32(4), "MALFORMED")
        self.edit("model id, first byte", 12, bytes([p[12] ^ 1]), "MODEL_ID")
        self.edit("model id, last byte", 43, bytes([p[43] ^ 128]), "MODEL_ID")

    def public_values(self, at):
        """The offset after them."""
        names = self.n.circ.of("public")
        for k in (len(names) + 1, len(names) - 1, 2**31, 2**32 - 1):
            if k >= 0:
                self.edit(f"{k} public tensors", at, u32(k), "MALFORMED")
        at += 4
        for name in names:
            t = self.n.circ.tensors[name]
            cells = size(t.shape)
            for k in (cells + 1, cells - 1, 0, 2**32 - 1):
                self.edit(f"{k} values of {name}", at, u32(k), "MALFORMED")
            at += 4
            width = signed_width(*t.range)
            for k in sorted({0, width - 1, width + 1, 9, 255}):
                self.edit(f"values of {name} in {k} bytes", at, u8(k), "MALFORMED")
            at += 1
            for i in range(cells):
                self.public_value(f"{name}[{i}]", at, *t.range)
                at += width
        return at

    def public_value(self, what, at, lo, hi):
        width = signed_width(lo, hi)
        v = int.from_bytes(self.proof[at : at + width], "little", signed=True)
        most = 2 ** (8 * width - 1)
        for w in sorted({v + 1, v - 1, lo - 1, hi + 1, most - 1, -most} - {v}):
            if -most <= w < most:
                reason = "QUADRATIC_FORM" if lo <= w <= hi else "PUBLIC_VALUE"
                data = w.to_bytes(width, "little", signed=True)
                self.edit(f"{what} = {w}", at, data, reason)

    def hidden_points(self, at):
        """The offset after them."""
        names, lay = self.n.circ.of("INPUT", "OUTPUT"), Layout(self.n.circ)
        self.edit(f"{len(names) + 1} hidden tensors", at, u32(len(names) + 1), "MALFORMED")
        at += 4
        for name in names:
            rows = len(lay.matrix[name].rows)
            self.edit(f"{rows + 1} rows of {name}", at, u32(rows + 1), "MALFORMED")
            self.edit(f"0 rows of {name}", at, u32(0), "MALFORMED")
            at += 4
            for row in range(rows):
                self.hidden_point(f"row {row} of {name}", at)
                at += 32
        return at

    def hidden_point(self, what, at):
        element = self.proof[at : at + 32]
        moved = curve.encode(curve.add(curve.decode(element), curve.generator("blinder", 0)))
        self.edit(f"{what}: + h", at, moved, "QUADRATIC_FORM")
        self.edit(f"{what}: sign", at + 31, bytes([element[31] ^ 128]), "QUADRATIC_FORM")
        self.edit(f"{what}: infinity as zeros", at, bytes(32), "POINT")
        self.edit(f"{what}: x = q", at, le(curve.P), "POINT")

    def lengths(self, at):
        """at: the offset of the messages' length."""
        p, n = self.proof, len(self.labels) * 32
        for k in (0, n - 1, n - 32, n + 32, 2**32 - 1):
            self.edit(f"{k} bytes of messages", at, u32(k), "MALFORMED")
        for k in (0, 7, 8, 11, 12, 43, 44, at, at + 4, len(p) - 32, len(p) - 1):
            self.check(f"truncated to {k} bytes", p[:k], {"length": k}, "MALFORMED")
        self.check("a byte more", p + b"\0", {"append": "00"}, "MALFORMED")
        short = p[:at] + u32(n - 32) + p[at + 4 : -32]
        how = {"edits": [[at, u32(n - 32).hex()]], "length": len(short)}
        self.check("one element less", short, how, "MESSAGES_LENGTH")
        longer = p[:at] + u32(n + 32) + p[at + 4 :] + bytes(32)
        how = {"edits": [[at, u32(n + 32).hex()]], "append": bytes(32).hex()}
        self.check("one element more", longer, how, "MESSAGES_LENGTH")


def edited():
    both = nets.tiny(2, "public", "public")
    tiny = Edited("tiny", nets.tiny())
    tiny.elements()
    tiny.header()
    public, outer = Edited("tiny_public_public_model", both, b"mix"), Edited("outer", nets.outer())
    public.header()
    outer.header()
    lone = Edited("lone", nets.lone())
    lone.elements()
    return tiny.out + public.out + outer.out + lone.out


def dishonest():
    """Whole proofs by provers that lie;
    with a key of their own where it is not the one of the net's vectors."""
    out, keys = [], {}
    for make in nets.ALL:
        st, _ = make().setup(os_bytes(make.__name__))
        keys[make.__name__] = encode_key(make().circ, st.points)
    for name, n, cls, change in chain(cheats.dishonest(), direct.dishonest()):
        net = name.split(":")[0]
        raw = os_bytes(net)
        st, held = n.setup(raw)
        if change:
            change(st, held)
        messages = cls(n.circ, st, n.val, held, raw).prove()
        key, proof = encode_key(n.circ, st.points), proof_file(n.circ, st, messages)
        got = outcome(Key(key), proof, b"")
        assert got in ("QUADRATIC_FORM", "GROUP_EQUATIONS"), (name, got)
        own_key = {} if key == keys[net] else {"key": key.hex()}
        out.append({"name": name, "net": net} | own_key | {"proof": proof.hex(), "expected": got})
    return out


FILES = {"false_edited": edited, "false_dishonest": dishonest}
