package io.sluice.admin.workflow;

import io.sluice.admin.lifecycle.Loop;
import io.sluice.admin.workflow.BundleReader.Bundle;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Registers the jars of a folder at the start and after each change. An invalid jar is logged once
 * and changes nothing.
 */
@Singleton
public final class BundleFolder {

  private static final Logger LOG = Logger.getLogger(BundleFolder.class);
  private static final int MAX_JARS = 1000;

  private final StoredBundles bundles;
  private final VersionStore versions;
  private final BundleRegistrar registrar;
  private final Optional<Path> folder;
  private final Duration lookEvery;
  private final Map<Path, Seen> seen = new HashMap<>();
  private boolean firstTurn = true;
  private final Loop loop = new Loop("bundle folder", this::turn);

  BundleFolder(
      StoredBundles bundles,
      VersionStore versions,
      BundleRegistrar registrar,
      BundleConfig config) {
    this.bundles = bundles;
    this.versions = versions;
    this.registrar = registrar;
    this.folder = config.folder().map(Path::of);
    this.lookEvery = config.lookEvery();
  }

  private record Seen(long size, FileTime modified) {}

  public void start() {
    if (folder.isPresent()) {
      loop.start();
    }
  }

  public void stop() {
    loop.stop();
  }

  private Duration turn() {
    folder.ifPresent(
        path -> {
          for (Path jar : jars(path)) {
            scan(jar);
          }
          firstTurn = false;
        });
    return lookEvery;
  }

  private static List<Path> jars(Path folder) {
    var jars = new ArrayList<Path>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
      for (Path file : files) {
        if (jars.size() < MAX_JARS) {
          jars.add(file);
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(
          "the bundle folder "
              + folder
              + " cannot be read: create it or change"
              + " SLUICE_BUNDLE_FOLDER",
          e);
    }
    jars.sort(null);
    return jars;
  }

  private void scan(Path jar) {
    try {
      var attributes = Files.readAttributes(jar, BasicFileAttributes.class);
      var now = new Seen(attributes.size(), attributes.lastModifiedTime());
      if (!now.equals(seen.get(jar)) && attributes.isRegularFile()) {
        register(jar, attributes.size());
        seen.put(jar, now);
      }
    } catch (IOException e) {
      LOG.warnf("bundle not readable, tried again later file=%s reason=%s", jar, e.getMessage());
    }
  }

  /**
   * Returns true if a person has uploaded or rolled back one of the workflows since. The initial
   * scan does not undo that.
   */
  private boolean isReplacedByPerson(Bundle bundle) {
    return bundles.isRegistered(bundle.sha256())
        && versions.anyOfPerson(bundle.workflows().stream().map(DeclaredWorkflow::name).toList());
  }

  private void register(Path jar, long size) throws IOException {
    try {
      if (size > BundleReader.MAX_BYTES) {
        throw new InvalidBundle("it has more than 64 MiB");
      }
      Bundle bundle = BundleReader.read(Files.readAllBytes(jar));
      if (firstTurn && isReplacedByPerson(bundle)) {
        return;
      }
      List<String> changed = registrar.registerFromFolder(bundle).changed();
      if (!changed.isEmpty()) {
        LOG.infof("bundle registered sha256=%s workflows=%s", bundle.sha256(), changed);
      }
    } catch (InvalidBundle e) {
      LOG.warnf(
          "bundle refused, nothing changed file=%s reason=%s", jar.getFileName(), e.getMessage());
    }
  }

  /** Configuration of the bundle folder. */
  @ConfigMapping(prefix = "sluice.bundle")
  interface BundleConfig {

    /** Folder whose jars are registered ({@code SLUICE_BUNDLE_FOLDER}); no folder if absent. */
    Optional<String> folder();

    /** Time between two scans of the folder. */
    @WithDefault("3s")
    Duration lookEvery();
  }
}
