/**
 * The {@code vouch} command. One class a command; exit codes, errors, reports and input files each
 * have a class of their own.
 */
@NullMarked
package dev.vouch.cli;

import org.jspecify.annotations.NullMarked;
