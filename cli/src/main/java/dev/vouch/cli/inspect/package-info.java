/**
 * {@code vouch inspect}: what is in a model, a key or a proof. {@link
 * dev.vouch.cli.inspect.InspectCommand} lists the sections of each kind of file; every other class
 * is one section, or a fact that one shows. Nothing secret is shown, and nothing is verified.
 */
@NullMarked
package dev.vouch.cli.inspect;

import org.jspecify.annotations.NullMarked;
