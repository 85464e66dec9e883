package io.sluice.orchestrator.bundle;

import org.jspecify.annotations.Nullable;

/** Where bundles come from, in pieces. */
public interface BundleSource {

  /** Asks any admin-api to provide a bundle. */
  void ask(String sha256);

  /** The bytes of a piece, counted from 0; null when it is not there (yet). */
  byte @Nullable [] piece(String sha256, int number);
}
