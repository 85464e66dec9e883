package io.sluice.systemlog;

import io.sluice.queue.ControlKeys;
import io.sluice.queue.Json;
import io.sluice.queue.RedisConnection;
import io.sluice.queue.Script;
import java.util.ArrayList;
import java.util.List;

/**
 * The stream that workers add their lines to (queue protocol, section 12). It is capped: when
 * nobody takes them, the oldest go.
 */
public final class SystemLogStream {

  /** Group of those that take lines. */
  public static final String GROUP = "rec";

  /** Field of an entry that holds the line as JSON. */
  public static final String LINE = "line";

  private static final String MOST = "10000";
  private static final Script APPEND = Script.load(SystemLogStream.class, "append.lua");

  private final RedisConnection redis;

  public SystemLogStream(RedisConnection redis) {
    this.redis = redis;
  }

  public void append(List<SystemLogLine> lines) {
    var arguments = new ArrayList<>(List.of(MOST, LINE));
    lines.forEach(line -> arguments.add(Json.write(line)));
    APPEND.run(redis, List.of(ControlKeys.SYSTEM_LOG), arguments);
  }
}
