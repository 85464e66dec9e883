package io.sluice.orchestrator.launch;

/**
 * What an execution model asks of a JVM.
 *
 * @param slots executions in it at the same time
 * @param shortLived it runs one execution only: its life is too short for the optimizing compiler
 *     (supervision, section 2)
 */
public record LaunchShape(int slots, boolean shortLived) {}
