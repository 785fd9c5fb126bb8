"""Why the weights of a batch come from one transcript over all proofs (§11 rule 27): with each proof's own weights, eight false proofs whose errors
cancel are found by Wagner's k-list algorithm in about p^(1/4) work. The group is Z_p with a small p; only the linearity of the check is used.

python3 -m attacks.k_list [BITS]   (24 by default)"""
import bisect
import sys
from spec import field

BITS = int(sys.argv[1]) if __name__ == "__main__" and len(sys.argv) > 1 else 24
LISTS = 8


def is_prime(n):
    return n > 1 and all(pow(a, n - 1, n) == 1 for a in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37))


if __name__ == "__main__":                               # a field of its own: before any other module reads it
    field.R = next(n for n in range((1 << BITS) - 1, 0, -2) if is_prime(n))

from spec import curve  # noqa: E402
from attacks.toy import ToyGroup  # noqa: E402
from cases.build import Net  # noqa: E402
from spec.field import R  # noqa: E402
from spec.prover import Prover  # noqa: E402
from spec.transcript import Reject, Writer  # noqa: E402
from spec.verifier import Verifier, combined, linear, verify, verify_batch  # noqa: E402


def false_net():
    """9 is not in {0, 1}."""
    n = Net(2)
    n.src("k", (3,), "OUTPUT", [0, 1, 9])
    n.lookup(["k"], n.range_table("t", 2))
    return n.finish()


class Grinder(Prover):
    """Many endings of one false proof: z_0 is moved so that the quadratic form holds, and the opening of x is then off by weight·ε along g_0."""

    def s8_sigma(self):
        tr, v = self.tr, Verifier(self.circ, self.st, self.tr.proof)
        v.reduce()
        x, lw, quad, const = v.combine(tr)
        vec, blinder = [0] * self.lay.C, 0
        for (name, r), q in v.rows.items():
            vec = [(a + q * b) % R for a, b in zip(vec, self.held[name].rows[r])]
            blinder += q * self.held[name].blinders[r]
        rows = [(vec, blinder % R), (self.pad, self.pad_blinder)]
        d = [(self.rng.scalars(f"d {i}", len(a)), self.rng.scalar(f"d {i} blinder")) for i, (a, _) in enumerate(rows)]
        for row in d:
            tr.point("sigma D", curve.commit(*row))
        self.endings, start = [], tr.state
        for nonce in range(1 << (BITS + 3) // 4 + 1):
            t = Writer()
            t.state = start
            t.scalar("sigma l", nonce)
            t.scalar("sigma l", 7)
            c = t.challenge("c")
            z = [[(c * a + b) % R for a, b in zip(values, dv)] for (values, _), (dv, _) in zip(rows, d)]
            error = c * linear(x, lw, *z) + sum(k * z[1][i] * z[1][j] for k, i, j in quad) + z[1][0] + c * c * const - c * nonce - 7
            eps = -error * pow(c * x[0], -1, R) % R
            z[0][0] = (z[0][0] + eps) % R
            for s in [s for row in z for s in row] + [c * b + db for (_, b), (_, db) in zip(rows, d)]:
                t.scalar("sigma z", s)
            self.endings.append((t.challenge("weight") * eps % R, (bytes(tr.proof) + bytes(t.proof),)))


def merge(a, b, width):
    """Pairs whose sum lies within ±width of 0."""
    b = sorted(b)
    keys, out = [k for k, _ in b], []
    for k, path in a:
        i = bisect.bisect_left(keys, (-k - width) % R) % len(keys)
        while abs(field.signed((k + keys[i]) % R)) <= width and len(out) < 4 * len(a):
            out.append(((k + keys[i]) % R, path + b[i][1]))
            i = (i + 1) % len(keys)
    return out


def attack():
    """(statement circuits and proofs whose errors cancel, or None)"""
    n, lists, statements = false_net(), [], []
    for _ in range(LISTS):
        st, held = n.setup()
        g = Grinder(n.circ, st, n.val, held)
        g.prove()
        statements.append(st)
        lists.append(g.endings)
    width, ell = R, (BITS + 3) // 4 + 1
    while len(lists) > 1:
        width = width >> ell - 1 if len(lists) > 2 else 0
        lists = [merge(lists[i], lists[i + 1], width) for i in range(0, len(lists), 2)]
    return [(n.circ, st, p) for st, p in zip(statements, lists[0][0][1])] if lists[0] else None


def own_weights(instances):
    """The mistake: every proof's group equations with the weights of its own transcript, added up."""
    total = 0
    for circ, st, proof in instances:
        v = Verifier(circ, st, proof)
        group = v.equations()
        total += combined(group, [v.tr.challenge("weight") for _ in group]) or 0
    return total % R == 0


if __name__ == "__main__":
    with ToyGroup():
        found = attack()
        print("found:", found is not None)
        if found:
            print("batch with each proof's own weights:", "ACCEPTED" if own_weights(found) else "rejected")
            try:
                verify_batch(found)
                print("batch of rule 27: ACCEPTED")
            except Reject as e:
                print("batch of rule 27:", e)
            single = 0
            for instance in found:
                try:
                    verify(*instance)
                    single += 1
                except Reject:
                    pass
            print("accepted one by one:", single)
