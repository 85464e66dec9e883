package io.sluice.local;

import io.sluice.local.service.Layout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A project folder whose services are {@link StubService}s. */
final class StubHome {
  private final Path home;

  StubHome(Path home) throws IOException {
    this.home = home;
    for (var part :
        new String[] {"admin-api/service", "orchestrator-service/service", "diagnostics-web"}) {
      jar(folder(part).resolve("quarkus-run.jar"));
    }
    var samples = Files.createDirectories(home.resolve("worker-runtime/samples/target"));
    Files.writeString(samples.resolve("sluice-samples-0.jar"), "a bundle");
    var options = "deploy/hosts/src/main/dist/libexec/jvm.options";
    Files.createDirectories(home.resolve(options).getParent());
    Files.copy(Layout.here().home().resolve(options), home.resolve(options));
  }

  Layout layout() throws IOException {
    return new Layout(home, Layout.here().cache());
  }

  void make(String part, String ill) throws IOException {
    Files.writeString(folder(part).resolve(ill), "");
  }

  private Path folder(String part) throws IOException {
    return Files.createDirectories(home.resolve(part).resolve("target/quarkus-app"));
  }

  private static void jar(Path jar) throws IOException {
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, StubService.class.getName());
    var entry = StubService.class.getName().replace('.', '/') + ".class";
    try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        var code = StubService.class.getClassLoader().getResourceAsStream(entry)) {
      out.putNextEntry(new JarEntry(entry));
      if (code == null) {
        throw new UncheckedIOException(new IOException("no class file of " + entry));
      }
      code.transferTo(out);
    }
  }
}
