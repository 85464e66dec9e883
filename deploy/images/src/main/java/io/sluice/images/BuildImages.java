package io.sluice.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Program that builds the tar of each image; {@code deploy/images/build} runs it. */
public final class BuildImages {
  static final List<String> SERVICES =
      List.of("admin-api", "diagnostics-web", "orchestrator-service");

  private BuildImages() {}

  /**
   * Builds the three.
   *
   * @param args the base, {@code registry} or {@code here}; the Dockerfile; the unpacked archive
   *     for plain hosts; the version; the revision; the folder of the tars
   */
  public static void main(String[] args) throws Exception {
    if (args.length != 6 || !List.of("registry", "here").contains(args[0])) {
      throw new IOException("usage: registry|here DOCKERFILE ARCHIVE VERSION REVISION FOLDER");
    }
    build(
        args[0].equals("here"),
        Path.of(args[1]),
        Path.of(args[2]),
        args[3],
        args[4],
        Path.of(args[5]));
  }

  static void build(
      boolean here, Path dockerfile, Path archive, String version, String revision, Path folder)
      throws Exception {
    var stages = Dockerfile.read(dockerfile, Map.of("VERSION", version, "REVISION", revision));
    var build = new ImageBuild(archive, Files.createDirectories(folder.resolve("work")), here);
    for (String service : SERVICES) {
      Path tar = folder.resolve(service + ".tar");
      build.write(stages.stage(service), "sluice/" + service + ":" + version, tar);
      System.out.println(tar + " " + (Files.size(tar) >> 20) + " MiB");
    }
  }
}
