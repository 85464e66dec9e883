package io.sluice.admin.recorder;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** How results and log lines are written (queue protocol, section 7). */
@ConfigMapping(prefix = "sluice.recorder")
interface RecorderConfig {

  /** Most events of one transaction. */
  @WithDefault("100")
  @Min(1)
  @Max(1000)
  int batch();

  /**
   * Max log lines of one attempt. A process already keeps the log within 20 000 lines: this bounds
   * what a process writes that does not keep to it.
   */
  @WithDefault("500000")
  @Min(0)
  @Max(1_000_000)
  int logLinesPerAttempt();
}
