package io.sluice.admin.identity;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Settings for a first start without a credentials file, with captured output and a low rate limit.
 */
public final class NoAdministrator implements QuarkusTestResourceLifecycleManager {

  static final String OUTPUT = "sluice.test.output";
  static final int REQUESTS_PER_SECOND = 20;

  private final PrintStream terminal = System.out;

  /** Order after the resource of all tests, whose settings it overrides. */
  @Override
  public int order() {
    return 100;
  }

  @Override
  public Map<String, String> start() {
    try {
      Path kept = Files.createTempFile("sluice-output", ".txt");
      System.setProperty(OUTPUT, kept.toString());
      System.setOut(
          new PrintStream(
              new Tee(terminal, Files.newOutputStream(kept)), true, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.of(
        "sluice.security.initial-administrator-file",
        "",
        "sluice.security.requests-per-second",
        Integer.toString(REQUESTS_PER_SECOND));
  }

  @Override
  public void stop() {
    System.setOut(terminal);
  }

  private static final class Tee extends OutputStream {

    private final OutputStream first;
    private final OutputStream second;

    private Tee(OutputStream first, OutputStream second) {
      this.first = first;
      this.second = second;
    }

    @Override
    public void write(int b) throws IOException {
      first.write(b);
      second.write(b);
    }

    @Override
    public void flush() throws IOException {
      first.flush();
      second.flush();
    }
  }
}
