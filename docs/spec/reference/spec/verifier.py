"""The verifier (§3): one call a section, each in the file of its section beside the prover's.

It sees quadratic forms in the pads and x, never a hidden value."""
from spec.collection import Challenges, CollectionVerifier
from spec.commitment import CommitmentVerifier
from spec.equation import Receiving
from spec.field import R
from spec.layout import Layout
from spec.lookup import LookupVerifier
from spec.opening import OpeningVerifier
from spec.plan import Plan
from spec.product import ProductVerifier
from spec.sigma import SigmaVerifier, combined
from spec.statement import absorb_statement, check_statement
from spec.transcript import Reader, Reject
from spec.validator import validate


class Verifier(CommitmentVerifier, LookupVerifier, CollectionVerifier, ProductVerifier,
               OpeningVerifier, SigmaVerifier, Receiving):
    def __init__(self, circ, st, proof, reader=Reader, joined=True):
        validate(circ)
        self.circ, self.st, self.lay = circ, st, Layout(circ)
        self.plan, self.tr = Plan(circ, joined), reader(proof)
        self.ch, self.checks = Challenges(), []
        # (tensor, row) -> c_row; stage -> transcript state
        self.rows, self.states = {}, {}

    def run(self):
        """Raises Reject unless the proof convinces."""
        equations = self.equations()
        self.check_group(equations, self.weights(equations))

    def equations(self):
        """Everything but the group equations, which are returned."""
        if len(self.tr.proof) != self.length():
            raise Reject("MESSAGES_LENGTH")
        self.reduce()
        assert self.n_sent == self.plan.messages
        assert len(self.checks) == self.plan.equations()
        group = self.sigma(self.combine(self.tr))                            # §8
        self.tr.end()
        return group

    def length(self):
        return self.plan.message_bytes()

    def reduce(self):
        check_statement(self.circ, self.lay, self.st)
        self.public = {name: [v % R for v in vs] for name, vs in self.st.public.items()}
        absorb_statement(self.tr, self.circ, self.lay, self.st)              # §3
        self.mark("statement")
        self.commitment()                                                    # §3, stage 1
        self.mark("commitments")
        leaf = self.lookup()                                                 # §4
        self.mark("lookups")
        lin, prod = self.collection(leaf)                                    # §5
        self.mark("equation")
        claims = self.product(prod) if self.prods else []                    # §6
        self.mark("products")
        self.opening(lin, claims)                                            # §7
        self.mark("opening")

    def mark(self, stage):
        """The transcript's state at the end of a stage, for test vectors."""
        self.states[stage] = self.tr.state

    def weights(self, equations):
        return [self.tr.challenge("weight") for _ in equations]              # V -> P: weights

    def check_group(self, equations, weights):
        if combined(equations, weights) is not None:
            raise Reject("GROUP_EQUATIONS")


def verify(circ, st, proof, joined=True):
    """Raises Reject unless the proof convinces. joined: as in §6, not as in old proof files."""
    Verifier(circ, st, proof, joined=joined).run()
