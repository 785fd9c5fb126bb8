/** The rules a circuit must keep (protocol.md §11, rule 31), one file a group of rules. */
@NullMarked
package dev.vouch.verifier.validator;

import org.jspecify.annotations.NullMarked;
