"""Stage 6 and the pads (§8): pads reused or missing, l and D chosen after c, other openings."""

from attacks.stages.cheat import Cheat
from cases import nets
from spec import curve
from spec.field import R
from spec.prover import Prover
from spec.sigma import form_of


class PadTwice(Prover):
    """The second message is masked with the first one's pad."""

    def hidden(self, label, value):
        self.n_sent += 1
        self.tr.scalar(label, value - self.pad[1 if self.n_sent == 2 else self.n_sent])


class PadsOneOff(Prover):
    """Each message is masked with the pad before its own."""

    def hidden(self, label, value):
        self.n_sent += 1
        self.tr.scalar(label, value - self.pad[self.n_sent - 1])


class PadMissing(Prover):
    """The first message is sent as it is."""

    def hidden(self, label, value):
        self.n_sent += 1
        self.tr.scalar(label, value - (self.n_sent > 1) * self.pad[self.n_sent])


class NoPads(Prover):
    def hidden(self, label, value):
        self.n_sent += 1
        self.tr.scalar(label, value)


class Ending(Prover):
    """The final protocol with its parts named, so that one of them can be another."""

    def sigma(self):
        replay, form = form_of(self)
        rows, masks = self.vectors(replay)
        points = [curve.commit(*mask) for mask in self.committed(masks)]
        d_x, d_w = masks[0][0], masks[-1][0]
        l1 = form.linear(d_x, d_w) + form.mixed(self.pad, d_w) + self.pad[0]
        l0 = form.quadratic(d_w) + d_w[0]
        l1, l0 = self.lines(form, l1, l0, d_w)
        c = self.settled(form, points, l1, l0, rows, masks)
        z = [[c * v + d for v, d in zip(row, mask)] for (row, _), (mask, _) in zip(rows, masks)]
        zeta = [c * blinder + mask for (_, blinder), (_, mask) in zip(rows, masks)]
        z, zeta = self.opened(form, z, zeta)
        for part in (*z, zeta):
            for v in part:
                self.tr.scalar("sigma z", v)

    def committed(self, masks):
        return masks

    def lines(self, form, l1, l0, d_w):
        return l1, l0

    def settled(self, form, points, l1, l0, rows, masks):
        """Sends D and l; the c that z is made for."""
        for point in points:
            self.tr.point("sigma D", point)
        self.tr.scalar("sigma l", l1)
        self.tr.scalar("sigma l", l0)
        return self.tr.challenge("c")

    def opened(self, form, z, zeta):
        return z, zeta


class WithoutPsi(Ending):
    def lines(self, form, l1, l0, d_w):
        return l1 - self.pad[0], l0


class WithoutDPsi(Ending):
    def lines(self, form, l1, l0, d_w):
        return l1, l0 - d_w[0]


class LinesExchanged(Ending):
    def lines(self, form, l1, l0, d_w):
        return l0, l1


class AfterC(Ending):
    """Draws c, then chooses what makes the final equation hold for it; the true c is another."""

    def settled(self, form, points, l1, l0, rows, masks):
        state, proof = self.tr.state, bytes(self.tr.proof)
        c = super().settled(form, points, l1, l0, rows, masks)
        self.tr.state, self.tr.proof = state, bytearray(proof)
        points, l1, l0 = self.chosen(form, points, l1, l0, rows, masks, c)
        super().settled(form, points, l1, l0, rows, masks)
        return c

    def missing(self, form, l1, l0, rows, masks, c):
        """By how much the final equation fails."""
        z = [[c * v + d for v, d in zip(row, mask)] for (row, _), (mask, _) in zip(rows, masks)]
        left = c * form.linear(z[0], z[-1]) + form.quadratic(z[-1]) + z[-1][0]
        return (left + c * c * form.const - c * l1 - l0) % R


class L0AfterC(AfterC):
    def chosen(self, form, points, l1, l0, rows, masks, c):
        return points, l1, l0 + self.missing(form, l1, l0, rows, masks, c)


class L1AfterC(AfterC):
    def chosen(self, form, points, l1, l0, rows, masks, c):
        missing = self.missing(form, l1, l0, rows, masks, c)
        return points, l1 + missing * pow(c, -1, R), l0


class MaskAfterC(AfterC):
    """D_w for pads whose ψ makes the equation hold."""

    def chosen(self, form, points, l1, l0, rows, masks, c):
        step = -self.missing(form, l1, l0, rows, masks, c) % R
        masks[-1][0][0] = (masks[-1][0][0] + step) % R
        return [*points[:-1], curve.commit(*masks[-1])], l1, l0


class AnotherC(Ending):
    def settled(self, form, points, l1, l0, rows, masks):
        return super().settled(form, points, l1, l0, rows, masks) + 1


class BlindersExchanged(Ending):
    def opened(self, form, z, zeta):
        return z, zeta[::-1]


class MasksNotCommitted(Ending):
    """D_x and D_w commit to other masks than are used."""

    def committed(self, masks):
        return [([v + 1 for v in values], blinder) for values, blinder in masks]


class OtherX(Ending):
    """z_x moves where L does not see it."""

    def opened(self, form, z, zeta):
        i, j = sorted(form.x)[:2]
        z[0][i] += form.x[j]
        z[0][j] -= form.x[i]
        return z, zeta


class OtherPads(Ending):
    """z_w moves where neither L nor the products see it."""

    def opened(self, form, z, zeta):
        free = sorted(set(form.w) - form.multiplied() - {0})
        i, j = free[:2]
        z[-1][i] += form.w[j]
        z[-1][j] -= form.w[i]
        return z, zeta


class PadsMakeUp(Ending):
    """z of ψ is what makes the equation hold: the pads' opening does not fit then."""

    def opened(self, form, z, zeta):
        c = self.c
        left = c * form.linear(z[0], z[-1]) + form.quadratic(z[-1]) + z[-1][0]
        z[-1][0] -= left + c * c * form.const - c * self.l1 - self.l0
        return z, zeta

    def settled(self, form, points, l1, l0, rows, masks):
        self.l1, self.l0 = l1, l0
        self.c = super().settled(form, points, l1, l0, rows, masks)
        return self.c


def cases():
    n, wrong = nets.tiny(), nets.tiny(3, y_error=1)
    for what, cls in (
        ("a pad used for two messages", PadTwice),
        ("each pad one message late", PadsOneOff),
        ("a pad missing", PadMissing),
        ("no pads", NoPads),
        ("l1 without ψ", WithoutPsi),
        ("l0 without ψ's mask", WithoutDPsi),
        ("l1 and l0 exchanged", LinesExchanged),
        ("z for another c", AnotherC),
        ("blinders of x and pads exchanged", BlindersExchanged),
        ("other masks committed than used", MasksNotCommitted),
        ("z_x moved where L is 0", OtherX),
        ("z_w moved where nothing sees it", OtherPads),
    ):
        yield Cheat(f"tiny: {what}", n, cls)
    for what, cls in (
        ("l0 chosen after c", L0AfterC),
        ("l1 chosen after c", L1AfterC),
        ("D_w chosen after c", MaskAfterC),
        ("the pads make up for it", PadsMakeUp),
    ):
        yield Cheat(f"tiny: false output, {what}", wrong, cls)
