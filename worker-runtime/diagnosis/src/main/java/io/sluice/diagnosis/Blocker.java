package io.sluice.diagnosis;

import org.jspecify.annotations.Nullable;

/** Object that a thread waits for, as far as the process can read it without its locals. */
public sealed interface Blocker {
  /** Returns the full name of its class. */
  String type();

  /**
   * An object with a number: the count of a latch, the permits of a semaphore, the state of a lock.
   */
  record Counted(String type, long count) implements Blocker {}

  /**
   * A lock.
   *
   * @param owner name of the thread that has it, or is its first reader; null if unknown
   * @param ended true if that thread has ended
   * @param holders number of readers, or of entries of the writer
   */
  record Owned(String type, @Nullable String owner, boolean ended, long holders)
      implements Blocker {}

  /**
   * A task whose thread is known.
   *
   * @param runner name of the thread that runs it; null if it has not been started
   */
  record Task(String type, @Nullable String runner) implements Blocker {}

  /** A thread whose end is awaited. */
  record OfThread(String type, String thread) implements Blocker {}

  /** The parties of a phase. */
  record Parties(String type, int arrived, int registered) implements Blocker {}

  /**
   * A child process.
   *
   * @param command program and arguments, shortened; empty if unknown
   */
  record Child(String type, long pid, String command, boolean alive) implements Blocker {
    /** Returns the child in words. */
    public String inWords() {
      return "child process "
          + pid
          + (command.isEmpty() ? "" : " `" + command + "`")
          + (alive ? " (alive)" : " (ended)");
    }
  }

  /** The peer of a connection that another thread serves. */
  record Peer(String type, String address) implements Blocker {}

  /** Any other object. */
  record Other(String type) implements Blocker {}
}
