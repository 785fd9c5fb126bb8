package dev.vouch.prover;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the native prover can be used. Immutable.
 *
 * @param available whether calls will work
 * @param detail where the library came from, or why there is none
 * @param causes everything that failed on the way, in order
 * @param file the library that was found, even if it cannot be used; null if none was
 * @param abiVersion the version of the native interface that this program speaks
 */
public record Availability(
    boolean available, String detail, List<Throwable> causes, @Nullable Path file, int abiVersion) {
  public Availability {
    causes = List.copyOf(causes);
  }
}
