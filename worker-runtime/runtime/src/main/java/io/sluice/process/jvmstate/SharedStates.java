package io.sluice.process.jvmstate;

import io.sluice.process.jvmstate.SharedState.StateChange;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Shared state of the JVM that a process watches, as it was before the first execution. Owned by
 * the thread that calls it. A comparison without a change takes about 10 µs.
 */
public final class SharedStates {
  private final List<SharedState> states = new ArrayList<>();
  private final Map<String, String> unwatched = new TreeMap<>();

  private SharedStates() {}

  /** Reads the current state. Parts that this JDK does not allow to read are not watched. */
  public static SharedStates now() {
    // Created at the first call, which must not be taken for a change later.
    Locale.getDefault(Locale.Category.DISPLAY);
    Locale.getDefault(Locale.Category.FORMAT);
    TimeZone.getDefault();
    var all = new SharedStates();
    all.addStreams();
    all.addObject("locale", "the default locale", "java.util.Locale", "defaultLocale");
    all.addObject("locale", "the default locale", "java.util.Locale", "defaultDisplayLocale");
    all.addObject("locale", "the default locale", "java.util.Locale", "defaultFormatLocale");
    all.addObject("time-zone", "the default time zone", "java.util.TimeZone", "defaultTimeZone");
    all.add(
        "system-properties",
        () ->
            new PropertyTable("system-properties", RawField.ofStatic("java.lang.System", "props")));
    all.add(
        "security-properties",
        () ->
            new PropertyTable(
                "security-properties", RawField.ofStatic("java.security.Security", "props")));
    all.addObject(
        "uncaught-handler",
        "the default handler of uncaught exceptions",
        "java.lang.Thread",
        "defaultUncaughtExceptionHandler");
    all.addObject(
        "security-providers",
        "the list of security providers",
        "sun.security.jca.Providers",
        "providerList");
    all.addNetwork();
    all.add("logging", () -> new LoggerState(""));
    all.add("logging", () -> new LoggerState("io.grpc"));
    all.add("logging", () -> new LoggerState("io.netty"));
    all.add("shutdown-hooks", ShutdownHooks::new);
    return all;
  }

  private void addStreams() {
    add(
        "standard-streams",
        () ->
            new DefaultObject(
                "standard-streams",
                "System.out",
                RawField.ofStatic("java.lang.System", "out"),
                _ -> false,
                first -> System.setOut((PrintStream) first)));
    add(
        "standard-streams",
        () ->
            new DefaultObject(
                "standard-streams",
                "System.err",
                RawField.ofStatic("java.lang.System", "err"),
                _ -> false,
                first -> System.setErr((PrintStream) first)));
    add(
        "standard-streams",
        () ->
            new DefaultObject(
                "standard-streams",
                "System.in",
                RawField.ofStatic("java.lang.System", "in"),
                _ -> false,
                first -> System.setIn((InputStream) first)));
  }

  private void addNetwork() {
    addObject(
        "authenticator", "the default Authenticator", "java.net.Authenticator", "theAuthenticator");
    addObject(
        "proxy-selector",
        "the default ProxySelector",
        "java.net.ProxySelector",
        "theProxySelector");
    addObject(
        "cookie-handler", "the default CookieHandler", "java.net.CookieHandler", "cookieHandler");
    add("url-handlers", UrlHandlers::new);
    addObject(
        "url-handlers", "the factory of URL content handlers", "java.net.URLConnection", "factory");
    addObject("socket-factory", "the factory of sockets", "java.net.Socket", "factory");
    addObject(
        "socket-factory", "the factory of server sockets", "java.net.ServerSocket", "factory");
    addObject(
        "tls-defaults",
        "the default verifier of host names",
        "javax.net.ssl.HttpsURLConnection",
        "defaultHostnameVerifier");
    addTls(
        "the default factory of TLS sockets",
        "javax.net.ssl.HttpsURLConnection",
        "defaultSSLSocketFactory");
    addTls("the default SSLContext", "javax.net.ssl.SSLContext", "defaultContext");
  }

  private void addTls(String name, String type, String field) {
    add(
        "tls-defaults",
        () -> {
          var raw = RawField.ofStatic(type, field);
          return new DefaultObject("tls-defaults", name, raw, TlsDefaults::madeByJdk, raw::set);
        });
  }

  private void addObject(String kind, String name, String type, String field) {
    add(kind, () -> new DefaultObject(kind, name, RawField.ofStatic(type, field)));
  }

  private void add(String kind, Callable<SharedState> state) {
    try {
      states.add(state.call());
    } catch (Exception e) {
      unwatched.put(kind, e.toString());
    }
  }

  /**
   * Returns kinds that this JDK does not allow to read, with the reason; empty on the JDK of the
   * build.
   */
  public Map<String, String> unwatched() {
    return unwatched;
  }

  /**
   * Restores changes since the last call.
   *
   * @return one change of each kind, the first that was found
   */
  public List<StateChange> putBack() {
    @Nullable Map<String, StateChange> changes = null;
    for (var state : states) {
      var change = state.putBack();
      if (change.isPresent()) {
        changes = changes == null ? new LinkedHashMap<>() : changes;
        changes.putIfAbsent(change.get().kind(), change.get());
      }
    }
    return changes == null ? List.of() : List.copyOf(changes.values());
  }

  /** Distinguishes TLS defaults created by the JDK at first use from those set by a workflow. */
  static final class TlsDefaults {
    private static final String OF_THE_JDK = "sun.security.ssl.SSLContextImpl$DefaultSSLContext";

    private TlsDefaults() {}

    static boolean madeByJdk(Object value) {
      try {
        if (value.getClass() == SSLContext.class) {
          return isDefault(RawField.of(value, SSLContext.class, "contextSpi").get());
        }
        return value.getClass().getName().equals("sun.security.ssl.SSLSocketFactoryImpl")
            && isDefault(RawField.of(value, value.getClass(), "context").get());
      } catch (ReflectiveOperationException _) {
        return false;
      }
    }

    private static boolean isDefault(@Nullable Object implementation) {
      return implementation != null && implementation.getClass().getName().equals(OF_THE_JDK);
    }
  }

  /** Factory of {@code URLStreamHandler}s, and the handlers that it has created. */
  static final class UrlHandlers implements SharedState {
    private final DefaultObject factory =
        new DefaultObject(
            "url-handlers",
            "the factory of URL stream handlers",
            RawField.ofStatic("java.net.URL", "factory"));
    private final RawField made = RawField.ofStatic("java.net.URL", "handlers");

    UrlHandlers() throws ReflectiveOperationException {}

    @Override
    public Optional<StateChange> putBack() {
      var change = factory.putBack();
      if (change.isPresent() && made.get() instanceof Hashtable<?, ?> handlers) {
        handlers.clear();
      }
      return change;
    }
  }
}
