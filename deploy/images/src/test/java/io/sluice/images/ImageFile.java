package io.sluice.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * An image as {@code docker load} takes it.
 *
 * @param config the settings that a runtime reads: user, entry point, environment, labels
 * @param layers names of the layers' files in the tar, the lowest first
 * @param entries every entry of every layer by its path
 * @param components the lists of components in it by their path
 */
record ImageFile(
    Path tar,
    JsonNode manifest,
    JsonNode config,
    List<String> layers,
    Map<String, TarArchiveEntry> entries,
    Map<String, JsonNode> components) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads all of it once. */
  static ImageFile read(Path tar) throws IOException {
    JsonNode manifest = JSON.readTree(member(tar, "manifest.json")).get(0);
    JsonNode config = JSON.readTree(member(tar, manifest.path("Config").asText()));
    var layers = new ArrayList<String>();
    manifest.path("Layers").forEach(layer -> layers.add(layer.asText()));
    var entries = new LinkedHashMap<String, TarArchiveEntry>();
    var components = new HashMap<String, JsonNode>();
    for (String layer : layers) {
      try (var in = layer(tar, layer)) {
        for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
          String path = "/" + entry.getName().replaceAll("/$", "");
          entries.put(path, entry);
          if (path.endsWith(".cdx.json")) {
            components.put(path, JSON.readTree(in.readAllBytes()));
          }
        }
      }
    }
    return new ImageFile(tar, manifest, config, layers, entries, components);
  }

  /** Package addresses in one of the lists of components; none if it is not there. */
  List<String> packages(String path) {
    return components.getOrDefault(path, JSON.createObjectNode()).findValuesAsText("purl");
  }

  /** Unpacks all layers into a new folder, as root with users and modes. */
  Path unpack(Path folder) throws IOException, InterruptedException {
    Shell.run("rm", "-rf", folder.toString());
    Files.createDirectories(folder);
    for (String layer : layers) {
      Path file = folder.resolveSibling(folder.getFileName() + ".layer");
      Files.write(file, member(tar, layer));
      Shell.run("tar", "-xzpf", file.toString(), "-C", folder.toString());
      Files.delete(file);
    }
    return folder;
  }

  private static TarArchiveInputStream layer(Path tar, String name) throws IOException {
    return new TarArchiveInputStream(
        new GZIPInputStream(new ByteArrayInputStream(member(tar, name))));
  }

  private static byte[] member(Path tar, String name) throws IOException {
    try (InputStream file = Files.newInputStream(tar);
        var in = new TarArchiveInputStream(file)) {
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (entry.getName().equals(name)) {
          return in.readAllBytes();
        }
      }
    }
    throw new IOException(name + " is not in " + tar);
  }
}
