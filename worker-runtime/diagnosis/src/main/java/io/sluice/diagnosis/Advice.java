package io.sluice.diagnosis;

import java.util.Locale;

/**
 * Part of the author's guide that helps against a cause; docs/authors-guide.md has a section for
 * each. The sentence stands in the record.
 */
public enum Advice {
  LOOP("Call context.checkCancelled() in the loop, and bound it."),
  INTERRUPT("Let InterruptedException go through, and wait with a time limit."),
  TASK("Wait for other threads with a time limit; end what they wait for first."),
  NETWORK("Register a closer for it (context.onCancel), and set a read and a connect timeout."),
  DATABASE("Register the statement (context.onCancel), and set a query timeout."),
  LOCK("Take the lock with tryLock and a time limit, in one order, and never across a call."),
  CHILD("Register the child process (context.onCancel), and wait for it with a time limit."),
  FILE("Open and lock files without waiting (tryLock; O_NONBLOCK is not needed for plain files)."),
  CLASS("Do no work in static initializers, above all none that starts or awaits a thread."),
  MEMORY("Keep less in memory at once: read in pieces, and bound what you collect."),
  DEADLINE("Check the deadline first, then call context.checkCancelled() more often.");

  private final String sentence;

  Advice(String sentence) {
    this.sentence = sentence;
  }

  public String sentence() {
    return sentence;
  }

  /** Returns the anchor of the section in the author's guide. */
  public String anchor() {
    return "stuck-" + name().toLowerCase(Locale.ROOT);
  }

  static Advice of(Verdict.Kind kind) {
    return switch (kind) {
      case SPINNING, POLLING, RUNNING -> LOOP;
      case BLOCKED, DEADLOCK -> LOCK;
      case READ -> NETWORK;
      case MEMORY -> MEMORY;
      case WAITING -> INTERRUPT;
      case UNKNOWN -> DEADLINE;
    };
  }

  static Advice of(Wait wait) {
    return switch (wait) {
      case Wait.Latch _,
          Wait.Permits _,
          Wait.Condition _,
          Wait.Barrier _,
          Wait.Phase _,
          Wait.Exchange _,
          Wait.Notification _,
          Wait.Unpark _,
          Wait.QueueEntry _,
          Wait.QueueRoom _,
          Wait.QueueTaker _,
          Wait.ClearedReference _,
          Wait.PipedBytes _,
          Wait.Subscriber _,
          Wait.Sleep _ ->
          INTERRUPT;
      case Wait.ThreadEnd _, Wait.Result _, Wait.TasksEnd _, Wait.ParallelParts _ -> TASK;
      case Wait.Lock _ -> LOCK;
      case Wait.Selection _, Wait.Connection _, Wait.Connect _, Wait.Answer _, Wait.NativeCall _ ->
          NETWORK;
      case Wait.Read(var what, var from) -> of(what, from);
      case Wait.Write(var what, var to) -> of(what, to);
      case Wait.Open _, Wait.FileLock _ -> FILE;
      case Wait.ChildEnd _ -> CHILD;
      case Wait.Database _ -> DATABASE;
      case Wait.Initialization _, Wait.Loading _ -> CLASS;
    };
  }

  private static Advice of(String what, String other) {
    return switch (what) {
      case "file" -> FILE;
      case "pipe" -> other.isEmpty() || other.startsWith("child") ? CHILD : FILE;
      default -> NETWORK;
    };
  }
}
