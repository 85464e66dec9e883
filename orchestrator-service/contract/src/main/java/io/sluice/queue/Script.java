package io.sluice.queue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Atomic Lua script: its text and the hash by which Redis knows it. */
public record Script(String text, String sha1) {

  /** Reads files beside {@code owner} and joins them, in order. */
  public static Script load(Class<?> owner, String... files) {
    var text = new StringBuilder();
    for (String file : files) {
      text.append(read(owner, file)).append('\n');
    }
    return new Script(text.toString(), Hashes.sha1(text.toString()));
  }

  /** Runs it by hash, or by text if Redis does not know the hash. */
  public @Nullable Object run(RedisConnection redis, List<String> keys, List<String> arguments) {
    try {
      return redis.send("EVALSHA", command(sha1, keys, arguments));
    } catch (RedisRefused refused) {
      if (!refused.code().equals("NOSCRIPT")) {
        throw refused;
      }
      return redis.send("EVAL", command(text, keys, arguments));
    }
  }

  private static List<String> command(String script, List<String> keys, List<String> arguments) {
    var command = new ArrayList<String>(2 + keys.size() + arguments.size());
    command.add(script);
    command.add(Integer.toString(keys.size()));
    command.addAll(keys);
    command.addAll(arguments);
    return command;
  }

  private static String read(Class<?> owner, String file) {
    try (InputStream in = owner.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("The script " + file + " is missing from the jar.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
