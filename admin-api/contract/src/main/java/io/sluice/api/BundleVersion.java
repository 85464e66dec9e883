package io.sluice.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a workflow was from some time on.
 *
 * @param current whether it is this now
 * @param registeredBy a person, or {@code bundle folder}
 * @param rolledBackTo the earlier version that came back with it
 */
public record BundleVersion(
    int version,
    String bundleSha256,
    long sizeBytes,
    boolean current,
    Instant registeredAt,
    String registeredBy,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer rolledBackTo) {}
