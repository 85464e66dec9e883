/** What a process uses: memory, threads, files, CPU. The loop thread reads it when a Ping asks. */
@NullMarked
package io.sluice.process.stats;

import org.jspecify.annotations.NullMarked;
