"""Challenges known in advance: every challenge of a label takes a fixed value; the transcript moves on as usual."""
import hashlib
from spec import transcript
from spec.field import R


def value(label):
    return int.from_bytes(hashlib.sha512(label.encode()).digest(), "little") % R


def values(labels):
    """{label: value} of labels that take their fixed values, or as given."""
    return labels if isinstance(labels, dict) else {k: value(k) for k in labels}


class Forced:
    def __init__(self, labels):
        self.values = values(labels)

    def __enter__(self):
        self.real = transcript.Transcript.challenge

        def challenge(tr, label):
            v = self.real(tr, label)
            return self.values.get(label, v)
        transcript.Transcript.challenge = challenge

    def __exit__(self, *_):
        transcript.Transcript.challenge = self.real
