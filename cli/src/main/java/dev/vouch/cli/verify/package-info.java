/**
 * {@code vouch verify}: the check of a proof. It is the command that is run most, and a proof is
 * checked in a few milliseconds: {@link dev.vouch.cli.verify.PlainVerify} answers the plain call
 * without the parser of options, {@link dev.vouch.cli.verify.Preparation} makes the verifier ready
 * while files are read, and nothing loads classes that only other commands need.
 */
@NullMarked
package dev.vouch.cli.verify;

import org.jspecify.annotations.NullMarked;
