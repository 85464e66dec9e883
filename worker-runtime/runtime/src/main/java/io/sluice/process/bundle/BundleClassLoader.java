package io.sluice.process.bundle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.security.SecureClassLoader;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Defines the classes of one bundle from memory. Collected once nothing refers to it. */
final class BundleClassLoader extends SecureClassLoader {
  static {
    registerAsParallelCapable();
  }

  private final Map<String, byte[]> entries;

  BundleClassLoader(BundleAddress address, Map<String, byte[]> entries) {
    super("bundle-" + address.sha256().substring(0, 12), ApiLoader.INSTANCE);
    this.entries = entries;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    var bytes = entries.get(name.replace('.', '/') + ".class");
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  @Override
  protected @Nullable URL findResource(String name) {
    var bytes = entries.get(name);
    return bytes == null ? null : url(name, bytes);
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    var url = findResource(name);
    return Collections.enumeration(url == null ? List.of() : List.of(url));
  }

  private URL url(String name, byte[] bytes) {
    try {
      return URL.of(new URI("bundle", getName(), "/" + name, null), new Handler(bytes));
    } catch (Exception e) {
      throw new IllegalArgumentException("no address for the resource " + name, e);
    }
  }

  private static final class Handler extends URLStreamHandler {
    private final byte[] bytes;

    Handler(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    protected URLConnection openConnection(URL url) {
      return new InMemory(url, bytes);
    }
  }

  private static final class InMemory extends URLConnection {
    private final byte[] bytes;

    InMemory(URL url, byte[] bytes) {
      super(url);
      this.bytes = bytes;
    }

    @Override
    public void connect() {
      connected = true;
    }

    @Override
    public int getContentLength() {
      return bytes.length;
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return new ByteArrayInputStream(bytes);
    }
  }
}
