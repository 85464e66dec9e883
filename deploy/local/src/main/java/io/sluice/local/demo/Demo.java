package io.sluice.local.demo;

import io.sluice.local.demo.DemoRun.Screen;
import io.sluice.local.service.Layout;
import io.sluice.local.state.Endpoints;
import io.sluice.local.state.EndpointsLocation;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code deploy/local/demo}: submits a mixed load to a running system and shows it live. */
@Command(
    name = "demo",
    sortOptions = false,
    description =
        "Submits a mixed load to a running system and shows it until all of it has ended.")
public final class Demo implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int MIN_WIDTH = 60;
  private static final int USUAL_WIDTH = 110;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this and exit")
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean help;

  @Option(
      names = "--endpoints",
      paramLabel = "FILE",
      description = "what up --endpoints wrote (default: those of your running up)")
  private @Nullable Path endpoints;

  @ArgGroup(exclusive = false)
  private @Nullable Address address;

  /** The address of a system that {@code up} did not start. */
  static final class Address {
    @Option(
        names = "--admin-api",
        required = true,
        paramLabel = "URL",
        description = "its REST API")
    private String url = "";

    @Option(
        names = "--token-file",
        required = true,
        paramLabel = "FILE",
        description = "a file that holds an API token")
    private Path token = Path.of("");
  }

  private final PrintStream out;

  Demo(PrintStream out) {
    this.out = out;
  }

  /** Exits with 0 if everything ended as expected. */
  public static void main(String[] arguments) {
    var demo = new CommandLine(new Demo(System.out));
    demo.setExecutionExceptionHandler((failure, _, _) -> explain(failure));
    System.exit(demo.execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (var api = client()) {
      var show = new DemoRun(api, new Screen(out, terminal()), width());
      return show.run(Layout.here().demoData()) ? 0 : FAILED;
    }
  }

  private AdminClient client() throws IOException {
    if (address != null) {
      return new AdminClient(address.url, Files.readString(address.token).strip());
    }
    var file = endpoints == null ? known() : endpoints;
    var running = Endpoints.read(file);
    return new AdminClient(running.adminApi(), running.token());
  }

  private static Path known() throws IOException {
    var file = EndpointsLocation.ofThisUser();
    if (!Files.exists(file)) {
      throw new IOException(
          "No running system of yours was found: start deploy/local/up, or name another with --endpoints");
    }
    EndpointsLocation.requireOwn(file);
    return file;
  }

  private static int explain(Exception failure) {
    System.err.println(
        switch (failure) {
          case ConnectException _ -> "The system does not answer: is up still running?";
          case IOException known -> known.getMessage();
          default -> "demo failed: " + failure;
        });
    return FAILED;
  }

  @SuppressWarnings("SystemConsoleNull") // since JDK 25 it is null again where there is no terminal
  static boolean terminal() {
    var console = System.console();
    return console != null && console.isTerminal();
  }

  private static int width() {
    try {
      return Math.max(MIN_WIDTH, Integer.parseInt(System.getenv().getOrDefault("COLUMNS", "")));
    } catch (NumberFormatException unknown) {
      return USUAL_WIDTH;
    }
  }
}
