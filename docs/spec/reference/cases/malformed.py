"""Byte strings that are no circuit (formats.md §1), made by changing the bytes of circuits or by
encoding what has no meaning."""

from cases.build import Net
from spec.circuit import Port, Term
from spec.circuit_codec import encode
from spec.field import R
from spec.wire import i32, i64, scalar, string, svar, u8, u32


def sample(box=2, coef=1):
    """An OUTPUT, constants, a derived tensor with a box term of two axes and one with an index
    table, a table, a lookup, ports."""
    n = Net(2)
    n.circ.zeros.append(n.src("o", (3,), "OUTPUT", [0] * 3))
    n.const("k", (2,), [300, -5])
    n.circ.add(
        "d",
        (3,),
        "derived",
        terms=[Term(coef, {"i": 3, "j": box}, ["i"], [("o", [(77, {"i": 5, "j": 6})])])],
    )
    n.circ.add(
        "e", (3,), "derived", terms=[Term(9, ops=[("o", [])], table=[(1, 2), (1, 2), (2, 0)])]
    )
    n.lookup(["o"], n.range_table("t", 1))
    n.val["d"] = n.val["e"] = [0] * 3
    return n.finish().circ


def usual_rows_told():
    """As version 2, though version 1 says the same."""
    circ = sample()
    circ.tensors["o"].ct = 1
    told = encode(circ)
    before = string("o") + u8(5) + u8(1) + u32(3) + i64(-1 << 20) + i64(1 << 20) + i32(0)
    return swapped(before + u8(1), before + u8(2), told)


def entry(*parts):
    return i64(77) + u8(len(parts)) + b"".join(u8(a) + i64(k) for a, k in parts)


def swapped(old, new, data=None):
    data = data or encode(sample())
    assert data.count(old) == 1, (old, data.count(old))
    return data.replace(old, new)


def changed(**kw):
    c = sample()
    for k, v in kw.items():
        setattr(c, k, v)
    return encode(c)


def with_tensor(change):
    c = sample()
    change(c)
    return encode(c)


