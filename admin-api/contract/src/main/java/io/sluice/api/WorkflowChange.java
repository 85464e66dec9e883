package io.sluice.api;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Changes a workflow. Absent fields stay unchanged. The next bundle that changes the workflow
 * replaces these values, except {@code enabled}.
 *
 * @param timeoutSeconds 1 to 604800; 0 uses the installation's default
 * @param executionModel thread, process or isolated; {@code default} uses the worker's
 * @param maxRetries 0 to 100
 * @param enabled true if it may be submitted
 * @param reason for the audit
 */
public record WorkflowChange(
    @Min(value = 0, message = "is 0 or more") @Max(value = 604_800, message = "is at most 604800")
        @Nullable Integer timeoutSeconds,
    @Pattern(
            regexp = "thread|process|isolated|default",
            message = "is thread, process, isolated or default")
        @Nullable String executionModel,
    @Min(value = 0, message = "is 0 or more") @Max(value = 100, message = "is at most 100")
        @Nullable Integer maxRetries,
    @Nullable Boolean enabled,
    @Size(max = 500, message = "has at most 500 characters")
        @Pattern(
            regexp = "[^\\x00\\p{Cs}]*",
            message = "has no NUL and no half of a surrogate pair")
        @Nullable String description,
    @Size(max = 500, message = "has at most 500 characters")
        @Pattern(
            regexp = "[^\\x00\\p{Cs}]*",
            message = "has no NUL and no half of a surrogate pair")
        @Nullable String reason) {}
