package io.sluice.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The result of one item of a batch: an id and a status if it was accepted, a problem if it was
 * refused.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BatchItem(
    @Nullable UUID executionId, @Nullable ExecutionStatus status, @Nullable Problem problem) {}
