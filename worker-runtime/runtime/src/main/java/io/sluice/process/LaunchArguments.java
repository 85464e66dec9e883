package io.sluice.process;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Arguments of the command line. The token is not among them: it comes on standard input. */
record LaunchArguments(
    Path socket,
    long generation,
    int slots,
    Duration cancelGrace,
    Duration gracefulShutdown,
    int executionThreads) {
  private static final int MAX_SOCKET_PATH = 107;
  private static final Set<String> NAMES =
      Set.of(
          "socket",
          "generation",
          "slots",
          "cancel-grace-ms",
          "graceful-shutdown-ms",
          "execution-threads");
  private static final String DEFAULT_EXECUTION_THREADS = "256";

  static LaunchArguments parse(String... arguments) throws ArgumentRefused {
    var values = split(arguments);
    values.putIfAbsent("execution-threads", DEFAULT_EXECUTION_THREADS);
    return new LaunchArguments(
        socket(values),
        number(values, "generation", 1, Long.MAX_VALUE),
        (int) number(values, "slots", 1, 256),
        Duration.ofMillis(number(values, "cancel-grace-ms", 100, 600_000)),
        Duration.ofMillis(number(values, "graceful-shutdown-ms", 100, 3_600_000)),
        (int) number(values, "execution-threads", 16, 32_768));
  }

  private static Map<String, String> split(String... arguments) throws ArgumentRefused {
    Map<String, String> values = new HashMap<>();
    for (var argument : arguments) {
      int equals = argument.indexOf('=');
      var name = equals > 2 && argument.startsWith("--") ? argument.substring(2, equals) : "";
      if (!NAMES.contains(name)) {
        throw new ArgumentRefused(
            "Unknown argument " + argument + ": allowed are " + usage() + ".");
      }
      if (values.put(name, argument.substring(equals + 1)) != null) {
        throw new ArgumentRefused("The argument --" + name + " was given twice.");
      }
    }
    return values;
  }

  private static Path socket(Map<String, String> values) throws ArgumentRefused {
    var path = value(values, "socket");
    if (path.isBlank() || path.getBytes(StandardCharsets.UTF_8).length > MAX_SOCKET_PATH) {
      throw new ArgumentRefused(
          "The argument --socket=" + path + " must be a path of 1 to 107 bytes.");
    }
    return Path.of(path);
  }

  private static long number(Map<String, String> values, String name, long least, long most)
      throws ArgumentRefused {
    var text = value(values, name);
    try {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException _) {
      // Answered below, like a number outside the range.
    }
    throw new ArgumentRefused(
        String.format(
            Locale.ROOT,
            "The argument --%s=%s must be a whole number from %d to %d.",
            name,
            text,
            least,
            most));
  }

  private static String value(Map<String, String> values, String name) throws ArgumentRefused {
    var value = values.get(name);
    if (value == null) {
      throw new ArgumentRefused("The argument --" + name + "= is missing.");
    }
    return value;
  }

  private static String usage() {
    return "--socket=PATH --generation=N --slots=N --cancel-grace-ms=N --graceful-shutdown-ms=N"
        + " [--execution-threads=N]";
  }

  /** Refusal of a launch argument; the message is the sentence for standard error. */
  static final class ArgumentRefused extends Exception {
    private static final long serialVersionUID = 1L;

    ArgumentRefused(String sentence) {
      super(sentence);
    }
  }
}
