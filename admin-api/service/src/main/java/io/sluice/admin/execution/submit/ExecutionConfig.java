package io.sluice.admin.execution.submit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** Defaults for executions whose workflow and request set no value. */
@ConfigMapping(prefix = "execution")
interface ExecutionConfig {

  /** {@code EXECUTION_TIMEOUT_SECONDS}: whole seconds until an execution is cancelled. */
  @WithDefault("300")
  @Min(
      value = 1,
      message = "EXECUTION_TIMEOUT_SECONDS is ${validatedValue}: it must be from 1 to 86400")
  @Max(
      value = 86_400,
      message = "EXECUTION_TIMEOUT_SECONDS is ${validatedValue}: it must be from 1 to 86400")
  int timeoutSeconds();
}
