package io.sluice.command;

import io.sluice.queue.ControlKeys;
import io.sluice.queue.RedisConnection;
import io.sluice.queue.Script;
import java.util.ArrayList;
import java.util.List;

/** Sends commands, answers them, and requests bundles. Safe for use by many threads. */
public final class CommandScripts {
  private static final Script ACK = Script.load(CommandScripts.class, "ack.lua");
  private static final Script TELL = Script.load(CommandScripts.class, "tell.lua");

  /** Time that a stream is kept after the last message to its worker. */
  private static final String KEPT_MS = "300000";

  /**
   * Maximum of commands that wait for one worker; above it the oldest are dropped and expire in
   * PostgreSQL.
   */
  private static final String MAX_WAITING = "10000";

  private final RedisConnection redis;

  public CommandScripts(RedisConnection redis) {
    this.redis = redis;
  }

  /** Adds a message to the stream of its worker. */
  public void send(String workerId, WorkerMessage message) {
    TELL.run(
        redis,
        List.of(ControlKeys.commands(workerId)),
        List.of(message.field(), message.value(), MAX_WAITING, KEPT_MS));
  }

  /** Removes messages that need no answer from the stream. */
  public void done(String workerId, List<String> streamIds) {
    var arguments = new ArrayList<String>();
    arguments.add(ControlKeys.commands(workerId));
    arguments.addAll(streamIds);
    redis.send("XDEL", arguments);
  }

  /** Answers a command and removes it from the stream, in one step. */
  public void answer(
      String workerId, String streamId, String commandId, CommandAnswer answer, String detail) {
    ACK.run(
        redis,
        List.of(ControlKeys.ACKS, ControlKeys.commands(workerId)),
        List.of(streamId, commandId, workerId, answer.name(), detail));
  }

  /**
   * Requests from any admin-api to put the pieces of a bundle into Redis: an entry {@code k=bundle}
   * of the acks stream.
   */
  public void askForBundle(String workerId, String sha256) {
    redis.send(
        "XADD",
        List.of(
            ControlKeys.ACKS,
            "MAXLEN",
            "~",
            MAX_WAITING,
            "*",
            "k",
            "bundle",
            "o",
            workerId,
            "sha",
            sha256));
  }
}
