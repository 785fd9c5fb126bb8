"""Why the weights of a batch come from one transcript over all proofs (§11 rule 27): with each
proof's own weights, eight false proofs whose errors cancel are found by Wagner's k-list algorithm
in about p^(1/4) work. The group is Z_p with a small p; only the linearity of the check is used.

python3 -m attacks.k_list [BITS]   (24 by default)"""

import bisect
import sys
from spec import field

BITS = int(sys.argv[1]) if __name__ == "__main__" and len(sys.argv) > 1 else 24
LISTS = 8


def is_prime(n):
    return n > 1 and all(
        pow(a, n - 1, n) == 1 for a in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37)
    )


if __name__ == "__main__":  # a field of its own: before any other module reads it
    field.R = next(n for n in range((1 << BITS) - 1, 0, -2) if is_prime(n))

from attacks.toy import ToyGroup  # noqa: E402
from cases.build import Net  # noqa: E402
from spec import curve  # noqa: E402
from spec.batch import verify_batch  # noqa: E402
from spec.field import R  # noqa: E402
from spec.prover import Prover  # noqa: E402
from spec.sigma import combined, form_of  # noqa: E402
from spec.transcript import Reject, Writer  # noqa: E402
from spec.verifier import Verifier, verify  # noqa: E402


def false_net():
    """9 is not in {0, 1}."""
    n = Net(2)
    n.src("k", (3,), "OUTPUT", [0, 1, 9])
    n.lookup(["k"], n.range_table("t", 2))
    return n.finish()


class Grinder(Prover):
    """Many endings of one false proof: z_0 is moved so that the quadratic form holds, and the
    opening of x is then off by weight·ε along g_0."""

    def sigma(self):
        replay, form = form_of(self)
        vectors = [self.combined_row(replay.rows), (self.pad, self.pad_blinder)]
        masks = [
            (self.rng.scalars(f"d {i}", len(values)), self.rng.scalar(f"d {i} blinder"))
            for i, (values, _) in enumerate(vectors)
        ]
        for mask in masks:
            self.tr.point("sigma D", curve.commit(*mask))
        nonces = range(1 << (BITS + 3) // 4 + 1)
        self.endings = [self.ending(form, vectors, masks, nonce) for nonce in nonces]

    def ending(self, form, vectors, masks, l1, l0=7):
        """(weight·ε, (the proof,))"""
        tr = Writer()
        tr.state = self.tr.state
        tr.scalar("sigma l", l1)
        tr.scalar("sigma l", l0)
        c = tr.challenge("c")
        z_x, z_w = [
            [(c * v + d) % R for v, d in zip(values, mask)]
            for (values, _), (mask, _) in zip(vectors, masks)
        ]
        left = c * form.linear(z_x, z_w) + form.quadratic(z_w) + z_w[0] + c * c * form.const
        epsilon = -(left - c * l1 - l0) * pow(c * form.x[0], -1, R) % R
        z_x[0] = (z_x[0] + epsilon) % R
        zeta = [c * blinder + d for (_, blinder), (_, d) in zip(vectors, masks)]
        for v in z_x + z_w + zeta:
            tr.scalar("sigma z", v)
        return tr.challenge("weight") * epsilon % R, (bytes(self.tr.proof) + bytes(tr.proof),)


def merge(a, b, width):
    """Pairs whose sum lies within ±width of 0."""
    b = sorted(b)
    keys, out = [key for key, _ in b], []
    for key, path in a:
        i = bisect.bisect_left(keys, (-key - width) % R) % len(keys)
        while abs(field.signed((key + keys[i]) % R)) <= width and len(out) < 4 * len(a):
            out.append(((key + keys[i]) % R, path + b[i][1]))
            i = (i + 1) % len(keys)
    return out


def attack():
    """[(circuit, statement, proof)] whose errors cancel, or None"""
    n, lists, statements = false_net(), [], []
    for _ in range(LISTS):
        st, held = n.setup()
        grinder = Grinder(n.circ, st, n.val, held)
        grinder.prove()
        statements.append(st)
        lists.append(grinder.endings)
    width, ell = R, (BITS + 3) // 4 + 1
    while len(lists) > 1:
        width = width >> ell - 1 if len(lists) > 2 else 0
        lists = [merge(lists[i], lists[i + 1], width) for i in range(0, len(lists), 2)]
    if not lists[0]:
        return None
    _, proofs = lists[0][0]
    return [(n.circ, st, proof) for st, proof in zip(statements, proofs)]


def own_weights(instances):
    """The mistake: every proof's group equations with the weights of its own transcript,
    added up."""
    total = 0
    for circ, st, proof in instances:
        verifier = Verifier(circ, st, proof)
        equations = verifier.equations()
        total += combined(equations, verifier.weights(equations)) or 0
    return total % R == 0


def verdict(check, *args):
    try:
        check(*args)
        return "ACCEPTED"
    except Reject as e:
        return str(e)


if __name__ == "__main__":
    with ToyGroup():
        found = attack()
        print("found:", found is not None)
        if found:
            own = "ACCEPTED" if own_weights(found) else "rejected"
            print("batch with each proof's own weights:", own)
            print("batch of rule 27:", verdict(verify_batch, found))
            single = [verdict(verify, *instance) for instance in found]
            print("accepted one by one:", single.count("ACCEPTED"))
