package io.sluice.orchestrator.fleet;

/** Identity of a process within its worker: counts up from 1, never reused, unlike a pid. */
public record Generation(long number) implements Comparable<Generation> {
  @Override
  public int compareTo(Generation other) {
    return Long.compare(number, other.number);
  }

  @Override
  public String toString() {
    return Long.toString(number);
  }
}
