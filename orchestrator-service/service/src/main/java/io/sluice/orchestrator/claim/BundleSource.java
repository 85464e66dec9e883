package io.sluice.orchestrator.claim;

import org.jspecify.annotations.Nullable;

/** Source of bundles, in pieces. */
public interface BundleSource {

  /** Requests a bundle from any admin-api. */
  void ask(String sha256);

  /** Returns the bytes of a piece, counted from 0; null if it is not available (yet). */
  byte @Nullable [] piece(String sha256, int number);
}
