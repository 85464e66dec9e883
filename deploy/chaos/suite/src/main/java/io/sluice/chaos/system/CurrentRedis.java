package io.sluice.chaos.system;

import io.sluice.local.child.Child;
import io.sluice.local.child.Children;
import io.sluice.local.data.RedisServer;
import io.sluice.local.data.RedisServer.Persistence;
import io.sluice.local.state.StateFolder;
import io.sluice.testkit.RedisClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** The Redis in use, and its replacement by another one. */
public final class CurrentRedis {
  private static final Duration EXIT = Duration.ofSeconds(10);

  private final Children children;
  private final StateFolder state;
  private final ChaosPorts choice;
  private volatile Child child;
  private volatile int port;
  private volatile int number = 1;
  private volatile Persistence persistence;

  private CurrentRedis(
      Children children,
      StateFolder state,
      ChaosPorts choice,
      Child child,
      int port,
      Persistence persistence) {
    this.children = children;
    this.state = state;
    this.choice = choice;
    this.child = child;
    this.port = port;
    this.persistence = persistence;
  }

  /** A server that has been started beside the current one. */
  public record Second(Child child, int port, int number) {}

  static CurrentRedis start(
      Children children, StateFolder state, ChaosPorts choice, int port, Persistence persistence)
      throws IOException, InterruptedException {
    var server = start(children, state, 1, port, persistence);
    return new CurrentRedis(children, state, choice, server.child(), port, persistence);
  }

  private static RedisServer start(
      Children children, StateFolder state, int number, int port, Persistence persistence)
      throws IOException, InterruptedException {
    Path data = state.root().resolve("redis-" + number);
    Path binary = state.temporaryFiles().resolve("redis-" + number);
    return RedisServer.start(children, "redis-" + number, data, binary, port, persistence);
  }

  public int port() {
    return port;
  }

  public long pid() {
    return child.pid();
  }

  public boolean isAlive() {
    return child.isAlive();
  }

  /** A new connection to it. */
  public RedisClient connect() throws IOException {
    return RedisClient.to(port);
  }

  /** From its next start on. */
  public void persist(Persistence next) {
    persistence = next;
  }

  public Persistence persistence() {
    return persistence;
  }

  /** Starts it again on its data, after its end was brought about. */
  public void restart() throws IOException, InterruptedException {
    requireEnd();
    child = start(children, state, number, port, persistence).child();
  }

  /** Starts a replica of it. */
  public Second startSecond() throws IOException, InterruptedException {
    int next = number + 1;
    int itsPort = choice.next();
    var server = start(children, state, next, itsPort, persistence);
    return new Second(server.child(), itsPort, next);
  }

  /** Replaces the ended server by the second one. */
  public void replaceBy(Second second) throws IOException, InterruptedException {
    requireEnd();
    child = second.child();
    port = second.port();
    number = second.number();
  }

  private void requireEnd() throws IOException, InterruptedException {
    if (!child.endsWithin(EXIT)) {
      throw new IOException("Redis did not end within " + EXIT.toSeconds() + " s");
    }
    children.forget(child);
  }
}
