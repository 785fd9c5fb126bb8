/**
 * How commands speak: results on standard output, all else on standard error, one JSON object where
 * that is asked for. Only this package prints text.
 */
@NullMarked
package dev.vouch.cli.console;

import org.jspecify.annotations.NullMarked;
