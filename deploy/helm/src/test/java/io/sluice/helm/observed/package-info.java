/**
 * What watches a running Sluice: that alerts and dashboards name only what exists, that each alert
 * fires and is silent when it must, and that a runbook belongs to each. One thread each.
 */
@NullMarked
package io.sluice.helm.observed;

import org.jspecify.annotations.NullMarked;