def cases():
    good = encode(sample())
    lookup = u32(1) + u32(0) + u32(0)  # one lookup, table 0, key 0
    table = u8(1) + u32(4) + u8(1) + u8(0) + u32(5)
    pairs = u32(3) + svar(1) + svar(2) + svar(0) + svar(0) + svar(1) + svar(-2)
    d_head = string("d") + u8(7) + u8(1) + u32(3)
    o_head = string("o") + u8(5) + u8(1) + u32(3)
    yield "empty", b""
    yield "one byte", b"\1"
    yield "trailing byte", good + b"\0"
    yield "version 0", u32(0) + good[4:]
    yield "version 3", u32(3) + good[4:]
    yield "version 2 without a word on rows", u32(2) + good[4:]
    yield "version 2 with rows of the usual width", usual_rows_told()
    yield "visibility 2", good[:8] + u8(2) + good[9:]
    yield "c = 17", good[:9] + u8(17) + good[10:]
    yield "2^32 - 1 tensors", good[:10] + u32(2**32 - 1) + good[14:]
    yield "2^31 - 1 tensors", good[:10] + u32(2**31 - 1) + good[14:]
    yield "one tensor too many", good[:10] + u32(7) + good[14:]
    yield "kind 8", swapped(o_head, string("o") + u8(8) + u8(1) + u32(3))
    yield "rank 9", with_tensor(lambda c: c.add("r", (1,) * 9, "iota"))
    yield "length 0", with_tensor(lambda c: c.add("r", (2, 0), "iota"))
    yield "length 2^31", with_tensor(lambda c: c.add("r", (2**31,), "iota"))
    yield "box length 0", encode(sample(box=0))
    yield "port length 0", changed(outputs=[Port("o", 1, (3, 0), "o")])
    yield "name not UTF-8", swapped(o_head, b"\1\xff" + o_head[2:])
    yield "name in overlong UTF-8", swapped(o_head, b"\2\xc1\xaf" + o_head[2:])
    yield "name with a surrogate", swapped(o_head, b"\3\xed\xa0\x80" + o_head[2:])
    yield "name with U+0000", swapped(o_head, b"\1\0" + o_head[2:])
    yield "name with U+001F", swapped(o_head, b"\1\x1f" + o_head[2:])
    yield "name with U+007F", swapped(o_head, b"\1\x7f" + o_head[2:])
    for ch in "\x80\x85\x9b\xad\u061c\u200b\u200f\u2028\u2029\u202e\u2066\ufeff\U000110bd\U000e0041":
        yield f"name with U+{ord(ch):04X}", swapped(o_head, string(ch) + o_head[2:])
    for ch in "\xae\u2027\u2030\u3000\U0001f600":
        yield f"+ name with U+{ord(ch):04X}", swapped(o_head, string(ch) + o_head[2:])
    yield "port name with U+202E", changed(outputs=[Port("y\u202ex", 1, (3,), "o")])
    yield "constant not in shortest form", swapped(
        svar(300) + svar(-305), svar(300)[:1] + bytes([svar(300)[1] | 128, 0]) + svar(-305)
    )
    yield "constant of 11 bytes", swapped(svar(300) + svar(-305), b"\x80" * 10 + b"\1" + svar(-305))
    yield "constant beyond 64 bits", swapped(
        svar(300) + svar(-305), b"\xff" * 9 + b"\2" + svar(-305)
    )
    yield "2^40 constants", swapped(
        string("k") + u8(0) + u8(1) + u32(2), string("k") + u8(0) + u8(2) + u32(2**20) + u32(2**20)
    )
    yield "2^62 constants", swapped(
        string("k") + u8(0) + u8(1) + u32(2),
        string("k") + u8(0) + u8(2) + u32(2**31 - 1) + u32(2**31 - 1),
    )
    yield "2^64 constants", swapped(
        string("k") + u8(0) + u8(1) + u32(2), string("k") + u8(0) + u8(4) + u32(2**16) * 4
    )
    yield "2^31 - 1 terms", swapped(d_head + u32(1), d_head + u32(2**31 - 1))
    yield "form 2", swapped(d_head + u32(1) + u8(0), d_head + u32(1) + u8(2))
    yield "coefficient 0", encode(sample(coef=0))
    yield "coefficient |F|", swapped(scalar(9), R.to_bytes(32, "little"))
    yield "coefficient 2^256 - 1", swapped(scalar(9), b"\xff" * 32)
    yield "17 box axes", with_tensor(
        lambda c: c.add("b", (), "derived", terms=[Term(1, {i: 1 for i in range(17)}, [], [])])
    )
    yield "3 operands", with_tensor(
        lambda c: c.add("b", (), "derived", terms=[Term(1, {}, [], [("o", [0])] * 3)])
    )
    yield "operand is the tensor itself", swapped(
        u8(1) + u32(0) + entry((0, 5), (1, 6)), u8(1) + u32(2) + entry((0, 5), (1, 6))
    )
    yield "operand is a later tensor", swapped(
        u8(1) + u32(0) + entry((0, 5), (1, 6)), u8(1) + u32(3) + entry((0, 5), (1, 6))
    )
    yield "operand is unknown", swapped(
        u8(1) + u32(0) + entry((0, 5), (1, 6)), u8(1) + u32(2**31) + entry((0, 5), (1, 6))
    )
    yield "index table on the tensor itself", swapped(u32(0) + pairs, u32(3) + pairs)
    yield "box axes descending", swapped(entry((0, 5), (1, 6)), entry((1, 6), (0, 5)))
    yield "box axis twice", swapped(entry((0, 5), (1, 6)), entry((0, 5), (0, 6)))
    yield "index-map coefficient 0", swapped(entry((0, 5), (1, 6)), entry((0, 5), (1, 0)))
    yield "255 parts of an entry", swapped(
        entry((0, 5), (1, 6)), i64(77) + u8(255) + entry((0, 5), (1, 6))[9:]
    )
    yield "pairs not sorted by result", swapped(
        pairs, u32(3) + svar(1) + svar(2) + svar(0) + svar(0) + svar(-1) + svar(-2)
    )
    yield "pairs not sorted by operand", swapped(
        pairs, u32(3) + svar(1) + svar(2) + svar(0) + svar(-1) + svar(1) + svar(-1)
    )
    yield "pairs not sorted, by wrapping", swapped(
        pairs, u32(3) + svar(1) + svar(2) + svar(2**63 - 1) + svar(0) + svar(2**63 - 1) + svar(0)
    )
    yield "2^31 - 1 pairs", swapped(pairs, u32(2**31 - 1) + pairs[4:])
    yield "no columns", swapped(u32(1) + table, u32(1) + u8(0) + u8(0) + u8(0) + u32(5))
    yield "argument count 0", swapped(
        u32(1) + table, u32(1) + u8(1) + u32(4) + u8(0) + u8(0) + u32(5)
    )
    yield "argument count above the columns", swapped(
        u32(1) + table, u32(1) + u8(1) + u32(4) + u8(2) + u8(0) + u32(5)
    )
    for k in (2, 255):
        yield f"direct {k}", swapped(
            u32(1) + table, u32(1) + u8(1) + u32(4) + u8(1) + u8(k) + u32(5)
        )
    yield "table without the byte for direct", swapped(
        u32(1) + table, u32(1) + u8(1) + u32(4) + u8(1) + u32(5)
    )
    yield "lookup in an unknown table", swapped(u32(5) + lookup, u32(5) + u32(1) + u32(1) + u32(0))
    yield "value type 3 without scales", changed(outputs=[Port("o", 3, (3,), "o")])
    yield "port of rank 9", changed(outputs=[Port("o", 1, (3,) + (1,) * 8, "o")])
    yield "value type 6", changed(outputs=[Port("o", 6, (3,), "o")])
    yield "+ scales per slice", changed(outputs=[Port("o", 3, (3,), "o", (0, (1, 0, -1)))])
    yield "scales along an axis that is not there", changed(
        outputs=[Port("o", 3, (3,), "o", (1, (1, 0, -1)))]
    )
    yield "scales of a port without axes", changed(outputs=[Port("o", 3, (), "o", (0, (1,)))])
    yield "a scale too few", changed(outputs=[Port("o", 3, (3,), "o", (0, (1, 0)))])
    yield "2^31 - 1 scales", changed(outputs=[Port("o", 3, (2**31 - 1,), "o", (0, (1, 0)))])
    for n in (11, 14, 20, 40, len(good) // 2, len(good) - 1):
        yield f"truncated to {n} bytes", good[:n]
    for name, ch in (("U+00A0", "\xa0"), ("U+10FFFF", "\U0010ffff"), ("of 255 bytes", "a" * 255)):
        yield f"+ name {name}", swapped(o_head, string(ch) + o_head[2:])
    yield "+ direct table", swapped(
        u32(1) + table, u32(1) + u8(1) + u32(4) + u8(1) + u8(1) + u32(5)
    )
    yield "+ good", good
