package io.sluice.command;

import io.sluice.queue.ControlKeys;
import io.sluice.queue.RedisConnection;
import io.sluice.queue.Script;
import java.util.ArrayList;
import java.util.List;

/** Sends commands and answers them; and asks for bundles. Safe for use by many threads. */
public final class CommandScripts {
  private static final Script ACK = Script.load(CommandScripts.class, "ack.lua");
  private static final Script TELL = Script.load(CommandScripts.class, "tell.lua");

  /** How long a stream outlives the last word of its worker. */
  private static final String KEPT_MS = "300000";

  /**
   * Most commands that wait for one worker; the oldest are dropped beyond it and expire in
   * PostgreSQL.
   */
  private static final String MOST_WAITING = "10000";

  private final RedisConnection redis;

  public CommandScripts(RedisConnection redis) {
    this.redis = redis;
  }

  /** Puts a message into its worker's stream. */
  public void send(String workerId, WorkerMessage message) {
    TELL.run(
        redis,
        List.of(ControlKeys.commands(workerId)),
        List.of(message.field(), message.value(), MOST_WAITING, KEPT_MS));
  }

  /** Takes messages that need no answer out of the stream. */
  public void done(String workerId, List<String> streamIds) {
    var arguments = new ArrayList<String>();
    arguments.add(ControlKeys.commands(workerId));
    arguments.addAll(streamIds);
    redis.send("XDEL", arguments);
  }

  /** Answers a command and takes it out of the stream, in one step. */
  public void answer(
      String workerId, String streamId, String commandId, CommandAnswer answer, String detail) {
    ACK.run(
        redis,
        List.of(ControlKeys.ACKS, ControlKeys.commands(workerId)),
        List.of(streamId, commandId, workerId, answer.name(), detail));
  }

  /**
   * Asks any admin-api to put a bundle's pieces into Redis: an entry {@code k=bundle} of the acks
   * stream.
   */
  public void askForBundle(String workerId, String sha256) {
    redis.send(
        "XADD",
        List.of(
            ControlKeys.ACKS,
            "MAXLEN",
            "~",
            MOST_WAITING,
            "*",
            "k",
            "bundle",
            "o",
            workerId,
            "sha",
            sha256));
  }
}
