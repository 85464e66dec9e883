package io.sluice.process.jvmstate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.sluice.process.jvmstate.SharedState.StateChange;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.CookieManager;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.security.KeyManagementException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.SimpleTimeZone;
import java.util.TimeZone;
import java.util.concurrent.Callable;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each part of the JVM's shared state, changed as a workflow would, with objects that bite. */
class SharedStatesTest {
  private final SharedStates states = SharedStates.now();

  /** Change made by a workflow. */
  @FunctionalInterface
  interface Harm {
    void run() throws Exception;
  }

  static Stream<Arguments> harms() {
    return Stream.of(
        harm("standard-streams", () -> System.setOut(nowhere()), () -> System.out),
        harm("standard-streams", () -> System.setErr(nowhere()), () -> System.err),
        harm(
            "standard-streams",
            () -> System.setIn(new ByteArrayInputStream(new byte[0])),
            () -> System.in),
        harm("locale", () -> Locale.setDefault(Locale.of("tr", "TR")), Locale::getDefault),
        harm(
            "locale",
            () -> Locale.setDefault(Locale.Category.FORMAT, Locale.of("ar", "EG")),
            () -> Locale.getDefault(Locale.Category.FORMAT)),
        harm(
            "locale",
            () -> Locale.setDefault(Locale.Category.DISPLAY, Locale.FRENCH),
            () -> Locale.getDefault(Locale.Category.DISPLAY)),
        harm(
            "time-zone",
            () -> TimeZone.setDefault(new BitingTimeZone()),
            () -> TimeZone.getDefault().getID()),
        harm(
            "system-properties",
            () -> System.getProperties().clear(),
            () -> System.getProperty("java.home")),
        harm(
            "system-properties",
            () -> System.setProperties(new BitingProperties()),
            () -> System.getProperty("java.home")),
        harm(
            "system-properties",
            () -> System.setProperty("user.language", "tr"),
            () -> System.getProperty("user.language")),
        harm(
            "system-properties",
            () -> System.getProperties().put(new BitingKey(), "x"),
            () -> System.getProperties().size()),
        harm(
            "security-properties",
            () -> Security.setProperty("networkaddress.cache.ttl", "77"),
            () -> String.valueOf(Security.getProperty("networkaddress.cache.ttl"))),
        harm(
            "uncaught-handler",
            () -> Thread.setDefaultUncaughtExceptionHandler((_, _) -> bite()),
            () -> List.of(String.valueOf(Thread.getDefaultUncaughtExceptionHandler()))),
        harm(
            "security-providers",
            () -> Security.insertProviderAt(new OwnProvider(), 1),
            () -> Security.getProvider("Own") == null),
        harm(
            "authenticator",
            () -> Authenticator.setDefault(new Authenticator() {}),
            () -> Authenticator.getDefault() == null),
        harm("proxy-selector", () -> ProxySelector.setDefault(null), ProxySelector::getDefault),
        harm(
            "cookie-handler",
            () -> CookieHandler.setDefault(new CookieManager()),
            () -> CookieHandler.getDefault() == null),
        harm(
            "url-handlers",
            () -> {
              URL.setURLStreamHandlerFactory(_ -> new BitingHandler());
              assertThat(URI.create("http://x/").toURL().openConnection()).isNull();
            },
            () -> URI.create("http://x/").toURL().openConnection() != null),
        harm(
            "tls-defaults",
            () -> HttpsURLConnection.setDefaultHostnameVerifier((_, _) -> true),
            HttpsURLConnection::getDefaultHostnameVerifier),
        harm(
            "tls-defaults",
            () -> SSLContext.setDefault(trustingAll()),
            () -> SSLContext.getDefault().getProtocol()),
        harm(
            "tls-defaults",
            () -> HttpsURLConnection.setDefaultSSLSocketFactory(trustingAll().getSocketFactory()),
            () -> HttpsURLConnection.getDefaultSSLSocketFactory().getClass()),
        harm(
            "logging",
            () -> Logger.getLogger("").setLevel(Level.OFF),
            () -> Logger.getLogger("").getLevel()),
        harm(
            "logging",
            () -> Logger.getLogger("").addHandler(new BitingLogHandler()),
            () -> List.of(Logger.getLogger("").getHandlers())),
        harm(
            "logging",
            () -> LogManager.getLogManager().reset(),
            () -> List.of(Logger.getLogger("").getHandlers())),
        harm(
            "logging",
            () -> Logger.getLogger("io.grpc").setFilter(_ -> bite()),
            () -> String.valueOf(Logger.getLogger("io.grpc").getFilter())),
        harm(
            "shutdown-hooks",
            () -> Runtime.getRuntime().addShutdownHook(new Thread(SharedStatesTest::bite)),
            () -> true));
  }

  private static Arguments harm(String kind, Harm harm, Callable<Object> observed) {
    return arguments(kind, harm, observed);
  }

