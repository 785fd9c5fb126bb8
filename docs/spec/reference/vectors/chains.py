"""Vectors of chains (§11 rule 38): ids of made-up models, links in any order, contexts of parts."""

from hashlib import sha3_256
from spec.chain import chain_id, part_context, rows_context

ROWS = rows_context(128, 10, 64, True, b"nonce")
LINKS = (
    (),
    ((0, "h", 1, "h"),),
    ((1, "scores", 2, "x"), (0, "h", 2, "é"), (0, "h", 1, "h"), (0, "h", 2, "z")),
)


def chains():
    out = []
    for links in LINKS:
        parts = max([1] + [target for _, _, target, _ in links]) + 1
        models = [sha3_256(f"model {part}".encode()).digest() for part in range(parts)]
        name = chain_id(models, links)
        out.append(
            {
                "models": [model.hex() for model in models],
                "links": [list(link) for link in links],
                "id": name.hex(),
                "contexts": [part_context(name, part, b"nonce").hex() for part in range(parts)],
                "rowContexts": [part_context(name, part, ROWS).hex() for part in range(parts)],
            }
        )
    return out


FILES = {"chains": chains}
