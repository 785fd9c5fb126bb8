"""Chains of proofs (§11 rule 38, formats.md §11): the name of a chain, and the contexts of its parts, rows too."""

from hashlib import sha3_256
from spec.wire import string, u8, u32, u64


def links_bytes(links):
    """links: (fromPart, output, toPart, input), by toPart and the input's UTF-8 bytes."""
    ordered = sorted(links, key=lambda link: (link[2], link[3].encode()))
    out = u32(len(ordered))
    for source, output, target, taken in ordered:
        out += u32(source) + string(output) + u32(target) + string(taken)
    return out


def chain_id(model_ids, links):
    data = b"vouch-1/chain" + u32(len(model_ids)) + b"".join(model_ids) + links_bytes(links)
    return sha3_256(data).digest()


def part_context(name, part, application):
    """What the proof of a part is made for."""
    return b"vouch-chain-1" + name + u32(part) + application


def rows_context(first, rows, batch, last, application):
    """What a proof of rows is made for (§11 rule 36); of a chain it is the application's context of all parts."""
    return b"vouch-rows-1" + u64(first) + u32(rows) + u32(batch) + u8(last) + application
