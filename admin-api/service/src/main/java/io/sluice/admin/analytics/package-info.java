/**
 * Analytics: facts are written in the transactions that bring them about, a loop adds them to sums
 * by hour and by day, and requests read the sums on their virtual threads (docs/analytics.md).
 */
@NullMarked
package io.sluice.admin.analytics;

import org.jspecify.annotations.NullMarked;
