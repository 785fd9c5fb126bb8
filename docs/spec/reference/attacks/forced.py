"""Challenges known in advance: every challenge of a label takes a fixed value; the transcript moves on as usual."""
import hashlib
import transcript
from field import R


def value(label):
    return int.from_bytes(hashlib.sha512(label.encode()).digest(), "little") % R


class Forced:
    def __init__(self, labels):
        self.labels = labels

    def __enter__(self):
        self.real = transcript.Transcript.challenge

        def challenge(tr, label):
            v = self.real(tr, label)
            return value(label) if label in self.labels else v
        transcript.Transcript.challenge = challenge

    def __exit__(self, *_):
        transcript.Transcript.challenge = self.real
