package io.sluice.api;

import java.util.List;
import java.util.UUID;

/** A registered bundle and its workflows. */
public record BundleReceipt(String sha256, List<Registered> workflows) {

  /**
   * A workflow of the bundle.
   *
   * @param version rises by one with every bundle that changes it
   */
  public record Registered(UUID workflowId, String name, int version) {}
}
