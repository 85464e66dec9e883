/**
 * Sample workflows: some do real work, some misbehave on purpose; the demo, the tests and the
 * benchmark run them. Each execution runs in a thread of its own.
 */
package io.sluice.samples;
