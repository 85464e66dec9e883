/**
 * Resource usage of a process: memory, threads, files, CPU. The loop thread reads it for the answer
 * to a Ping.
 */
@NullMarked
package io.sluice.process.stats;

import org.jspecify.annotations.NullMarked;
