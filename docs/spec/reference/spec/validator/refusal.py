"""How the validator refuses: by a name of §11, rule 31."""


class InvalidCircuit(Exception):
    def __init__(self, rule, message):
        super().__init__(f"{rule}: {message}")
        self.rule = rule


def demand(holds, rule, message):
    if not holds:
        raise InvalidCircuit(rule, message)
