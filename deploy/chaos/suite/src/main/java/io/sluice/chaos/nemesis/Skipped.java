package io.sluice.chaos.nemesis;

/** A fault that cannot be played here, with the reason. */
public final class Skipped extends Exception {
  private static final long serialVersionUID = 1L;

  Skipped(String reason) {
    super(reason);
  }
}
