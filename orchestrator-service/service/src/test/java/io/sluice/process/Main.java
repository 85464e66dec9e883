package io.sluice.process;

import io.sluice.orchestrator.process.Hostile;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Scanner;

/**
 * Main class of processes in the tests of this module, in place of the real runtime: acts by its
 * token. A {@link Hostile} acts, {@code connect} connects to the socket; anything else is run as a
 * shell script, and then the end of the lifeline awaited, unless the script ends with {@code exit}.
 */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    var lifeline = new Scanner(System.in, StandardCharsets.UTF_8);
    var script = lifeline.nextLine();
    if (script.equals("connect")) {
      connect(arguments);
      return;
    }
    Optional<Hostile> hostile =
        Arrays.stream(Hostile.values()).filter(each -> each.name().equals(script)).findFirst();
    if (hostile.isPresent()) {
      hostile.get().prepare();
      Files.createFile(Path.of("ready"));
      hostile.get().act();
      return;
    }
    int code =
        new ProcessBuilder("/bin/sh", "-c", script)
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start()
            .waitFor();
    if (!script.endsWith("exit")) {
      boolean _ = lifeline.hasNextLine();
    }
    System.exit(code);
  }

  private static void connect(String... arguments) throws IOException {
    var socket =
        Arrays.stream(arguments)
            .filter(argument -> argument.startsWith("--socket="))
            .findFirst()
            .orElseThrow()
            .substring("--socket=".length());
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      System.out.println("connected");
    }
  }
}
