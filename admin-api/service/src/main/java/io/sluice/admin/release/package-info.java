/**
 * Release generations of workers in Kubernetes: the Deployment of an earlier release runs out and
 * is scaled to zero (ADR 25). One loop, on the instance that has the duty.
 */
@NullMarked
package io.sluice.admin.release;

import org.jspecify.annotations.NullMarked;
