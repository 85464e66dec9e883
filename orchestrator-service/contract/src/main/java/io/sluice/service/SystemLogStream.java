package io.sluice.service;

import io.sluice.queue.ControlKeys;
import io.sluice.queue.Json;
import io.sluice.queue.RedisConnection;
import io.sluice.queue.Script;
import java.util.ArrayList;
import java.util.List;

/**
 * Stream to which services add their log lines. It is capped: if they are not read, the oldest are
 * removed.
 */
public final class SystemLogStream {

  /** Consumer group of its readers. */
  public static final String GROUP = "rec";

  /** Field of an entry that contains the line as JSON. */
  public static final String LINE = "line";

  private static final String MAX_LINES = "10000";
  private static final Script APPEND = Script.load(SystemLogStream.class, "append.lua");

  private final RedisConnection redis;

  public SystemLogStream(RedisConnection redis) {
    this.redis = redis;
  }

  public void append(List<SystemLogLine> lines) {
    var arguments = new ArrayList<>(List.of(MAX_LINES, LINE));
    lines.forEach(line -> arguments.add(Json.write(line)));
    APPEND.run(redis, List.of(ControlKeys.SYSTEM_LOG), arguments);
  }
}
