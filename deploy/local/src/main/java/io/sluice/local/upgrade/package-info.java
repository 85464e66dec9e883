/**
 * {@code deploy/bench/upgrade}: a rolling upgrade of all parts under load, on this machine and with
 * the settings that the chart gives its containers. Kubernetes itself is stood in for: {@link
 * io.sluice.local.upgrade.Parts} starts what its Deployments would, {@link
 * io.sluice.local.upgrade.ServiceAddress} is a Service, {@link
 * io.sluice.local.upgrade.RollingUpgrade} the order of a helm upgrade. One thread drives, others
 * send the load.
 */
@NullMarked
package io.sluice.local.upgrade;

import org.jspecify.annotations.NullMarked;
