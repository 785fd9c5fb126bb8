package dev.vouch.prover.ffi;

/** A program that prints whether its process has the native library, and every cause if not. */
final class AvailabilityProbe {
  private AvailabilityProbe() {}

  public static void main(String[] args) {
    NativeProver.Availability availability = NativeProver.availability();
    System.out.println("available " + availability.available());
    System.out.println("file " + availability.file());
    System.out.println("detail " + oneLine(availability.detail()));
    for (Throwable cause : availability.causes()) {
      System.out.println("cause " + cause.getClass().getName() + " " + oneLine(cause.getMessage()));
    }
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s*\\R\\s*", " ");
  }
}
