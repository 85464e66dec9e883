package io.sluice.admin.execution.submit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;

/** Limits of waiting executions. */
@ConfigMapping(prefix = "sluice.execution")
interface QuotaConfig {

  /** Max executions of one organization that wait or are scheduled. */
  @WithDefault("100000")
  @Min(
      value = 1,
      message =
          "SLUICE_EXECUTION_WAITING_PER_ORGANIZATION is ${validatedValue}: it must be 1 or more")
  int waitingPerOrganization();
}
