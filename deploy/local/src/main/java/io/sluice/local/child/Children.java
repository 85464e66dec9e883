package io.sluice.local.child;

import io.sluice.local.child.Child.ChildRole;
import io.sluice.local.child.Child.ChildSpec;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * All children of this process. Safe for use by several threads; after {@link #close} or {@link
 * #kill} began, none can be started.
 */
public final class Children implements AutoCloseable {
  private static final Duration AFTER_KILL = Duration.ofSeconds(5);

  private final Path logs;
  private final ParentWatch parentWatch;
  private final ReentrantLock lock =
      new ReentrantLock(); // guards all below, and what the lifeline hears
  private final List<Child> children = new ArrayList<>();
  private boolean closing;

  private Children(Path logs, ParentWatch parentWatch) {
    this.logs = logs;
    this.parentWatch = parentWatch;
  }

  /**
   * Creates an empty set, guarded by a shell that ends the children if this process is killed.
   *
   * @param logs where each child's output goes, in {@code <name>.log}
   * @param temporary folders to remove when this process is killed
   */
  public static Children under(Path logs, List<Path> temporary) throws IOException {
    return new Children(logs, ParentWatch.start(temporary));
  }

  /**
   * Starts a child, in a session of its own.
   *
   * @throws StartFailed when it cannot be started, or the system is stopping
   */
  public Child start(ChildSpec spec) throws IOException {
    lock.lock();
    try {
      if (closing) {
        throw new StartFailed(spec.name() + " was not started: the system is stopping");
      }
      var child = launch(spec);
      children.add(child);
      parentWatch.started(child.pid());
      return child;
    } finally {
      lock.unlock();
    }
  }

  private Child launch(ChildSpec spec) throws IOException {
    var log = logs.resolve(spec.name() + ".log");
    var command = new ArrayList<>(OwnSession.prefix());
    command.addAll(spec.command());
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(spec.environment());
    return new Child(spec, builder.start(), log);
  }

  /** The started children that were not forgotten, in order. */
  public List<Child> all() {
    lock.lock();
    try {
      return List.copyOf(children);
    } finally {
      lock.unlock();
    }
  }

  /** The pid of the shell that ends the children when this process is killed. */
  public long parentWatchPid() {
    return parentWatch.pid();
  }

  /** Removes a child that has ended. */
  public void forget(Child ended) throws IOException {
    lock.lock();
    try {
      if (children.remove(ended)) {
        parentWatch.gone(ended.pid());
      }
    } finally {
      lock.unlock();
    }
  }

  /** Stops them in order, each within the time of its role, then kills it. */
  @Override
  public void close() throws IOException {
    var started = closeDoor();
    var roles = Arrays.asList(ChildRole.values());
    try {
      for (var role : roles.reversed()) {
        end(started.stream().filter(child -> child.role() == role).toList(), role.patience());
      }
      parentWatch.release();
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
      kill();
    }
  }

  private List<Child> closeDoor() {
    lock.lock();
    try {
      closing = true;
      return Collections.unmodifiableList(new ArrayList<>(children));
    } finally {
      lock.unlock();
    }
  }

  private static void end(List<Child> sameRole, Duration patience)
      throws IOException, InterruptedException {
    for (var child : sameRole) {
      child.terminate();
    }
    var stopwatch = Stopwatch.start();
    for (var child : sameRole) {
      if (!child.endsWithin(stopwatch.leftOf(patience))) {
        child.kill();
        child.endsWithin(AFTER_KILL);
      }
    }
  }

  /** Kills all of them and their descendants; does not wait after an interrupt. */
  public void kill() throws IOException {
    var started = closeDoor();
    started.forEach(Child::kill);
    try {
      for (var child : started) {
        child.endsWithin(AFTER_KILL);
      }
      parentWatch.release();
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Starts a child in its own session: Ctrl-C in a terminal then reaches this process only, which
   * stops the children in order.
   */
  static final class OwnSession {
    private OwnSession() {}

    /** The prefix of the command; empty on systems without {@code setsid}. */
    static List<String> prefix() {
      return onPath("setsid").map(setsid -> List.of(setsid.toString())).orElse(List.of());
    }

    private static Optional<Path> onPath(String program) {
      return List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).stream()
          .filter(folder -> !folder.isEmpty())
          .map(folder -> Path.of(folder, program))
          .filter(Files::isExecutable)
          .findFirst();
    }
  }
}
