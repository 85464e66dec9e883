package io.sluice.chaos.nemesis;

/**
 * What was harmed, so that what followed can be explained. Redis is harmed only by what makes it
 * forget: a Redis that is stopped or refuses must cost nobody anything.
 *
 * @param pid of the process or worker; 0 for the others
 * @param at nanoseconds of the monotonic clock
 */
public record InjectedFault(FaultTarget part, long pid, long at) {}
