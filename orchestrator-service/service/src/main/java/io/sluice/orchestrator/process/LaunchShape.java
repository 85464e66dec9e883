package io.sluice.orchestrator.process;

/**
 * Requirements of an execution model for a JVM.
 *
 * @param slots number of executions in it at the same time
 * @param shortLived true if it runs one execution only: its life is too short for the optimizing
 *     compiler
 */
public record LaunchShape(int slots, boolean shortLived) {}
