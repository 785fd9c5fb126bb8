"""formats.md, conventions: little-endian integers, strings, variable-length integers.

Reading refuses what writing would not give."""
from spec.field import R


# of strings: control and format characters, line and paragraph separators
FORBIDDEN = (
    (0x00, 0x1f), (0x7f, 0x9f), (0xad, 0xad), (0x0600, 0x0605), (0x061c, 0x061c),
    (0x06dd, 0x06dd), (0x070f, 0x070f), (0x0890, 0x0891), (0x08e2, 0x08e2), (0x180e, 0x180e),
    (0x200b, 0x200f), (0x2028, 0x202e), (0x2060, 0x206f), (0xfeff, 0xfeff), (0xfff9, 0xfffb),
    (0x110bd, 0x110bd), (0x110cd, 0x110cd), (0x13430, 0x1343f), (0x1bca0, 0x1bca3),
    (0x1d173, 0x1d17a), (0xe0000, 0xe007f),
)


def forbidden(character):
    return any(low <= ord(character) <= high for low, high in FORBIDDEN)


class Malformed(Exception):
    """The bytes are not what the format says."""


def u8(v):
    return v.to_bytes(1, "little")


def u32(v):
    return v.to_bytes(4, "little")


def u64(v):
    return v.to_bytes(8, "little")


def i32(v):
    return v.to_bytes(4, "little", signed=True)


def i64(v):
    return v.to_bytes(8, "little", signed=True)


def signed_width(lo, hi):
    """The least number of bytes whose two's complement holds lo … hi."""
    return max(max(v, ~v).bit_length() // 8 + 1 for v in (lo, hi))


def scalar(v):
    return (v % R).to_bytes(32, "little")


def string(s):
    data = s.encode()
    return u8(len(data)) + data


def uvar(v):
    out = bytearray()
    while v > 127:
        out.append(v & 127 | 128)
        v >>= 7
    return bytes(out) + bytes([v])


def wrap(v):
    """v mod 2^64 as a signed 64-bit integer: differences and their sums wrap around."""
    return (v + (1 << 63)) % (1 << 64) - (1 << 63)


def svar(v):
    """Zigzag of a 64-bit integer."""
    v = wrap(v)
    return uvar((v << 1 ^ v >> 63) % (1 << 64))


def deltas(values):
    """Each value as the difference to the one before (the first: to 0)."""
    return b"".join(svar(v - w) for v, w in zip(values, [0] + list(values)))


def listing(items):
    items = list(items)
    return u32(len(items)) + b"".join(items)


class Cursor:
    def __init__(self, data):
        self.data, self.at = bytes(data), 0

    @property
    def left(self):
        return len(self.data) - self.at

    def take(self, n):
        if n > self.left:
            raise Malformed("truncated")
        self.at += n
        return self.data[self.at - n:self.at]

    def int(self, n, signed=False):
        return int.from_bytes(self.take(n), "little", signed=signed)

    def u8(self, limit=255, what="byte"):
        v = self.int(1)
        if v > limit:
            raise Malformed(f"{what}: {v} > {limit}")
        return v

    def u32(self):
        """A length, count or index: below 2^31."""
        v = self.int(4)
        if v >> 31:
            raise Malformed("number of 2^31 or more")
        return v

    def length(self):
        v = self.u32()
        if v < 1:
            raise Malformed("length 0")
        return v

    def count(self, smallest):
        """A count of elements of at least `smallest` bytes each:
        checked against the bytes that are left."""
        n = self.u32()
        if n * smallest > self.left:
            raise Malformed("count beyond the bytes that are left")
        return n

    def scalar(self):
        """Canonical."""
        v = self.int(32)
        if v >= R:
            raise Malformed("scalar not canonical")
        return v

    def string(self):
        try:
            s = self.take(self.u8()).decode()
        except UnicodeDecodeError:
            raise Malformed("string is not UTF-8")
        if any(map(forbidden, s)):
            raise Malformed("forbidden character")
        return s

    def uvar(self):
        v = shift = 0
        while True:
            b = self.int(1)
            v |= (b & 127) << shift
            if v >> 64 or shift > 63:
                raise Malformed("variable-length integer beyond 64 bits")
            if b < 128:
                if b == 0 and shift:
                    raise Malformed("variable-length integer not in shortest form")
                return v
            shift += 7

    def svar(self):
        v = self.uvar()
        return v >> 1 ^ -(v & 1)

    def deltas(self, n):
        out, v = [], 0
        for _ in range(n):
            v = wrap(v + self.svar())
            out.append(v)
        return out

    def magic(self, word, *versions):
        """The version, which is one of those."""
        if self.take(len(word)) != word:
            raise Malformed("magic")
        return self.version(*versions)

    def version(self, *versions):
        v = self.int(4)
        if v not in versions:
            raise Malformed(f"version {v}, this reader knows {versions}")
        return v

    def end(self):
        if self.left:
            raise Malformed("bytes left")
