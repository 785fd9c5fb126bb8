/**
 * What commands say, for people and for programs at once: sections, tables, numbers with units, and
 * the facts that several commands report.
 */
@NullMarked
package dev.vouch.cli.report;

import org.jspecify.annotations.NullMarked;
