"""Each secret scalar of a proof masks what it has to and nothing else: with the challenges fixed, one scalar is moved,
and the elements that move with it are compared with those that the protocol gives it.

Challenges must not depend on messages, or everything moves; so they are coins (hiding.simulator). The toy group does,
since points are read as they are."""

from attacks.toy import ToyGroup
from hiding.simulator import Coins, coins_of
from spec import rng
from spec.plan import Plan
from spec.prover import Prover

MOVED = 1  # by how much


class Layout:
    """Where the elements of a proof stand (§12)."""

    def __init__(self, circ):
        plan = self.plan = Plan(circ)
        self.columns = (1 << plan.c) if plan.opened else 0
        self.pads_point = plan.witness_rows
        self.d = self.pads_point + 1 + plan.messages
        self.l1 = self.d + len(plan.vector_lengths())
        self.z_x = self.l1 + 2
        self.z_w = self.z_x + self.columns
        self.zeta = self.z_w + plan.pads
        self.elements = self.zeta + len(plan.vector_lengths())

    def message(self, k):
        """k = 1, 2, …"""
        return self.pads_point + k

    def masks(self):
        """{(label, index): the elements that have to move}; l1 and l0 may move with every mask d as well."""
        own = {("rows", row): {row} for row in range(self.plan.witness_rows)}
        own[("pads", 0)] = {self.pads_point, self.l1, self.z_w}
        for k in range(1, self.plan.pads):
            own[("pads", k)] = {self.pads_point, self.message(k), self.z_w + k}
        d_w, zeta_w = self.l1 - 1, self.elements - 1
        own[("pads blinder", 0)] = {self.pads_point, zeta_w}
        own |= {("d pads", k): {d_w, self.z_w + k} for k in range(self.plan.pads)}
        own[("d pads blinder", 0)] = {d_w, zeta_w}
        if self.columns:
            own |= {("d x", j): {self.d, self.z_x + j} for j in range(self.columns)}
            own[("d x blinder", 0)] = {self.d, self.zeta}
        return own

    def also(self, label):
        """Elements that may move as well."""
        if label in ("d x", "d pads"):
            return {self.l1, self.l1 + 1}
        return {self.zeta} if label == "rows" and self.columns else set()


class Moving:
    """with Moving(place) as drawn: the proof's stream notes in `drawn` what is drawn from it; the scalar at `place` =
    (label, index) is moved."""

    def __init__(self, place):
        self.place, self.drawn = place, []

    def __enter__(self):
        self.real = rng.proof_stream
        rng.proof_stream = self.stream
        return self.drawn

    def __exit__(self, *_):
        rng.proof_stream = self.real

    def stream(self, *fields):
        out = self.real(*fields)
        real = out.scalar

        def scalar(label, index=0):
            self.drawn.append((label, index))
            return real(label, index) + (MOVED if (label, index) == self.place else 0)

        out.scalar = scalar
        return out


def proofs(n, cls=Prover):
    """prove(place): (elements, scalars drawn) of a proof in which one secret scalar is moved."""
    os_bytes, coins = bytes(32), coins_of(b"pads")
    st, held = n.setup(os_bytes)

    def prove(place):
        with Coins(coins), Moving(place) as drawn:
            proof = cls(n.circ, st, n.val, held, os_bytes).prove()
        return [proof[i:i + 32] for i in range(0, len(proof), 32)], drawn

    return prove


def broken(n, cls=Prover):
    """[(label, index, elements that moved)] of scalars that mask anything else than they have to; also what is drawn
    twice, or not at all."""
    with ToyGroup():
        prove, lay, wrong = proofs(n, cls), Layout(n.circ), []
        still, drawn = prove(None)
        assert len(still) == lay.elements
        masks = lay.masks()
        wrong += [(*place, "drawn", drawn.count(place)) for place in masks if drawn.count(place) != 1]
        wrong += [(*place, "unknown") for place in drawn if place not in masks]
        for place, expected in masks.items():
            moved = {i for i, (a, b) in enumerate(zip(still, prove(place)[0])) if a != b}
            if moved - lay.also(place[0]) != expected:
                wrong.append((*place, sorted(moved)))
        return wrong
