package io.sluice.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.local.port.Port;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpOptionsTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final StringWriter errors = new StringWriter();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--workers 99 | --workers is 99; allowed are 0 to 16",
        "--workers -1 | --workers is -1; allowed are 0 to 16",
        "--worker-setting 2:A=b | --worker-setting names worker 2, and there are 1 workers",
        "--worker-setting A=b | --worker-setting is A=b; it must be like 2:USE_THREAD_WORKERS=true",
        "--admin-port 0 | --admin-port is 0; allowed are 1 to 65535",
        "--redis-port 65536 | --redis-port is 65536; allowed are 1 to 65535",
      })
  void aWrongValueIsOneSentenceAndExitCode2(String options, String sentence) {
    assertThat(up(options.split(" "))).isEqualTo(2);

    assertThat(said()).isEqualTo(sentence);
  }

  @ParameterizedTest
  @CsvSource({"--worker,--worker", "--workers many,many"})
  void aTypingErrorIsRefusedByName(String options, String named) {
    assertThat(up(options.split(" "))).isEqualTo(2);

    assertThat(errors.toString()).contains(named);
  }

  @Test
  void aTakenPortThatWasAskedForIsOneSentenceAndExitCode1() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      assertThat(up("--postgres-port", Integer.toString(taken.getLocalPort()))).isEqualTo(1);

      assertThat(said()).startsWith("Port " + taken.getLocalPort()).doesNotContain("\n");
    }
  }

  @Test
  void helpNamesEveryPort() {
    var help = new StringWriter();
    var command =
        new Up(new PrintStream(out, true, StandardCharsets.UTF_8))
            .commandLine()
            .setOut(new PrintWriter(help));

    assertThat(command.execute("--help")).isZero();

    for (var port : Port.values()) {
      assertThat(help.toString()).contains(port.option()).contains("" + port.usual());
    }
  }

  private int up(String... options) {
    return new Up(new PrintStream(out, true, StandardCharsets.UTF_8))
        .commandLine()
        .setErr(new PrintWriter(errors))
        .execute(options);
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8).strip();
  }
}
