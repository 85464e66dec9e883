/**
 * Workflows that try to harm the process that they share with others, one harm each, to prove that
 * they harm only themselves. Each runs on the thread of its execution.
 */
package io.sluice.samples.hostile;
