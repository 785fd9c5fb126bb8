"""§8.1 the compact form of a proof: what §8 opens is shown by one inner-product argument.

Anybody can make it from a proof. Everything up to the challenge c is as in §3–§8."""
from spec import curve
from spec.field import R, dot, inv
from spec.plan import Plan
from spec.sigma import GroupEquation
from spec.transcript import Reject, Writer
from spec.verifier import Verifier


class Shape:
    """k rounds; N = 2^k; S: ψ and the pads that occur in products, ascending."""

    def __init__(self, plan, form):
        self.k, self.C, self.pads = plan.compact_rounds(), 1 << plan.c, plan.pads
        self.N, self.S = 1 << self.k, sorted({0} | form.multiplied())


def compact_bytes(circ):
    """The exact length of the messages; None if there is no compact form."""
    return Plan(circ).compact_bytes()


def vectors(shape, form, sigma):
    """a and b: L on x, and on the pads outside S;
    elsewhere powers of σ, where z_x and z' have to be 0."""
    powers = [pow(sigma, j + 1, R) for j in range(2 * shape.N)]
    a = [form.x.get(j, 0) if j < shape.C else powers[j] for j in range(shape.N)]
    b = [form.w.get(j, 0) if j < shape.pads and j not in shape.S else powers[shape.N + j]
         for j in range(shape.N)]
    return a, b


def with_multiple(a, factor, b):
    """a + factor·b"""
    return [(x + factor * y) % R for x, y in zip(a, b)]


def fold_weights(challenges):
    """Of the generators in the last one: the first round splits by the highest bit."""
    weights = [1]
    for r in challenges:
        weights = [w * f % R for w in weights for f in (1, r)]
    return weights


# --- P
class Open(Verifier):
    """Reads a proof and stops where z is known."""

    def sigma(self, form):
        tr, vectors_ = self.tr, self.vectors()
        for _ in vectors_:
            tr.point("sigma D")
        for _ in ("l1", "l0"):
            tr.scalar("sigma l")
        tr.challenge("c")
        self.prefix, self.state, self.form = tr.at, tr.state, form
        self.z = [[tr.scalar("sigma z") for _ in range(v.length)] for v in vectors_]
        self.zeta = [tr.scalar("sigma z") for _ in vectors_]
        return []


def compact(circ, st, messages, sent={}, joined=True):
    """The compact form of a proof that convinces (not checked here).

    sent: for tests, other values of z_w[i], i ∈ S."""
    proof = Open(circ, st, messages, joined=joined)
    proof.equations()
    if proof.plan.compact_bytes() is None:
        raise ValueError("no compact form")
    tr = Writer()
    tr.state, tr.proof = proof.state, bytearray(messages[:proof.prefix])
    shape = Shape(proof.plan, proof.form)
    z_x, z_w = [z + [0] * (shape.N - len(z)) for z in proof.z]
    for value in proof.zeta + [sent.get(i, z_w[i]) for i in shape.S]:
        tr.scalar("compact", value)                      # P -> V: zeta_x, zeta_w; z_w[i]
    for i in shape.S:                                    # z_w becomes z'
        z_w[i] = (z_w[i] - sent.get(i, z_w[i])) % R
    a, b = vectors(shape, proof.form, tr.challenge("compact"))               # V -> P: σ
    for value in dot(a, z_x), dot(a, z_w), dot(b, z_x):
        tr.scalar("compact", value)                      # P -> V: t, u, v
    omega, xi, chi = tr.challenges("compact", 3)         # V -> P: ω, ξ, χ
    argue(tr, shape.k, with_multiple(z_x, omega, z_w), with_multiple(a, xi, b), chi)
    return bytes(tr.proof)


