"""Provers that deviate in one stage of the protocol (§3) and are honest in all others, as far as
that can be: `cases` of each module, by the order of the stages."""
