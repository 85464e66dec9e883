package io.sluice.admin.execution;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/** Limits of executions in the whole installation, and what applies if nobody sets a value. */
@ConfigMapping(prefix = "execution")
public interface ExecutionConfig {

  /** {@code EXECUTION_TIMEOUT_SECONDS}: whole seconds until an execution is cancelled. */
  @WithDefault("300")
  @Min(
      value = 1,
      message = "EXECUTION_TIMEOUT_SECONDS is ${validatedValue}: it must be from 1 to 604800")
  @Max(
      value = 604_800,
      message = "EXECUTION_TIMEOUT_SECONDS is ${validatedValue}: it must be from 1 to 604800")
  int timeoutSeconds();

  /** {@code EXECUTION_LONGEST_TIMEOUT_SECONDS}: no request and no workflow may have more. */
  @WithDefault("86400")
  @Min(
      value = 1,
      message =
          "EXECUTION_LONGEST_TIMEOUT_SECONDS is ${validatedValue}: it must be from 1 to 604800")
  @Max(
      value = 604_800,
      message =
          "EXECUTION_LONGEST_TIMEOUT_SECONDS is ${validatedValue}: it must be from 1 to 604800")
  int longestTimeoutSeconds();

  /** {@code EXECUTION_MAX_RETRIES}: retries of a workflow that declares none. */
  @WithDefault("3")
  @Min(value = 0, message = "EXECUTION_MAX_RETRIES is ${validatedValue}: it must be from 0 to 100")
  @Max(
      value = 100,
      message = "EXECUTION_MAX_RETRIES is ${validatedValue}: it must be from 0 to 100")
  int maxRetries();

  /** Returns the retries of a workflow: declared ones, none at most once, or the default. */
  default int maxRetries(@Nullable Integer declared, boolean atMostOnce) {
    return declared != null ? declared : atMostOnce ? 0 : maxRetries();
  }
}
