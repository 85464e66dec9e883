package io.sluice.admin;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Registers workflows with a jar in the bundle folder. */
@Singleton
public class Bundles {

  private final String folder;

  Bundles(@ConfigProperty(name = "sluice.bundle.folder") String folder) {
    this.folder = folder;
  }

  /** Registers a workflow and waits until it is listed. */
  public void register(String workflow) {
    try {
      Path part = Path.of(folder, workflow + ".part");
      Files.write(part, TestJars.jar(TestJars.workflow(workflow)));
      Files.move(part, Path.of(folder, workflow + ".jar"), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Api.awaitWorkflow(workflow);
  }
}
