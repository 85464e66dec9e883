package io.sluice.admin.results;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** Settings of writing results and log lines. */
@ConfigMapping(prefix = "sluice.recorder")
interface RecorderConfig {

  /** Max events of one transaction. */
  @WithDefault("100")
  @Min(1)
  @Max(1000)
  int batch();

  /**
   * Max log lines of one attempt. A process already keeps its log within 20 000 lines: this limits
   * a process that does not.
   */
  @WithDefault("500000")
  @Min(0)
  @Max(1_000_000)
  int logLinesPerAttempt();
}
