package io.sluice.process;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Scanner;

/**
 * A process that does what its token says: connects to its socket, or runs the token as a shell
 * script and then waits for the end of its lifeline, unless the script ends with {@code exit}.
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
