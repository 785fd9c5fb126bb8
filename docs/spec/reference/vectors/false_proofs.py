"""Vectors of false proofs and broken files, each with the check that has to trip."""
from itertools import chain
from spec import curve
from cases import nets
from attacks import cheats, direct
from spec.circuit import size
from spec.field import R
from spec.files import Key, encode_key, encode_proof, identify, verify_file
from spec.layout import Layout
from spec.transcript import Reject
from vectors.proofs import os_bytes, proof_file, whole
from spec.wire import Malformed, u32


def outcome(key, proof, context):
    try:
        verify_file(key, proof, context)
        return "ACCEPTED"
    except Reject as e:
        return e.reason
    except Malformed:
        return "MALFORMED"


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
        other = self.proof[:at] + data + self.proof[at + len(data):]
        self.check(name, other, {"edits": [[at, data.hex()]]}, expected)

    def check(self, name, other, how, expected, context=None):
        got = outcome(self.key, other, self.context if context is None else context)
        assert got == expected, (self.name, name, got, expected)
        entry = {"name": name, "net": self.name, "expected": expected, **how}
        if context is not None:
            entry |= {"context": context.hex()} if any(context) else {"contextZeros": len(context)}
        self.out.append(entry)

    def elements(self):
        """Every element of the messages: another value, both neighbours, a non-canonical encoding."""
        for i, label in enumerate(self.labels):
            at = self.start + 32 * i
            el = self.proof[at:at + 32]
            v = int.from_bytes(el, "little")
            if label in ("witness rows", "pads", "sigma D"):
                moved = curve.encode(curve.add(curve.decode(el), curve.generator("generator", 0)))
                self.edit(f"element {i} ({label}): + g_0", at, moved, "QUADRATIC_FORM")
                self.edit(f"element {i} ({label}): sign", at, (v ^ 1 << 255).to_bytes(32, "little"), "QUADRATIC_FORM")
                for bad in (0, curve.P, (1 << 256) - 1):
                    self.edit(f"element {i} ({label}): no point", at, bad.to_bytes(32, "little"), "POINT")
                continue
            last = i >= len(self.labels) - sum(k == "sigma D" for k in self.labels)          # the blinders ζ
            self.edit(f"element {i} ({label}): + 1", at, ((v + 1) % R).to_bytes(32, "little"), "GROUP_EQUATIONS" if last else "QUADRATIC_FORM")
            if i % 8 == 0 or last:
                self.edit(f"element {i} ({label}): - 1", at, ((v - 1) % R).to_bytes(32, "little"), "GROUP_EQUATIONS" if last else "QUADRATIC_FORM")
                self.edit(f"element {i} ({label}): + |F|", at, (v + R).to_bytes(32, "little"), "SCALAR")
                self.edit(f"element {i} ({label}): all ones", at, b"\xff" * 32, "SCALAR")

    def header(self):
        p, n = self.proof, len(self.labels) * 32
        self.edit("magic", 0, b"VOUCHKEY", "MALFORMED")
        self.edit("version 0", 8, u32(0), "MALFORMED")
        self.edit("version 2", 8, u32(2), "MALFORMED")
        self.edit("model id, first byte", 12, bytes([p[12] ^ 1]), "MODEL_ID")
        self.edit("model id, last byte", 43, bytes([p[43] ^ 128]), "MODEL_ID")
        tensors = len(self.n.circ.of("public"))
        for k in (tensors + 1, tensors - 1, 2**31, 2**32 - 1):
            if k >= 0:
                self.edit(f"{k} public tensors", 44, u32(k), "MALFORMED")
        at = 48
        for name in self.n.circ.of("public"):
            t = self.n.circ.tensors[name]
            for k in (size(t.shape) + 1, size(t.shape) - 1, 0, 2**32 - 1):
                self.edit(f"{k} values of {name}", at, u32(k), "MALFORMED")
            at += 4
            for i in range(size(t.shape)):
                v = int.from_bytes(p[at:at + 8], "little", signed=True)
                for w in (v + 1, v - 1, t.range[0] - 1, t.range[1] + 1, 2**63 - 1, -2**63):
                    ok = t.range[0] <= w <= t.range[1]
                    self.edit(f"{name}[{i}] = {w}", at, w.to_bytes(8, "little", signed=True), "QUADRATIC_FORM" if ok else "PUBLIC_VALUE")
                at += 8
        hidden = self.n.circ.of("INPUT", "OUTPUT")
        self.edit(f"{len(hidden) + 1} hidden tensors", at, u32(len(hidden) + 1), "MALFORMED")
        at += 4
        lay = Layout(self.n.circ)
        for name in hidden:
            rows = len(lay.matrix[name].rows)
            self.edit(f"{rows + 1} rows of {name}", at, u32(rows + 1), "MALFORMED")
            self.edit(f"0 rows of {name}", at, u32(0), "MALFORMED")
            at += 4
            for r in range(rows):
                el = p[at:at + 32]
                moved = curve.encode(curve.add(curve.decode(el), curve.generator("blinder", 0)))
                self.edit(f"row {r} of {name}: + h", at, moved, "QUADRATIC_FORM")
                self.edit(f"row {r} of {name}: sign", at + 31, bytes([el[31] ^ 128]), "QUADRATIC_FORM")
                self.edit(f"row {r} of {name}: infinity as zeros", at, bytes(32), "POINT")
                self.edit(f"row {r} of {name}: x = q", at, curve.P.to_bytes(32, "little"), "POINT")
                at += 32
        for k in (0, n - 1, n - 32, n + 32, 2**32 - 1):
            self.edit(f"{k} bytes of messages", at, u32(k), "MALFORMED")
        for k in (0, 7, 8, 11, 12, 43, 44, at, at + 4, len(p) - 32, len(p) - 1):
            self.check(f"truncated to {k} bytes", p[:k], {"length": k}, "MALFORMED")
        self.check("a byte more", p + b"\0", {"append": "00"}, "MALFORMED")
        short = p[:at] + u32(n - 32) + p[at + 4:-32]
        self.check("one element less", short, {"edits": [[at, u32(n - 32).hex()]], "length": len(short)}, "MESSAGES_LENGTH")
        longer = p[:at] + u32(n + 32) + p[at + 4:] + bytes(32)
        self.check("one element more", longer, {"edits": [[at, u32(n + 32).hex()]], "append": bytes(32).hex()}, "MESSAGES_LENGTH")
        self.check("another context", p, {}, "QUADRATIC_FORM", self.context + b"!")
        self.check("a context of 65537 bytes", p, {}, "STATEMENT", bytes(65537))


def edited():
    out = []
    for name, n, context in (("tiny", nets.tiny(), b""), ("tiny_public_public_model", nets.tiny(2, "public", "public"), b"mix"), ("outer", nets.outer(), b""),
                             ("lone", nets.lone(), b"")):
        e = Edited(name, n, context)
        if name in ("tiny", "lone"):
            e.elements()
        if name != "lone":
            e.header()
        out += e.out
    return out


def dishonest():
    """Whole proofs by provers that lie; with a key of their own where it is not the one of the net's vectors."""
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
        identifier = identify(n.circ, Layout(n.circ), {k: st.points[k] for k in n.circ.of("MODEL")})
        key, proof = encode_key(n.circ, st.points), encode_proof(n.circ, identifier, st, messages)
        got = outcome(Key(key), proof, b"")
        assert got in ("QUADRATIC_FORM", "GROUP_EQUATIONS"), (name, got)
        out.append({"name": name, "net": net, **({} if key == keys[net] else {"key": key.hex()}), "proof": proof.hex(), "expected": got})
    return out


FILES = {"false_edited": edited, "false_dishonest": dishonest}
