package io.sluice.admin.worker;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of the loop over release generations; the chart sets them. */
@ConfigMapping(prefix = "sluice.generations")
interface ReleaseConfig {

  /** True to let earlier release generations run out; needs rights in the namespace. */
  @WithDefault("false")
  boolean enabled();

  /** Name of the release, the label {@code app.kubernetes.io/instance} of its objects. */
  @WithDefault("sluice")
  String release();

  @WithDefault("default")
  String namespace();

  /** ConfigMap with the name of the present Deployment of each group. */
  @WithDefault("sluice-generations")
  String current();

  /** True to write the number of running executions to the pods, so that idle ones go first. */
  @WithDefault("true")
  boolean podDeletionCost();
}
