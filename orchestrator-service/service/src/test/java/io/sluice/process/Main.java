package io.sluice.process;

import io.sluice.orchestrator.launch.Hostile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the launcher of this module starts in its tests, in place of the real runtime: does what its
 * token says.
 */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    var in = new InputStreamReader(System.in, StandardCharsets.UTF_8);
    String what = new BufferedReader(in).readLine();
    Hostile hostile = Hostile.valueOf(what);
    hostile.prepare();
    Files.createFile(Path.of("ready"));
    hostile.act();
  }
}
