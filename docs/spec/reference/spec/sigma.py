"""§8 the final sigma protocol on x and the pads."""
from typing import NamedTuple
from spec import curve
from spec.equation import Form
from spec.field import R
from spec.transcript import Reject


class QuadraticForm:
    """L(x, w) + Σ kappa_ij·w_i·w_j + c_0, which has to be 0.

    x: {column: coefficient}; w: {pad: coefficient}; quad: [(kappa, i, j)]; const: c_0."""

    def __init__(self, checks, theta):
        total = Form()
        for i, check in enumerate(checks):
            total = total + check * pow(theta, i, R)
        self.x, self.w, self.quad = {}, {}, []
        self.const = total.terms.pop((), 0)
        for key, v in total.terms.items():
            if len(key) == 2:
                self.quad.append((v, *key))
            elif isinstance(key[0], tuple):
                self.x[key[0][1]] = v
            else:
                self.w[key[0]] = v

    def linear(self, x, w):
        """L(x, w)"""
        return sum(k * x[j] for j, k in self.x.items()) + sum(k * w[i] for i, k in self.w.items())

    def quadratic(self, w):
        """Σ kappa_ij·w_i·w_j"""
        return sum(kappa * w[i] * w[j] for kappa, i, j in self.quad)

    def mixed(self, w, d):
        """Σ kappa_ij·(w_i·d_j + w_j·d_i)"""
        return sum(kappa * (w[i] * d[j] + w[j] * d[i]) for kappa, i, j in self.quad)

    def multiplied(self):
        """Numbers of the pads in products."""
        return {i for _, *pair in self.quad for i in pair}


class Vector(NamedTuple):
    """A vector that V knows by its commitment only: Σ scalar·point."""

    length: int
    commitment: list                                     # [(scalar, point)]


class GroupEquation(NamedTuple):
    """Com(z; zeta) + Σ scalar·point = 0"""

    z: list
    zeta: int
    others: list                                         # [(scalar, point)]


def form_of(prover):
    """(the replay by V, its form): the form is public, so P replays V on its own bytes."""
    replay = prover.verifier(prover.circ, prover.st, prover.tr.proof, joined=prover.joined)
    replay.reduce()
    assert replay.tr.state == prover.tr.state
    return replay, replay.combine(prover.tr)


class SigmaProver:
    def sigma(self):
        tr = self.tr
        replay, form = form_of(self)
        rows, masks = self.vectors(replay)
        w, d_w = self.pad, masks[-1][0]
        d_x = masks[0][0]                                # where nothing is opened L has no x
        for mask in masks:
            tr.point("sigma D", curve.commit(*mask))     # P -> V: D_x, D_w
        tr.scalar("sigma l", form.linear(d_x, d_w) + form.mixed(w, d_w) + w[0])  # P -> V: l1
        tr.scalar("sigma l", form.quadratic(d_w) + d_w[0])                   # P -> V: l0
        c = tr.challenge("c")                            # V -> P: c
        for (values, _), (mask, _) in zip(rows, masks):
            for v, d in zip(values, mask):
                tr.scalar("sigma z", c * v + d)          # P -> V: z_x, z_w
        for (_, blinder), (_, mask_blinder) in zip(rows, masks):
            # P -> V: zeta_x, zeta_w
            tr.scalar("sigma z", c * blinder + mask_blinder)

    def vectors(self, replay):
        """(vector, blinder) of x, if something is opened, and of the pads; and masks for each."""
        rows = [(self.pad, self.pad_blinder)]
        masks = [(self.rng.scalars("d pads", self.plan.pads), self.rng.scalar("d pads blinder"))]
        if self.plan.opened:
            rows.insert(0, self.combined_row(replay.rows))
            mask = self.rng.scalars("d x", self.lay.C), self.rng.scalar("d x blinder")
            masks.insert(0, mask)
        return rows, masks

    def combined_row(self, scalars):
        """x = Σ c_row·row, and its blinder; scalars: {(tensor, row): c_row}."""
        x, blinder = [0] * self.lay.C, 0
        for (name, row), s in scalars.items():
            x = [(a + s * b) % R for a, b in zip(x, self.held[name].rows[row])]
            blinder += s * self.held[name].blinders[row]
        return x, blinder % R


class SigmaVerifier:
    def combine(self, tr):
        """The equations so far as one."""
        return QuadraticForm(self.checks, tr.challenge("theta"))             # V -> P: theta

    def vectors(self):
        """x, if something is opened, and the pads."""
        pads = Vector(self.plan.pads, [(1, self.pads)])
        if not self.plan.opened:
            return [pads]
        rows = [(s, self.points[name][row]) for (name, row), s in self.rows.items()]
        return [Vector(self.lay.C, rows), pads]

    def sigma(self, form):
        """The group equations: Com(z; zeta) = c·K + D for each vector."""
        tr, vectors = self.tr, self.vectors()
        masks = [tr.point("sigma D") for _ in vectors]   # P -> V: D_x, D_w
        l1, l0 = tr.scalar("sigma l"), tr.scalar("sigma l")                  # P -> V: l1, l0
        c = tr.challenge("c")                            # V -> P: c
        # P -> V: z
        z = [[tr.scalar("sigma z") for _ in range(vector.length)] for vector in vectors]
        zeta = [tr.scalar("sigma z") for _ in vectors]   # P -> V: zeta
        self.mark("sigma")
        z_x, z_w = z[0], z[-1]
        left = c * form.linear(z_x, z_w) + form.quadratic(z_w) + z_w[0]
        if (left + c * c * form.const - c * l1 - l0) % R:
            raise Reject("QUADRATIC_FORM")
        return [GroupEquation(z_v, zeta_v, negated(c, vector.commitment) + [(R - 1, mask)])
                for z_v, zeta_v, vector, mask in zip(z, zeta, vectors, masks)]


def negated(c, commitment):
    """−c·K"""
    return [(-c * s % R, point) for s, point in commitment]


def combined(equations, weights):
    """Σ weight·equation, one MSM; infinity (None) if all hold."""
    longest = max([len(e.z) for e in equations], default=0)
    g, h, others = [0] * longest, 0, []
    for equation, weight in zip(equations, weights):
        for j, v in enumerate(equation.z):
            g[j] += weight * v
        h += weight * equation.zeta
        others += [(weight * s % R, point) for s, point in equation.others]
    generators = [(v, curve.generator("generator", j)) for j, v in enumerate(g)]
    return curve.msm(generators + [(h, curve.generator("blinder", 0))] + others)
