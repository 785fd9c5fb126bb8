/**
 * The door of the {@code vouch} command: {@link dev.vouch.cli.Vouch} is the main class, {@link
 * dev.vouch.cli.Subcommands} the list of what it can do.
 *
 * <p>Below, one package a command ({@code compile run prove verify check inspect doctor demo});
 * commands do not know one another. What they share lies in packages by theme: {@code option}
 * (groups of options), {@code file} (what is read and written), {@code accuracy} and {@code digits}
 * (work that two commands do), {@code report} (what is said), {@code console} (where it is said),
 * {@code failure} (why a command ends otherwise).
 */
@NullMarked
package dev.vouch.cli;

import org.jspecify.annotations.NullMarked;
