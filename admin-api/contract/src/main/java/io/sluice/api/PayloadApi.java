package io.sluice.api;

import org.jspecify.annotations.Nullable;

/** Responses of the deletion of payloads. */
public final class PayloadApi {
  private PayloadApi() {}

  /**
   * Result of the deletion of an organization's payloads.
   *
   * @param deleted number of executions whose payloads are gone with this call
   * @param nextCursor pass it as {@code cursor} for the rest; null if none is left
   */
  public record PayloadDeletion(int deleted, @Nullable String nextCursor) {}
}
