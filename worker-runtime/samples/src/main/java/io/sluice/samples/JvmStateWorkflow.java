package io.sluice.samples;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import io.sluice.workflow.WorkflowDefinition;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.CookieManager;
import java.net.ProxySelector;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.Security;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.logging.LogManager;

/**
 * Hostile: changes state of the whole JVM and ends normally. Without changes it reports the current
 * state.
 */
@WorkflowDefinition(
    name = "jvm-state",
    description = "Hostile: changes the default locale, streams or properties of its JVM.",
    idempotent = true)
public final class JvmStateWorkflow
    implements Workflow<JvmStateWorkflow.Input, Map<String, String>> {
  /**
   * Input of the execution.
   *
   * @param changes any of {@code out}, {@code err}, both with {@code -by-reflection}, {@code in},
   *     {@code locale}, {@code time-zone}, {@code properties}, {@code uncaught-handler}, {@code
   *     security}, {@code logging}, {@code hook}, {@code network}, {@code url-handlers}
   * @param seconds until it ends after its changes, 0 to 3600
   */
  public record Input(List<String> changes, Double seconds) {
    public Input {
      changes = changes == null ? List.of() : changes;
      seconds = seconds == null ? 0.0 : seconds;
      Inputs.require(seconds >= 0 && seconds <= 3_600, "seconds must be 0 to 3600");
    }
  }

  @Override
  public Map<String, String> run(Input input, WorkflowContext context) throws InterruptedException {
    input.changes().forEach(JvmStateWorkflow::change);
    context.log("changed " + input.changes());
    Thread.sleep(Duration.ofMillis(Math.round(input.seconds() * 1000)));
    System.out.println("printed to System.out");
    System.err.println("printed to System.err");
    return found();
  }

  private static void change(String what) {
    switch (what) {
      case "out" -> System.setOut(nowhere());
      case "err" -> System.setErr(nowhere());
      case "out-by-reflection" -> set("setOut");
      case "err-by-reflection" -> set("setErr");
      case "in" -> System.setIn(new ByteArrayInputStream("x".getBytes(StandardCharsets.UTF_8)));
      case "locale" -> Locale.setDefault(Locale.of("tr", "TR"));
      case "time-zone" -> TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Apia"));
      case "properties" -> System.getProperties().clear();
      case "uncaught-handler" -> Thread.setDefaultUncaughtExceptionHandler((_, _) -> {});
      case "security" -> Security.removeProvider("SunJCE");
      case "logging" -> LogManager.getLogManager().reset();
      case "hook" -> Runtime.getRuntime().addShutdownHook(new Thread(JvmStateWorkflow::hang));
      case "network" -> {
        Authenticator.setDefault(new Authenticator() {});
        ProxySelector.setDefault(null);
        CookieHandler.setDefault(new CookieManager());
      }
      case "url-handlers" -> URL.setURLStreamHandlerFactory(_ -> null);
      default -> throw new IllegalArgumentException("changes has an unknown element: " + what);
    }
  }

  private static void set(String setter) {
    try {
      System.class.getMethod(setter, PrintStream.class).invoke(null, nowhere());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static PrintStream nowhere() {
    return new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
  }

  private static void hang() {
    while (true) {
      Thread.onSpinWait();
    }
  }

  @SuppressWarnings({
    "DefaultLocale",
    "StringCaseLocaleUsage"
  }) // The default locale is what is asked for.
  private static Map<String, String> found() {
    Map<String, String> found = new TreeMap<>();
    found.put("lower_case", "TITLE".toLowerCase());
    found.put("number", String.format(Locale.getDefault(Locale.Category.FORMAT), "%.1f", 1.5));
    found.put("time_zone", TimeZone.getDefault().getID());
    found.put("java_version", String.valueOf(System.getProperty("java.version")));
    found.put("handler", String.valueOf(Thread.getDefaultUncaughtExceptionHandler()));
    found.put("sun_jce", String.valueOf(Security.getProvider("SunJCE") != null));
    found.put("authenticator", String.valueOf(Authenticator.getDefault()));
    found.put("proxy_selector", String.valueOf(ProxySelector.getDefault() != null));
    found.put("cookie_handler", String.valueOf(CookieHandler.getDefault()));
    return found;
  }
}
