package dev.vouch.circuits.split;

import dev.vouch.verifier.Refusal;

/** A network that cannot be cut so; the message says where and why. */
public final class UnsplittableException extends Exception implements Refusal {
  private static final long serialVersionUID = 1L;

  UnsplittableException(String message) {
    super(message);
  }

  @Override
  public Kind kind() {
    return Kind.UNSUPPORTED_MODEL;
  }

  @Override
  public String reasonName() {
    return "UNSPLITTABLE";
  }
}
