/**
 * Why a command failed: exit codes, reasons, messages of the form "what is wrong; where; how to fix
 * it", and the cells of an inference that cannot be proven.
 */
@NullMarked
package dev.vouch.cli.failure;

import org.jspecify.annotations.NullMarked;
