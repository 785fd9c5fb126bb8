"""§4 lookups: one LogUp-GKR tree, and direct tables beside it. Both sides, and what follows from
the circuit alone."""
from spec.circuit import constants
from spec.equation import Form
from spec.field import R, dot, eq_vec, fold, inv


# --- counts: n layers, none without lookups
def messages(n, direct):
    """q_root and inv, S if some table is direct; then d and e a round,
    and a, p1, q1, q0 a layer."""
    return 2 + direct + n * (n - 1) + 4 * n if n else 0


def equations(n):
    """The root's and one a layer."""
    return 1 + n if n else 0


def multiplied(n, direct):
    """Messages in products of two: all but those of the rounds."""
    return 2 + direct + 4 * n if n else 0


# --- leaves
def leaf_jobs(circ):
    """(tensors, tag, multiplicity or None) of each leaf block: lookups, then tables that are not
    direct.

    The tag is 1 + the position of the table."""
    lookups = [(lookup.keys, lookup.table + 1, None) for lookup in circ.lookups]
    tables = [(t.columns, i + 1, t.mult) for i, t in enumerate(circ.tables) if not t.direct]
    return lookups + tables


def direct_covectors(circ, ch):
    """(multiplicity, v) of each direct table:
    v(x) = 1/(alpha − kappa(x)), and 0 where alpha = kappa(x)."""
    for i, table in enumerate(circ.tables):
        if table.direct:
            powers = [pow(ch.beta, m + 1, R) for m in range(len(table.columns))]
            rows = zip(*(constants(circ.tensors[name]) for name in table.columns))
            poles = [(ch.alpha - i - 1 - dot(powers, row)) % R for row in rows]
            yield table.mult, [inv(pole) if pole else 0 for pole in poles]


class LookupProver:
    def lookup(self):
        if not self.circ.lookups:
            return
        self.ch.alpha = self.tr.challenge("alpha")       # V -> P: alpha
        self.ch.beta = self.tr.challenge("beta")         # V -> P: beta
        layers = tree(*self.leaves())
        self.root(layers[0][1][0])
        self.direct()
        z = []
        for p, q in layers[1:]:
            z = self.layer(z, p, q)
        self.ch.rho = z

    def leaves(self):
        """p and q of every leaf; neutral ones are 0/1."""
        p, q = [0] * (1 << self.lay.n_leaf), [1] * (1 << self.lay.n_leaf)
        for block, (names, tag, mult) in zip(self.lay.leaves, leaf_jobs(self.circ)):
            columns = [self.values[name] for name in names]
            powers = [pow(self.ch.beta, m + 1, R) for m in range(len(names))]
            for cell, address in block.cells():
                kappa = tag + sum(power * column[cell] for power, column in zip(powers, columns))
                p[address] = (-self.values[mult][cell] if mult else 1) % R
                q[address] = (self.ch.alpha - kappa) % R
        return p, q

    def root(self, q_root):
        self.hidden("lookups", q_root)                   # P -> V: q_root
        self.hidden("lookups", inv(q_root))              # P -> V: inv

    def direct(self):
        if self.circ.has_direct():
            sums = direct_covectors(self.circ, self.ch)
            self.hidden("lookups", sum(dot(self.values[mult], v) for mult, v in sums))  # P -> V: S

    def layer(self, z, p, q):
        """Reduces the claims at z to claims on the children p, q; their point."""
        lam, point = self.tr.challenge("lambda"), []     # V -> P: lambda
        children = halves(p) + halves(q)                 # p0, p1, q0, q1
        for i in range(len(z)):
            d, e = round_values(children, z[i + 1:], lam)
            self.hidden("lookups", d)                    # P -> V: d
            self.hidden("lookups", e)                    # P -> V: e
            r = self.tr.challenge("lookups")             # V -> P: r
            children = [fold(v, r) for v in children]
            point.append(r)
        p0, p1, q0, q1 = (v[0] for v in children)
        for v in (p0 + lam * q0, p1, q1, q0):
            self.hidden("lookups", v)                    # P -> V: a, p1, q1, q0
        return [self.tr.challenge("tau")] + point        # V -> P: tau


def tree(p, q):
    """[(p, q)] of every layer, the root first: p = p0·q1 + p1·q0, q = q0·q1."""
    layers = [(p, q)]
    while len(p) > 1:
        (p0, p1), (q0, q1) = halves(p), halves(q)
        p = [(a * d + b * c) % R for a, b, c, d in zip(p0, p1, q0, q1)]
        q = [c * d % R for c, d in zip(q0, q1)]
        layers.insert(0, (p, q))
    return layers


def halves(values):
    return [values[::2], values[1::2]]


def round_values(children, rest, lam):
    """d = t(1) − t(0) and e = t(∞); rest: the coordinates of z above this round's."""
    weights = eq_vec(rest)
    at_0, at_1 = [v[::2] for v in children], [v[1::2] for v in children]
    step = [[b - a for a, b in zip(low, high)] for low, high in zip(at_0, at_1)]
    d = weighted(weights, at_1, lam) - weighted(weights, at_0, lam)
    return d, weighted(weights, step, lam)


def weighted(weights, children, lam):
    """Σ weights·(p0·q1 + p1·q0 + lambda·q0·q1)"""
    return dot(weights, [p0 * q1 + p1 * q0 + lam * q0 * q1 for p0, p1, q0, q1 in zip(*children)])


class LookupVerifier:
    def lookup(self):
        """The forms p_leaf, q_leaf and S; None without lookups."""
        if not self.circ.lookups:
            return None
        self.ch.alpha = self.tr.challenge("alpha")       # V -> P: alpha
        self.ch.beta = self.tr.challenge("beta")         # V -> P: beta
        q, inverse = self.root()
        self.checks.append(q * inverse - Form.const(1))
        total = self.direct()                            # S
        p, z = total * q, []
        for _ in range(self.plan.n_leaf):
            p, q, z = self.layer(p, q, z)
        self.ch.rho = z
        return p, q, total

    def root(self):
        q_root = self.hidden("lookups")                  # P -> V: q_root
        return q_root, self.hidden("lookups")            # P -> V: inv

    def direct(self):
        return self.hidden("lookups") if self.circ.has_direct() else Form()  # P -> V: S

    def layer(self, p, q, z):
        """The claims p, q at z become claims on their children; these, and their point."""
        lam, point = self.tr.challenge("lambda"), []     # V -> P: lambda
        claim = p + q * lam
        for z_i in z:
            d = self.hidden("lookups")                   # P -> V: d
            e = self.hidden("lookups")                   # P -> V: e
            r = self.tr.challenge("lookups")             # V -> P: r
            claim = claim + d * (r - z_i) + e * (r * (r - 1))
            point.append(r)
        a, p1, q1, q0 = (self.hidden("lookups") for _ in range(4))           # P -> V: a, p1, q1, q0
        self.checks.append(claim - a * q1 - p1 * q0)
        tau, p0 = self.tr.challenge("tau"), a - q0 * lam                     # V -> P: tau
        return p0 + (p1 - p0) * tau, q0 + (q1 - q0) * tau, [tau] + point