  @ParameterizedTest(name = "{0} #{index}")
  @MethodSource("harms")
  void whatAWorkflowChangesIsNamedAndPutBack(String kind, Harm harm, Callable<Object> observed)
      throws Exception {
    var before = observed.call();
    assertThat(states.putBack()).isEmpty();

    harm.run();
    var changes = states.putBack();

    assertThat(changes).extracting(StateChange::kind).containsExactly(kind);
    assertThat(changes).extracting(StateChange::putBack).containsExactly(true);
    assertThat(observed.call()).isEqualTo(before);
    assertThat(states.putBack()).isEmpty();
  }

  @Test
  void allOfItCanBeWatchedOnThisJdk() {
    assertThat(states.unwatched()).isEmpty();
  }

  @Test
  void theWordsNameTheNewValue() {
    Locale.setDefault(Locale.of("tr"));
    assertThat(states.putBack())
        .extracting(StateChange::words)
        .containsExactly("the default locale to tr");
    System.setProperty("my.flag", "1");
    assertThat(states.putBack())
        .extracting(StateChange::words)
        .containsExactly("system properties: my.flag");
  }

  @Test
  void aNameThatAWorkflowMadeLongIsCut() {
    System.setProperty("x".repeat(100_000), "1");
    assertThat(states.putBack().getFirst().words()).hasSizeLessThan(320);
  }

  @Test
  @SuppressWarnings("DefaultLocale") // What workflows do.
  void whatTheJdkMakesWhenFirstAskedIsNoChange() throws NoSuchAlgorithmException {
    assertThat(SSLContext.getDefault()).isNotNull();
    assertThat(HttpsURLConnection.getDefaultSSLSocketFactory()).isNotNull();
    assertThat(Security.getProviders()).isNotEmpty();
    assertThat(String.format(Locale.getDefault(Locale.Category.FORMAT), "%tc %.1f", 0L, 1.5))
        .isNotEmpty();
    assertThat(states.putBack()).isEmpty();
  }

  @Test
  @SuppressWarnings("LockOnNonEnclosingClassLiteral") // What a hostile workflow does.
  void locksThatAWorkflowCanHoldDoNotHoldThisUp() throws InterruptedException {
    Locale.setDefault(Locale.of("tr"));
    CookieHandler.setDefault(new CookieManager());
    synchronized (Locale.class) {
      synchronized (CookieHandler.class) {
        synchronized (System.getProperties()) {
          var loop = new Thread(states::putBack);
          loop.start();
          loop.join(10_000);
          assertThat(loop.isAlive()).isFalse();
        }
      }
    }
    assertThat(states.putBack()).isEmpty();
  }

  private static boolean bite() {
    throw new IllegalStateException("code of a workflow was called");
  }

  private static PrintStream nowhere() {
    return new PrintStream(OutputStream.nullOutputStream());
  }

  private static SSLContext trustingAll() throws NoSuchAlgorithmException, KeyManagementException {
    var context = SSLContext.getInstance("TLS");
    context.init(null, null, null);
    return context;
  }

  private static final class BitingTimeZone extends SimpleTimeZone {
    private static final long serialVersionUID = 1L;
    private boolean set;

    BitingTimeZone() {
      super(0, "Biting");
    }

    @Override
    public Object clone() {
      if (set) {
        bite();
      }
      set = true;
      return super.clone();
    }

    @Override
    public boolean equals(Object other) {
      return bite();
    }

    @Override
    public int hashCode() {
      bite();
      return 0;
    }
  }

  private static final class BitingProperties extends Properties {
    private static final long serialVersionUID = 1L;

    @Override
    public synchronized boolean equals(Object other) {
      return bite();
    }

    @Override
    public synchronized int hashCode() {
      bite();
      return 0;
    }

    @Override
    public synchronized int size() {
      bite();
      return 0;
    }
  }

  private static final class BitingKey {
    private boolean put;

    @Override
    public int hashCode() {
      if (put) {
        bite();
      }
      put = true;
      return 1;
    }

    @Override
    public boolean equals(Object other) {
      return bite();
    }
  }

  private static final class BitingHandler extends URLStreamHandler {
    @Override
    @SuppressWarnings("NullAway") // What a careless handler returns.
    protected URLConnection openConnection(URL url) {
      return null;
    }
  }

  private static final class BitingLogHandler extends Handler {
    @Override
    public void publish(LogRecord record) {
      bite();
    }

    @Override
    public void flush() {
      bite();
    }

    @Override
    public void close() {}

    @Override
    public boolean equals(Object other) {
      return bite();
    }

    @Override
    public int hashCode() {
      bite();
      return 0;
    }
  }

  private static final class OwnProvider extends Provider {
    private static final long serialVersionUID = 1L;

    OwnProvider() {
      super("Own", "1", "one of a workflow");
    }
  }
}
