/**
 * {@code vouch doctor}: what is installed here and whether it works. Each class looks at one part
 * of the machine and gives a {@link dev.vouch.cli.doctor.Finding}.
 */
@NullMarked
package dev.vouch.cli.doctor;

import org.jspecify.annotations.NullMarked;
