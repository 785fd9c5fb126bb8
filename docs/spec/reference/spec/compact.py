"""§8.1 the compact form of a proof: what §8 opens is shown by one inner-product argument. Anybody can make it from a proof."""
from spec.counts import Rounds, message_bytes
from spec.field import R, dot, inv
from spec.transcript import Reader, Reject, Writer
from spec.verifier import Verifier
from spec import curve

G = lambda j: curve.generator("generator", j)
H = curve.generator("blinder", 0)


def rounds(circ):
    """k: the least with 2^k ≥ max(C, pads)."""
    return (max(1 << circ.c, Rounds(circ).n_pads) - 1).bit_length()


def products(circ):
    """|S|: ψ and the messages that occur in products."""
    p = Rounds(circ)
    return 1 + (4 * p.n_leaf + 2 + circ.has_direct() if circ.lookups else 0) + 2 * p.n_terms


def compact_bytes(circ):
    """The exact length of the messages; None if there is no compact form."""
    if not Rounds(circ).opened or circ.c == 0:
        return None
    p = Rounds(circ)
    openings = (1 << circ.c) + p.n_pads + 2
    return message_bytes(circ) + 32 * (2 + products(circ) + 3 + 2 * rounds(circ) + 1 - openings)


class Compact(Verifier):
    """Everything up to the challenge c is as in §3–§8."""

    def length(self):
        return compact_bytes(self.circ)

    def run(self):
        self.check_group(self.equations(), [self.tr.challenge("weight")])

    def s8_sigma(self, form):
        tr, (x, lin, quad, const), K = self.tr, form, self.vectors()
        D = [tr.point("sigma D") for _ in K]
        l1, l0 = tr.scalar("sigma l"), tr.scalar("sigma l")
        c = tr.challenge("c")
        self.mark("sigma")
        k, C, pads = rounds(self.circ), self.lay.C, self.plan.n_pads
        N, S = 1 << k, sorted({0} | {i for _, *ij in quad for i in ij})
        zeta = [tr.scalar("compact") for _ in K]
        zs = {i: tr.scalar("compact") for i in S}
        a, b = vectors(N, C, pads, S, x, lin, tr.challenge("compact"))
        t, u, v = (tr.scalar("compact") for _ in range(3))
        if c == 0:
            raise Reject("QUADRATIC_FORM")
        known = sum(kappa * zs[i] * zs[j] for kappa, i, j in quad) + zs[0]
        tw = ((c * l1 + l0 - c * c * const - known) * inv(c) - t - sum(lin.get(i, 0) * zs[i] for i in S)) % R
        omega, xi, chi = tr.challenges("compact", 3)
        e, y = combined(a, b, xi), (t + omega * u + xi * (v + omega * tw)) % R
        steps = []
        for _ in range(k):
            left, right = tr.point("compact"), tr.point("compact")
            steps.append((left, right, tr.challenge("compact")))
        z0, s = tr.scalar("compact"), [1]
        for _, _, r in steps:                            # the first round splits by the highest bit
            s = [w * f % R for w in s for f in (1, r)]
        rho, rest = 1, []
        for left, right, r in reversed(steps):
            rest += [(r * r % R * rho % R, left), (rho, right)]
            rho = rho * r % R
        g = [(z0 * w + (rho * omega * zs[j] if j in zs else 0)) % R for j, w in enumerate(s)]
        h = (z0 * chi * dot(s, e) - rho * y * chi + rho * (zeta[0] + omega * zeta[1])) % R
        for wt, (_, rows), d in zip((1, omega), K, D):
            rest += [(rho * wt * c * q % R, pt) for q, pt in rows] + [(rho * wt % R, d)]
        return [(g, h, [(-q % R, pt) for q, pt in rest])]


def vectors(N, C, pads, S, x, lin, sigma):
    """a and b: L on x and on the pads outside S; elsewhere powers of σ, where z_x and z' have to be 0."""
    a = [x.get(j, 0) if j < C else pow(sigma, j + 1, R) for j in range(N)]
    b = [pow(sigma, N + j + 1, R) if j >= pads or j in S else lin.get(j, 0) for j in range(N)]
    return a, b


def combined(a, b, factor):
    return [(p + factor * q) % R for p, q in zip(a, b)]


class Open(Verifier):
    """Stops where z is known."""

    def s8_sigma(self, form):
        tr, K = self.tr, self.vectors()
        for _ in K:
            tr.point("sigma D")
        tr.scalar("sigma l"), tr.scalar("sigma l"), tr.challenge("c")
        self.prefix, self.state, self.form = tr.at, tr.state, form
        self.z = [[tr.scalar("sigma z") for _ in range(n)] for n, _ in K]
        self.zeta = [tr.scalar("sigma z") for _ in K]
        return []


def compact(circ, st, messages, sent={}):
    """The compact form of a proof that convinces (not checked here). sent: for tests, other values of z_w[i], i ∈ S."""
    p = Open(circ, st, messages)
    p.equations()
    if compact_bytes(circ) is None:
        raise ValueError("no compact form")
    tr = Writer()
    tr.state, tr.proof = p.state, bytearray(messages[:p.prefix])
    x, lin, quad, _ = p.form
    k, C, pads = rounds(circ), p.lay.C, p.plan.n_pads
    N, S = 1 << k, sorted({0} | {i for _, *ij in quad for i in ij})
    zx, zw = [z + [0] * (N - len(z)) for z in p.z]
    for value in p.zeta + [sent.get(i, zw[i]) for i in S]:
        tr.scalar("compact", value)
    for i in S:
        zw[i] = (zw[i] - sent.get(i, zw[i])) % R
    a, b = vectors(N, C, pads, S, x, lin, tr.challenge("compact"))
    for value in dot(a, zx), dot(a, zw), dot(b, zx):
        tr.scalar("compact", value)
    omega, xi, chi = tr.challenges("compact", 3)
    z, e, s = combined(zx, zw, omega), combined(a, b, xi), [1]
    for _ in range(k):
        half = len(z) // 2
        sides = [(z[:half], e[half:], 1), (z[half:], e[:half], 0)]
        for values, weights, side in sides:              # L = <Z_lo, G_hi> + χ·<Z_lo, e_hi>·h, R likewise
            cells = [(w * values[j] % R, G((2 * block + side) * half + j)) for block, w in enumerate(s) for j in range(half)]
            tr.point("compact", curve.msm(cells + [(chi * dot(values, weights), H)]))
        r = tr.challenge("compact")
        z = [(r * lo + hi) % R for lo, hi in zip(z[:half], z[half:])]
        e = [(lo + r * hi) % R for lo, hi in zip(e[:half], e[half:])]
        s = [w * f % R for w in s for f in (1, r)]
    tr.scalar("compact", z[0])
    return bytes(tr.proof)


def verify_compact(circ, st, messages):
    """Raises Reject unless the proof convinces."""
    Compact(circ, st, messages).run()
