"""The prover (§3): one call a section, each in the file of its section beside the verifier's.

It checks nothing: a wrong witness gives a wrong proof."""
from spec import rng
from spec.collection import Challenges, CollectionProver
from spec.commitment import CommitmentProver
from spec.equation import Sending
from spec.field import R
from spec.layout import Layout
from spec.lookup import LookupProver
from spec.opening import OpeningProver
from spec.plan import Plan
from spec.product import ProductProver
from spec.sigma import SigmaProver
from spec.statement import absorb_statement
from spec.transcript import Writer
from spec.validator import validate
from spec.verifier import Verifier


class Prover(CommitmentProver, LookupProver, CollectionProver, ProductProver,
             OpeningProver, SigmaProver, Sending):
    verifier = Verifier                                  # §8 replays it
    joined = True                                        # §6; False: for old proof files

    def __init__(self, circ, st, values, held, os_bytes=None):
        """values: of every tensor; held: {tensor of the statement: Committed}, rows and blinders;
        os_bytes: 32 bytes of randomness."""
        validate(circ)
        self.circ, self.st, self.values, self.held = circ, st, values, dict(held)
        self.lay, self.plan, self.tr = Layout(circ), Plan(circ, self.joined), Writer()
        self.os_bytes, self.ch = os_bytes or rng.fresh(), Challenges()
        self.public = {name: [v % R for v in vs] for name, vs in st.public.items()}

    def prove(self):
        """The messages."""
        absorb_statement(self.tr, self.circ, self.lay, self.st)              # §3
        self.commitment()                                                    # §3, stage 1
        self.lookup()                                                        # §4
        self.collection()                                                    # §5
        claims = self.product() if self.prods else []                        # §6
        self.opening(claims)                                                 # §7
        self.sigma()                                                         # §8
        return bytes(self.tr.proof)
