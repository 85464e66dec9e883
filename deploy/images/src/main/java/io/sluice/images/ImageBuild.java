package io.sluice.images;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.Ports;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import io.sluice.images.Dockerfile.Copy;
import io.sluice.images.Dockerfile.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/**
 * Builds one stage of a Dockerfile as a tar that {@code docker load} takes. {@code RUN} cannot be
 * done without a daemon, so the class-data archive of processes is left out: a worker writes it at
 * its first start then.
 *
 * @param archive folder of the unpacked archive for plain hosts
 * @param work folder for caches and what is made on the way
 * @param here true for a base from this machine, false for the one that the Dockerfile names
 */
record ImageBuild(Path archive, Path work, boolean here) {
  private static final String BASE_LABEL = "org.opencontainers.image.base.name";

  void write(Stage stage, String name, Path tar)
      throws IOException,
          InterruptedException,
          InvalidImageReferenceException,
          CacheDirectoryCreationException,
          RegistryException,
          ExecutionException {
    Path empty = Files.createDirectories(work.resolve("empty"));
    JibContainerBuilder image = here ? Jib.fromScratch() : Jib.from(stage.base);
    var labels = new LinkedHashMap<>(stage.labels);
    if (here) {
      labels.put(BASE_LABEL, HereBase.NAME);
      image.addFileEntriesLayer(HereBase.layer(empty));
    }
    for (Copy copy : stage.copies) {
      image.addFileEntriesLayer(layer(copy, empty));
    }
    image
        .setUser(stage.user)
        .setWorkingDirectory(AbsoluteUnixPath.get(stage.folder))
        .setEntrypoint(stage.entryPoint)
        .setEnvironment(stage.environment)
        .setLabels(labels)
        .setExposedPorts(Ports.parse(stage.ports.stream().map(String::valueOf).toList()))
        .setCreationTime(modified(archive.resolve("LICENSE")));
    image.containerize(
        Containerizer.to(TarImage.at(tar).named(name))
            .setToolName("sluice")
            .setBaseImageLayersCache(work.resolve("bases"))
            .setApplicationLayersCache(work.resolve("layers")));
  }

  private FileEntriesLayer layer(Copy copy, Path empty) throws IOException {
    var layer = FileEntriesLayer.builder().setName(copy.target());
    if (copy.source().equals("/state")) { // one empty folder, made by a RUN
      return layer
          .addEntry(
              empty,
              AbsoluteUnixPath.get(copy.target() + "/sluice"),
              FilePermissions.fromOctalString("700"),
              Instant.EPOCH,
              copy.owner())
          .build();
    }
    Path source = source(copy);
    for (Path file : files(source)) {
      layer.addEntry(
          file,
          AbsoluteUnixPath.get(copy.target() + suffix(source, file)),
          FilePermissions.fromOctalString(Files.isExecutable(file) ? "755" : "644"),
          modified(file),
          copy.owner());
    }
    return layer.build();
  }

  private Path source(Copy copy) throws IOException {
    Path source =
        copy.source().startsWith("/sluice/")
            ? archive.resolve(copy.source().substring("/sluice/".length()))
            : Path.of(copy.source());
    if (!Files.exists(source)) {
      throw new IOException(
          "%s is missing, which an image needs at %s: see docs/install.md."
              .formatted(source, copy.target()));
    }
    return source;
  }

  private static List<Path> files(Path source) throws IOException {
    try (Stream<Path> files = Files.walk(source)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static String suffix(Path source, Path file) {
    return source.equals(file) ? "" : "/" + source.relativize(file);
  }

  private static Instant modified(Path file) throws IOException {
    return Instant.ofEpochSecond(Files.getLastModifiedTime(file).toInstant().getEpochSecond());
  }
}
