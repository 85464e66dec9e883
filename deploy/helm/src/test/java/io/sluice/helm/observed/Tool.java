package io.sluice.helm.observed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A Debian program that checks files of this module. */
public enum Tool {
  PROMTOOL("promtool", "SLUICE_PROMTOOL", "deploy/helm/install-promtool"),
  YAMLLINT("yamllint", "SLUICE_YAMLLINT", "deploy/helm/install-yamllint");

  private final String program;
  private final String variable;
  private final String install;

  Tool(String program, String variable, String install) {
    this.program = program;
    this.variable = variable;
    this.install = install;
  }

  /** The result: exit code, and the text of both streams. */
  public record Said(int code, String text) {}

  /** The path of the program: by the variable, else on the PATH. */
  Optional<Path> installed() {
    String named = System.getenv(variable);
    Stream<Path> candidates =
        named == null
            ? Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .map(folder -> Path.of(folder, program))
            : Stream.of(Path.of(named));
    return candidates.filter(Files::isExecutable).findFirst();
  }

  /** The installation hint. */
  String missing() {
    return "%s is not installed: run %s, or set %s".formatted(program, install, variable);
  }

  public Said run(Path folder, List<String> arguments) throws IOException, InterruptedException {
    return run(folder, arguments, "");
  }

  /** Runs it to its end, with a text for it to read. */
  Said run(Path folder, List<String> arguments, String input)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(installed().orElseThrow(() -> new IOException(missing())).toString());
    command.addAll(arguments);
    Path read = Files.createTempFile("sluice-tool", ".in");
    try {
      Files.writeString(read, input);
      Process running =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectInput(read.toFile())
              .start();
      var text = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Said(running.waitFor(), text);
    } finally {
      Files.delete(read);
    }
  }
}
