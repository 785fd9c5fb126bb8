"""Stage 2 (§4): forged roots, leaves that are not those of the circuit."""

from attacks.cheats import false_net
from attacks.stages.cheat import Cheat
from cases import nets
from spec.field import R, inv
from spec.lookup import leaf_jobs
from spec.prover import Prover


def rooted(q_root, inverse):
    """Sends another root or another inverse; each is a function of the true root."""

    class Rooted(Prover):
        def root(self, true):
            self.hidden("lookups", q_root(true))
            self.hidden("lookups", inverse(true))

    return Rooted


FORGED_ROOTS = (
    ("root 0 and its inverse 0", lambda q: 0, lambda q: 0),
    ("root 0 under the true inverse", lambda q: 0, inv),
    ("root 1 and its inverse 1", lambda q: 1, lambda q: 1),
    ("another root with the inverse that fits", lambda q: 2 * q, lambda q: inv(2 * q)),
    ("the inverse of another root", lambda q: q, lambda q: inv(q + 1)),
    ("inverse and root exchanged", inv, lambda q: q),
)


class OtherLeaves(Prover):
    """Changes p and q of some leaves; the tree above them is right."""

    def other(self, p, q):
        """In place."""

    def leaves(self):
        p, q = super().leaves()
        self.other(p, q)
        return p, q

    def cells(self, job):
        """The addresses of a block's cells."""
        return [address for _, address in self.lay.leaves[job].cells()]


class LeftOut(OtherLeaves):
    """The first lookup's first cell is a neutral leaf, as if it were looked up nowhere."""

    def other(self, p, q):
        address = self.cells(0)[0]
        p[address], q[address] = 0, 1


class CountedTwice(OtherLeaves):
    def other(self, p, q):
        p[self.cells(0)[0]] = 2


class NeutralLeafCounts(OtherLeaves):
    """A leaf that belongs to nothing makes the sum 0."""

    def other(self, p, q):
        total = sum(v * inv(w) for v, w in zip(p, q)) % R
        used = {address for block in self.lay.leaves for _, address in block.cells()}
        free = next(i for i in range(len(p)) if i not in used)
        p[free] = -total % R


class MultiplicityMakesUp(OtherLeaves):
    """The first row of a table counts what makes the sum 0, which no committed number is."""

    def other(self, p, q):
        total = sum(v * inv(w) for v, w in zip(p, q)) % R
        table = next(i for i, job in enumerate(leaf_jobs(self.circ)) if job[2])
        address = self.cells(table)[0]
        p[address] = (p[address] - total * q[address]) % R


class OtherTag(OtherLeaves):
    """Cells of the first lookup stand under the tag of the next table."""

    def other(self, p, q):
        for address in self.cells(0):
            q[address] = (q[address] - 1) % R


class ColumnsExchanged(Prover):
    """The powers of beta of the two columns of each pair are exchanged, in lookups and tables."""

    def leaves(self):
        p, q = super().leaves()
        for block, (names, tag, _) in zip(self.lay.leaves, leaf_jobs(self.circ)):
            if len(names) == 2:
                a, b = (self.values[name] for name in names)
                for cell, address in block.cells():
                    kappa = tag + self.ch.beta * b[cell] + pow(self.ch.beta, 2, R) * a[cell]
                    q[address] = (self.ch.alpha - kappa) % R
        return p, q


def outside():
    """x[0] = 4 is in no row of its table."""
    return false_net(nets.tiny(), ("x", 0, 4))


def cases():
    n = nets.tiny()
    for what, q_root, inverse in FORGED_ROOTS:
        yield Cheat(f"tiny: {what}", n, rooted(q_root, inverse))
    for what, cls in (
        ("a lookup cell left out of the tree", LeftOut),
        ("a leaf that is nothing makes up for it", NeutralLeafCounts),
        ("a multiplicity that is not committed makes up for it", MultiplicityMakesUp),
    ):
        yield Cheat(f"tiny: x[0] = 4, {what}", outside(), cls)
    yield Cheat("tiny: a lookup cell counted twice", n, CountedTwice)
    yield Cheat("tiny: keys under the tag of another table", n, OtherTag)
    yield Cheat("tiny: columns of pairs exchanged", n, ColumnsExchanged)