def argue(tr, k, z, e, chi):
    """The inner-product argument for Z and e."""
    challenges = []
    for _ in range(k):
        half = len(z) // 2
        weights = fold_weights(challenges)
        tr.point("compact", side(z[:half], e[half:], weights, 1, chi))       # P -> V: L
        tr.point("compact", side(z[half:], e[:half], weights, 0, chi))       # P -> V: R
        r = tr.challenge("compact")                      # V -> P: r
        z = [(r * low + high) % R for low, high in zip(z[:half], z[half:])]
        e = [(low + r * high) % R for low, high in zip(e[:half], e[half:])]
        challenges.append(r)
    tr.scalar("compact", z[0])                           # P -> V: Z


def side(z, e, weights, upper, chi):
    """<z, g_half> + chi·<z, e>·h, with the lower or upper half of the folded generators."""
    half = len(z)
    terms = [(weight * z[j] % R, curve.generator("generator", (2 * block + upper) * half + j))
             for block, weight in enumerate(weights) for j in range(half)]
    return curve.msm(terms + [(chi * dot(z, e), curve.generator("blinder", 0))])


# --- V
class Compact(Verifier):
    def length(self):
        return self.plan.compact_bytes()

    def sigma(self, form):
        """One group equation."""
        tr, k_vectors = self.tr, self.vectors()
        masks = [tr.point("sigma D") for _ in k_vectors]                     # P -> V: D_x, D_w
        l1, l0 = tr.scalar("sigma l"), tr.scalar("sigma l")                  # P -> V: l1, l0
        c = tr.challenge("c")                            # V -> P: c
        self.mark("sigma")
        shape = Shape(self.plan, form)
        # P -> V: zeta_x, zeta_w
        zeta = [tr.scalar("compact") for _ in k_vectors]
        z_s = {i: tr.scalar("compact") for i in shape.S}                     # P -> V: z_w[i]
        a, b = vectors(shape, form, tr.challenge("compact"))                 # V -> P: σ
        t, u, v = (tr.scalar("compact") for _ in range(3))                   # P -> V: t, u, v
        if c == 0:
            raise Reject("QUADRATIC_FORM")
        known = form.quadratic(z_s) + z_s[0] + sum(c * form.w.get(i, 0) * z_s[i] for i in shape.S)
        t_w = (c * l1 + l0 - c * c * form.const - known) * inv(c) - t        # <b, z'>
        omega, xi, chi = tr.challenges("compact", 3)     # V -> P: ω, ξ, χ
        e, y = with_multiple(a, xi, b), t + omega * u + xi * (v + omega * t_w)
        rounds = [self.round() for _ in range(shape.k)]
        scale, folds = folded(rounds)
        last = tr.scalar("compact")                      # P -> V: Z
        weights = fold_weights([r for _, _, r in rounds])
        g = [(last * w + scale * omega * z_s.get(j, 0)) % R for j, w in enumerate(weights)]
        h = last * chi * dot(weights, e) + scale * (zeta[0] + omega * zeta[1] - y * chi)
        others = folds + [(scale * s % R, point) for s, point in opened(k_vectors, masks, c, omega)]
        return [GroupEquation(g, h % R, [(-s % R, point) for s, point in others])]

    def round(self):
        left, right = self.tr.point("compact"), self.tr.point("compact")     # P -> V: L, R
        return left, right, self.tr.challenge("compact")                     # V -> P: r


def folded(rounds):
    """Π r, by which P_0 is multiplied in the end, and what L and R then count."""
    scale, terms = 1, []
    for left, right, r in reversed(rounds):
        terms += [(r * r % R * scale % R, left), (scale, right)]
        scale = scale * r % R
    return scale, terms


def opened(k_vectors, masks, c, omega):
    """c·K_x + D_x + ω·(c·K_w + D_w)"""
    out = []
    for weight, vector, mask in zip((1, omega), k_vectors, masks):
        out += [(weight * c * s % R, point) for s, point in vector.commitment] + [(weight, mask)]
    return out


def verify_compact(circ, st, messages, joined=True):
    """Raises Reject unless the proof convinces."""
    Compact(circ, st, messages, joined=joined).run()
