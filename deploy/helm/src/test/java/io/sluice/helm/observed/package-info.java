/**
 * Tests of alerts and dashboards: they name only existing metrics, each alert fires and stays
 * silent when it must, and each has a runbook. One thread each.
 */
@NullMarked
package io.sluice.helm.observed;

import org.jspecify.annotations.NullMarked;
