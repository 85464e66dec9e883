package io.sluice.diagnosis;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Cause of the wait of one thread. {@link WaitWords} has the words of each kind. */
public sealed interface Wait {
  /** A latch. {@code count} is negative if unknown. */
  record Latch(long count) implements Wait {}

  /** Permits of a semaphore. {@code permits} is negative if unknown. */
  record Permits(long permits) implements Wait {}

  /** A condition of a lock of that class. */
  record Condition(String lock) implements Wait {}

  /** The other parties of a barrier. */
  record Barrier() implements Wait {}

  /** The other parties of a phaser. {@code registered} is 0 if unknown. */
  record Phase(int arrived, int registered) implements Wait {}

  /** The partner of an exchange. */
  record Exchange() implements Wait {}

  /** A notification. {@code type} is the class of the object. */
  record Notification(String type) implements Wait {}

  /** An unpark. {@code blocker} is the class of the object that was named; null for none. */
  record Unpark(@Nullable String blocker) implements Wait {}

  /** The end of a thread. {@code thread} is null if unknown. */
  record ThreadEnd(@Nullable String thread) implements Wait {}

  /** An entry of a queue that is empty, or in which none is due. */
  record QueueEntry(String type) implements Wait {}

  /** Room in a full queue. */
  record QueueRoom(String type) implements Wait {}

  /** A taker of the entry. */
  record QueueTaker(String type) implements Wait {}

  /** A reference that was cleared by the garbage collector. */
  record ClearedReference() implements Wait {}

  /** Bytes of another thread. */
  record PipedBytes(String type) implements Wait {}

  /** Requests of a subscriber. */
  record Subscriber() implements Wait {}

  /**
   * A result.
   *
   * @param what the kind in words, such as {@code CompletableFuture}
   * @param runner thread that computes it; null if unknown
   * @param started false if it is known that no thread has begun with it
   */
  record Result(String what, @Nullable String runner, boolean started) implements Wait {}

  /** The end of all tasks of an executor, in the call of that name. */
  record TasksEnd(String call) implements Wait {}

  /** The parts of a parallel computation. */
  record ParallelParts() implements Wait {}

  /**
   * A lock.
   *
   * @param name class, with identity if it is known
   * @param access how it is to be taken
   */
  record Lock(String name, Access access, Owner owner) implements Wait {}

  /** Mode of taking a lock. */
  enum Access {
    ALONE,
    READ,
    WRITE;

    String inWords() {
      return this == ALONE ? "" : " to " + name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The owner of a lock.
   *
   * @param thread null if unknown
   * @param execution of that thread; null if it has none
   */
  record Owner(@Nullable String thread, @Nullable String execution, boolean ended) {
    static final Owner UNKNOWN = new Owner(null, null, false);
  }

  /** The end of a sleep. */
  record Sleep() implements Wait {}

  /** An event of a selector. {@code peer} is that of its first channel; empty if unknown. */
  record Selection(String peer) implements Wait {}

  /** A connection to a server socket. {@code at} is its address; empty if unknown. */
  record Connection(String at) implements Wait {}

  /** The answer of a server to a connect. */
  record Connect(String peer) implements Wait {}

  /** Bytes of a socket or pipe. {@code from} is empty if unknown. */
  record Read(String what, String from) implements Wait {}

  /** Room to write to a socket or pipe. */
  record Write(String what, String to) implements Wait {}

  /**
   * The open of a file.
   *
   * @param path empty if unknown
   * @param fifo true if it is known to be a named pipe, whose open waits for the other side
   */
  record Open(String path, boolean fifo) implements Wait {}

  /** The lock of a file. {@code lockedBy} is a process id; 0 if unknown. */
  record FileLock(String path, long lockedBy) implements Wait {}

  /** The end of a child process; null if it is unknown which. */
  record ChildEnd(Blocker.@Nullable Child child) implements Wait {}

  /** An answer of a database. */
  record Database(String call, String peer) implements Wait {}

  /** An answer of a service. {@code protocol} is HTTP, DNS or TLS. */
  record Answer(String protocol, String peer) implements Wait {}

  /**
   * Native code that waits in the kernel.
   *
   * @param call name of the system call
   * @param target what it acts on, in words; empty if unknown
   */
  record NativeCall(String call, String target) implements Wait {}

  /**
   * The initialization of a class, in words.
   *
   * @param by thread that runs it; null if unknown
   */
  record Initialization(String words, @Nullable String by) implements Wait {}

  /** A class loader that loads another class. */
  record Loading(Lock lock) implements Wait {}
}
