package io.sluice.api;

import java.util.List;
import java.util.UUID;

/** A bundle that is registered, and the workflows that it carries. */
public record BundleReceipt(String sha256, List<Registered> workflows) {

  /**
   * One of its workflows.
   *
   * @param version rises by one with every bundle that changes it
   */
  public record Registered(UUID workflowId, String name, int version) {}
}
