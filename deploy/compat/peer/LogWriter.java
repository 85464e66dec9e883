package peer;

import io.sluice.queue.Json;
import io.sluice.queue.LogBatch;
import io.sluice.queue.QueueKeys;
import io.sluice.queue.RedisConnection;
import java.lang.reflect.InvocationTargetException;
import java.util.List;

/** Writes log lines in the way of a worker of this version. */
final class LogWriter {
  private LogWriter() {}

  /**
   * @param maxBytes what the stream may hold, where this version knows such a limit
   */
  static void write(RedisConnection redis, QueueKeys keys, long maxBytes, LogBatch lines) {
    try {
      Class<?> stream = Class.forName("io.sluice.queue.LogStream");
      Object logs =
          stream
              .getConstructor(RedisConnection.class, QueueKeys.class, long.class)
              .newInstance(redis, keys, maxBytes);
      append(stream, logs, lines);
    } catch (ClassNotFoundException earlier) {
      // Before there was a LogStream, the worker itself added the entry, bounded in entries.
      redis.send(
          "XADD", List.of(keys.logs(), "MAXLEN", "~", "100000", "*", "r", Json.write(lines)));
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void append(Class<?> stream, Object logs, LogBatch lines)
      throws ReflectiveOperationException {
    try {
      stream.getMethod("append", List.class).invoke(logs, List.of(lines));
    } catch (NoSuchMethodException earlier) {
      stream.getMethod("append", LogBatch.class).invoke(logs, lines);
    }
  }
}
