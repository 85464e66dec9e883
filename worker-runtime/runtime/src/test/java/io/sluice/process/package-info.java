/**
 * Real processes against a small orchestrator in the test. JUnit's thread drives them; the
 * orchestrator's threads only record.
 */
@NullMarked
package io.sluice.process;

import org.jspecify.annotations.NullMarked;
