package io.sluice.process.bundle;

import io.sluice.process.output.ProcessLog;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.CodeSource;
import java.security.cert.Certificate;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * Class loader that defines the classes of one bundle from its verified jar, and finds its other
 * files by their addresses in the jar. Collected as soon as nothing refers to it.
 */
final class BundleClassLoader extends URLClassLoader {
  static {
    registerAsParallelCapable();
  }

  private final VerifiedJar jar;
  private final URL location;
  private final CodeSource source;

  BundleClassLoader(BundleAddress address, VerifiedJar jar) throws IOException {
    super(
        "bundle-" + address.sha256().substring(0, 12),
        new URL[] {jar.path().toUri().toURL()},
        ApiLoader.INSTANCE);
    this.jar = jar;
    this.location = jar.path().toUri().toURL();
    this.source = new CodeSource(location, (Certificate[]) null);
    keepOpen();
  }

  /**
   * Opens the file now; the JDK would open it at its first use, which may be after its deletion.
   */
  private void keepOpen() throws IOException {
    var _ = super.findResource("META-INF/MANIFEST.MF");
    var _ = contentOf(location).getJarFile();
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    try {
      var bytes = jar.classBytes(name);
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      definePackageOf(name);
      var adapted = RedirectedCalls.adapt(bytes, this);
      return defineClass(name, adapted, 0, adapted.length, source);
    } catch (IOException e) {
      throw new ClassNotFoundException(name + ": " + e.getMessage(), e);
    }
  }

  @Override
  public @Nullable URL findResource(String name) {
    var found = super.findResource(name);
    return found != null && isInThisJar(found) ? found : null;
  }

  @Override
  public Enumeration<URL> findResources(String name) throws IOException {
    return Collections.enumeration(
        Collections.list(super.findResources(name)).stream().filter(this::isInThisJar).toList());
  }

  /**
   * Returns true for a file in this jar. The JDK also reads the jars named by a manifest, which are
   * not verified.
   */
  private boolean isInThisJar(URL found) {
    return found.toString().startsWith("jar:" + location + "!/");
  }

  private void definePackageOf(String className) throws IOException {
    int dot = className.lastIndexOf('.');
    var name = dot < 0 ? "" : className.substring(0, dot);
    if (name.isEmpty() || getDefinedPackage(name) != null) {
      return;
    }
    try {
      var manifest = jar.manifest();
      if (manifest == null) {
        definePackage(name, null, null, null, null, null, null, null);
      } else {
        definePackage(name, manifest, location);
      }
    } catch (IllegalArgumentException _) {
      // Another thread has defined it meanwhile.
    }
  }

  /**
   * Closes the jar that the JDK keeps open for connections to its files, when no loader uses it any
   * more.
   */
  static void release(URL location) {
    try {
      contentOf(location).getJarFile().close();
    } catch (IOException e) {
      ProcessLog.add("The jar " + location + " cannot be closed: " + e);
    }
  }

  URL location() {
    return location;
  }

  private static JarURLConnection contentOf(URL location) throws IOException {
    try {
      var content = URI.create("jar:" + location + "!/").toURL();
      var connection = (JarURLConnection) content.openConnection();
      connection.setUseCaches(true);
      return connection;
    } catch (MalformedURLException | IllegalArgumentException e) {
      throw new IOException("no address for " + location, e);
    }
  }
}
