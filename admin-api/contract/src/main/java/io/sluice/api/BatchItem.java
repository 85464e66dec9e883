package io.sluice.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of one item of a batch: accepted with an id and a status, or refused with a problem.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BatchItem(
    @Nullable UUID executionId, @Nullable ExecutionStatus status, @Nullable Problem problem) {}
