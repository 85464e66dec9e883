package io.sluice.admin.queue;

import java.time.Instant;

/**
 * PostgreSQL's word on what Redis should hold.
 *
 * @param generation Redis holds another one, or none, when it has lost data
 * @param since when this generation began
 */
record QueueGeneration(String generation, Instant since) {}
