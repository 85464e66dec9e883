package io.sluice.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Requests and responses of bundles and versions of workflows. */
public final class BundleApi {

  /** Maximum size of a bundle. */
  public static final int MAX_BYTES = 64 * 1024 * 1024;

  /** Maximum size of an upload: a bundle and the form around it. */
  public static final int MAX_UPLOAD_BYTES = MAX_BYTES + 64 * 1024;

  private BundleApi() {}

  /** A registered bundle and its workflows. */
  public record BundleReceipt(String sha256, List<Registered> workflows) {

    /**
     * A workflow of the bundle.
     *
     * @param version rises by one with every bundle that changes it
     */
    public record Registered(UUID workflowId, String name, int version) {}
  }

  /**
   * A version of a workflow.
   *
   * @param current true for the version that is in use
   * @param registeredBy a person, or {@code bundle folder}
   * @param rolledBackTo the earlier version that this one restores
   */
  public record BundleVersion(
      int version,
      String bundleSha256,
      long sizeBytes,
      boolean current,
      Instant registeredAt,
      String registeredBy,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer rolledBackTo) {}

  /**
   * Restores an earlier version of a workflow.
   *
   * @param version a version from GET {@code /api/workflows/{id}/bundles}
   * @param reason for the audit
   */
  public record RollbackRequest(
      @NotNull(message = "is missing") @Min(value = 1, message = "is 1 or more") Integer version,
      @Size(max = 500, message = "has at most 500 characters")
          @Pattern(
              regexp = "[^\\x00\\p{Cs}]*",
              message = "has no NUL and no half of a surrogate pair")
          @Nullable String reason) {}
}
