"""What tests of proofs start from."""

import secrets
import unittest
from cases.build import Net
from spec.field import R
from spec.prover import Prover
from spec.transcript import Reject
from spec.verifier import verify


def random_scalar():
    return secrets.randbelow(R)


def prove(n, st, held, cls=Prover):
    return cls(n.circ, st, n.val, held).prove()


def false_net(n, changes):
    m = Net(0)
    m.circ, m.val = n.circ, {k: list(v) for k, v in n.val.items()}
    for name, i, v in changes:
        m.val[name][i] = v % R
    n.circ.evaluate(m.val)
    return m


class Case(unittest.TestCase):
    def rejects(self, circ, st, proof, why="QUADRATIC_FORM"):
        with self.assertRaises(Reject) as e:
            verify(circ, st, proof)
        self.assertEqual(why, e.exception.reason)

    def accepts(self, n, **kw):
        self.assertTrue(n.circ.satisfied(n.val))
        st, held = n.setup(**kw)
        proof = prove(n, st, held)
        verify(n.circ, st, proof)
        return st, held, proof
