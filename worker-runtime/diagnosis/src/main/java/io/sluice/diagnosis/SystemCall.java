package io.sluice.diagnosis;

import org.jspecify.annotations.Nullable;

/**
 * System call in which the kernel has a thread.
 *
 * @param name as in the kernel, such as {@code recvfrom}; {@code running} outside of calls
 * @param target what its descriptor or path means; null if it has none, or it is unknown
 */
public record SystemCall(String name, @Nullable Target target) {
  /** Object of a call. */
  public sealed interface Target {
    /** Returns it in words. */
    String inWords();
  }

  /**
   * A socket of the Internet.
   *
   * @param peer empty if it has none
   */
  public record Socket(String local, String peer) implements Target {
    @Override
    public String inWords() {
      return peer.isEmpty() ? local : peer;
    }
  }

  /** A unix socket, or another one without addresses. */
  public record LocalSocket(String path) implements Target {
    @Override
    public String inWords() {
      return path.isEmpty() ? "a local socket" : path;
    }
  }

  /**
   * A pipe.
   *
   * @param other process at its other end; null if unknown
   */
  public record Pipe(Blocker.@Nullable Child other) implements Target {
    @Override
    public String inWords() {
      return other == null ? "" : other.inWords();
    }
  }

  /**
   * A file.
   *
   * @param fifo true for a named pipe
   * @param lockedBy process that has locked it; 0 if unknown
   */
  public record File(String path, boolean fifo, long lockedBy) implements Target {
    @Override
    public String inWords() {
      return path + (fifo ? " (a FIFO)" : "");
    }
  }

  /** Standard input of the process. */
  public record StandardInput() implements Target {
    @Override
    public String inWords() {
      return "standard input";
    }
  }
}
