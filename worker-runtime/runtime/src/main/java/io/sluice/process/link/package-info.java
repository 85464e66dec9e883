/**
 * Stream to the orchestrator over a unix socket. A single Netty thread receives and passes messages
 * on at once; the loop thread is the only writer.
 */
@NullMarked
package io.sluice.process.link;

import org.jspecify.annotations.NullMarked;
