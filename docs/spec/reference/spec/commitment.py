"""§2.2 commitments of the statement: model, once; hidden inputs and outputs, for each proof. §3
stage 1: WITNESS and pads."""
from itertools import count
from spec import curve, rng
from spec.circuit_codec import digest
from spec.layout import Committed, Layout


def commit_all(circ, names, values, blinder):
    lay = Layout(circ)
    return {name: Committed(lay, name, values[name], blinder) for name in names}


def numbered(stream, label):
    """A function that gives the stream's scalars of the label one after another."""
    index = count()
    return lambda: stream.scalar(label, next(index))


def commit_model(circ, values, os_bytes=None):
    """{MODEL tensor: Committed}; the blinders of public weights are 1."""
    stream = rng.model_stream(os_bytes or rng.fresh(), digest(circ), rng.model_hash(circ, values))
    blinder = (lambda: 1) if circ.public_weights else numbered(stream, "model rows")
    return commit_all(circ, circ.of("MODEL"), values, blinder)


def commit_hidden(circ, values, context=b"", os_bytes=None, given=None):
    """{hidden INPUT or OUTPUT tensor: Committed}; given: {(tensor, row): blinder} of rows that are
    committed already (§11 rule 37)."""
    os_bytes, values_digest = os_bytes or rng.fresh(), rng.values_hash(circ, values)
    stream = rng.hidden_stream(os_bytes, context, digest(circ), values_digest)
    drawn, names = numbered(stream, "hidden rows"), circ.of("INPUT", "OUTPUT")
    blinders = ((given or {}).get(row, fresh) for row, fresh in zip(rows(circ, names), iter(drawn, None)))
    return commit_all(circ, names, values, lambda: next(blinders))


def rows(circ, names):
    """(tensor, row number) in order of declaration, rows ascending."""
    lay = Layout(circ)
    return [(name, row) for name in names for row in lay.matrix[name].rows]


class CommitmentProver:
    def commitment(self):
        self.rng = self.stream()
        self.row_blinder = numbered(self.rng, "rows")
        for name in self.circ.of("WITNESS"):
            self.held[name] = self.commit_witness(name)
            for row in self.lay.matrix[name].rows:
                self.tr.point("witness rows", self.held[name].points[row])   # P -> V: rows
        self.pad = self.rng.scalars("pads", self.plan.pads)
        self.pad_blinder = self.rng.scalar("pads blinder")
        self.tr.point("pads", curve.commit(self.pad, self.pad_blinder))      # P -> V: pads

    def stream(self):
        """§11 rule 29: the seed of every secret of this proof."""
        values = rng.values_hash(self.circ, self.values)
        blinders = rng.blinders_hash(self.blinders("MODEL"), self.blinders("INPUT", "OUTPUT"))
        return rng.proof_stream(self.os_bytes, self.tr.state, values, blinders, self.joined)

    def blinders(self, *kinds):
        return [b for name in self.circ.of(*kinds) for b in self.held[name].blinders.values()]

    def commit_witness(self, name):
        return Committed(self.lay, name, self.values[name], self.row_blinder)


class CommitmentVerifier:
    def commitment(self):
        self.points = dict(self.st.points)
        for name in self.circ.of("WITNESS"):
            rows = self.lay.matrix[name].rows
            self.points[name] = {row: self.tr.point("witness rows") for row in rows}  # P -> V: rows
        self.pads = self.tr.point("pads")                                    # P -> V: pads
