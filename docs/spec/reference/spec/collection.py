"""§5 one equation: what all assertions together say about sources."""
from spec.circuit import PUBLIC, constants, size
from spec.covector import Cov, pull_back
from spec.equation import Form
from spec.field import R, dot
from spec.layout import space
from spec.lookup import direct_covectors, leaf_jobs
from spec.product import Product


def messages(terms):
    """Prod, if there are 2-operand terms."""
    return 1 if terms else 0


class Challenges:
    """Those that the equation is made of. rho: the leaf point of §4; u: the point of the zeros."""

    alpha = beta = mu = 0
    rho = u = ()


class Functional:
    """constant + Σ <source, covector> + Σ products: what functionals on tensors say about sources.

    Depth first, terms in order: `lin` and `prods` are in the order of §11, rule 16."""

    def __init__(self, circ):
        self.circ, self.const, self.lin, self.prods = circ, 0, [], []

    def add(self, v):
        self.const = (self.const + v) % R

    def pull(self, name, cov):
        """Adds <tensor, cov>."""
        t = self.circ.tensors[name]
        if t.kind != "derived":
            self.lin.append((name, cov))
            return
        for term in t.terms:
            if len(term.ops) == 2:
                self.prods.append(Product(self.circ, term, cov))
                continue
            operand = term.ops[0][0] if term.ops else None
            shape = self.circ.tensors[operand].shape if term.ops else ()
            pulled = pull_back(term, cov, t.shape, shape)
            if term.ops:
                self.pull(operand, pulled)
            else:
                self.add(pulled.to_dense(())[0])

    def move_public(self, public):
        """Public sources are evaluated and moved to the constant;
        what is left are committed sources."""
        kept = []
        for name, cov in self.lin:
            t = self.circ.tensors[name]
            if t.kind in PUBLIC:
                self.add(evaluate_public(t, cov, public))
            else:
                kept.append((name, cov))
        self.lin = kept
        return self


def evaluate_public(t, cov, public):
    """<T, cov>"""
    if t.kind == "iota" and cov.dense is None:
        return evaluate_iota(t, cov)
    return dot(public[t.name] if t.kind == "public" else constants(t), cov.to_dense(t.shape))


def evaluate_iota(t, cov):
    """Σ_i (start + Σ_axis i_axis·stride)·Π vec, axis by axis."""
    total, stride = t.start, size(t.shape)
    for vec in cov.vecs:
        total = total * sum(vec) % R
    for axis, length in enumerate(t.shape):
        stride //= length
        part = stride
        for other, vec in enumerate(cov.vecs):
            index_sum = sum(i * v for i, v in enumerate(vec))
            part = part * (index_sum if other == axis else sum(vec)) % R
        total += part
    return cov.coef * total % R


def assertions(circ, lay, ch):
    """p_leaf + mu·q_leaf + Σ_j mu^(2+j)·<Zero_j, eq(u)> + mu^(2+Z)·S."""
    out = Functional(circ)
    collect_leaves(out, lay, ch)
    for j, zero in enumerate(circ.zeros):
        # the first (lowest) coordinates of u, as many as the tensor has bits
        points = space(circ.tensors[zero].shape).axis_points(ch.u)
        out.pull(zero, Cov(pow(ch.mu, 2 + j, R), points))
    for mult, v in direct_covectors(circ, ch):
        out.pull(mult, Cov(dense=v).scaled(pow(ch.mu, 2 + len(circ.zeros), R)))
    return out


def collect_leaves(out, lay, ch):
    """p_leaf(rho) + mu·q_leaf(rho) of §4."""
    if out.circ.lookups:
        out.add(ch.mu)                                   # the 1 of q_leaf
    for block, (names, tag, mult) in zip(lay.leaves, leaf_jobs(out.circ)):
        selector = Cov(block.high(ch.rho), block.axis_points(ch.rho))
        total = selector.coef                            # Σ_cells eq(rho, cell)
        for vec in selector.vecs:
            total = total * sum(vec) % R
        out.add(total * ((0 if mult else 1) + ch.mu * (ch.alpha - 1 - tag)))
        for m, name in enumerate(names):
            out.pull(name, selector.scaled(-ch.mu * pow(ch.beta, m + 1, R)))
        if mult:
            out.pull(mult, selector.scaled(-1))


class CollectionProver:
    def collection(self):
        self.ch.mu = self.tr.challenge("mu")             # V -> P: mu
        self.ch.u = self.tr.challenges("u", self.plan.n_zero)                # V -> P: u
        got = assertions(self.circ, self.lay, self.ch).move_public(self.public)
        self.prods, self.lin = got.prods, got.lin
        self.factors = [prod.factors(self.values) for prod in self.prods]
        if self.prods:
            self.hidden("prod", sum(dot(a, b) for a, b in self.factors))     # P -> V: Prod


class CollectionVerifier:
    def collection(self, leaf):
        """The claims for Lin and Prod; leaf: p_leaf, q_leaf and S of §4, or None."""
        self.ch.mu = self.tr.challenge("mu")             # V -> P: mu
        self.ch.u = self.tr.challenges("u", self.plan.n_zero)                # V -> P: u
        got = assertions(self.circ, self.lay, self.ch).move_public(self.public)
        self.prods, self.lin = got.prods, got.lin
        p, q, total = leaf or [Form()] * 3
        weight = pow(self.ch.mu, 2 + len(self.circ.zeros), R)
        claim = p + q * self.ch.mu + total * weight - Form.const(got.const)
        prod = self.hidden("prod") if got.prods else Form()                  # P -> V: Prod
        return claim - prod, prod
