package io.sluice.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

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
