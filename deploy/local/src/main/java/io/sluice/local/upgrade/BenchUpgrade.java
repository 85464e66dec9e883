package io.sluice.local.upgrade;

import io.sluice.local.child.Children;
import io.sluice.local.child.StartFailed;
import io.sluice.local.child.Stopwatch;
import io.sluice.local.data.PostgresServer;
import io.sluice.local.data.RedisServer;
import io.sluice.local.port.Port;
import io.sluice.local.port.PortChoice;
import io.sluice.local.service.Layout;
import io.sluice.local.service.LiveStreamToken;
import io.sluice.local.service.RegistrationWait;
import io.sluice.local.state.Credentials;
import io.sluice.local.state.StateFolder;
import io.sluice.local.upgrade.RollingUpgrade.Release;
import io.sluice.local.upgrade.RollingUpgrade.Services;
import io.sluice.local.upgrade.StandIns.Addresses;
import io.sluice.testkit.ApiClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code deploy/bench/upgrade}: shows that a rolling upgrade of all parts costs no execution. Ends
 * with 1 if it cost one.
 */
@Command(
    name = "upgrade",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    description = "Upgrades all parts one after the other, under load and beside a long execution.")
public final class BenchUpgrade implements Callable<Integer> {
  private static final int PARTS = 9;

  @Option(
      names = "--long",
      paramLabel = "TIME",
      defaultValue = "10m",
      converter = TimeOption.class,
      description = "of the long execution: 10m, 90s")
  private Duration longTime = Duration.ZERO;

  @Option(
      names = "--rate",
      paramLabel = "R",
      defaultValue = "50",
      description = "short executions a second")
  private int rate;

  @Option(names = "--actions", description = "asks for actions instead of submitting executions")
  private boolean actions;

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description = "of the containers; default deploy/bench/chart.json")
  private Optional<Path> settings = Optional.empty();

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new BenchUpgrade()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    try {
      return play();
    } catch (StartFailed failed) {
      System.err.println(failed.getMessage());
      failed.lastLines().forEach(System.err::println);
      return 1;
    }
  }

  private int play() throws Exception {
    var layout = Layout.here();
    var chart =
        ChartSettings.read(settings.orElse(layout.home().resolve("deploy/bench/chart.json")));
    var ports = PortChoice.choose(Map.of(), PARTS);
    try (var state = StateFolder.open(Optional.empty());
        var children = Children.under(state.logs(), state.temporary());
        var admin = ServiceAddress.open();
        var adminManagement = ServiceAddress.open();
        var page = ServiceAddress.open()) {
      var folder = UpgradeFolder.in(state);
      Files.copy(
          layout.samples(),
          folder.bundles().resolve("samples.jar"),
          StandardCopyOption.REPLACE_EXISTING);
      var credentials = Credentials.in(folder.administrator());
      Files.createDirectories(layout.cache());
      var postgres =
          PostgresServer.start(
              children, state.postgres(), layout.cache(), ports.of(Port.POSTGRES), true);
      var redis =
          RedisServer.start(children, state.redis(), state.temporaryFiles(), ports.of(Port.REDIS));
      var addresses =
          new Addresses(
              postgres.jdbcUrl(),
              PostgresServer.USER,
              redis.url(),
              admin.url(),
              adminManagement.url());
      var parts = new Parts(new StandIns(chart, layout, folder, addresses), children, ports);
      var services = new Services(admin, adminManagement, page);
      try (var api = new ApiClient(admin.url(), credentials.token());
          var records = new UpgradeRecords(postgres.jdbcUrl(), PostgresServer.USER)) {
        var first = first(parts, services, api, folder, credentials);
        var run =
            new UpgradeRun(
                new RollingUpgrade(parts, folder, services, api),
                api,
                records,
                page.url(),
                credentials);
        var kind = actions ? UpgradeLoad.Kind.ACTIONS : UpgradeLoad.Kind.EXECUTIONS;
        return run.play(first, new UpgradeLoad(api, kind, rate), longTime);
      }
    }
  }

  private static Release first(
      Parts parts, Services services, ApiClient api, UpgradeFolder folder, Credentials credentials)
      throws Exception {
    var watch = Stopwatch.start();
    parts.migrate(1);
    var admin = parts.adminApi(1);
    services.adminApi(admin);
    LiveStreamToken.ensure(services.admin().url(), credentials, folder.streamToken());
    var worker = parts.worker(1);
    RegistrationWait.await(admin.child(), services.admin().url(), credentials.token(), 1);
    var page = parts.page(1);
    services.page().add(page.http());
    System.out.printf(
        Locale.ROOT,
        "all parts of the first release are ready after %d s%n",
        watch.elapsed().toSeconds());
    return new Release(admin, page, worker, api.firstWorker());
  }

  /** Reads 10m or 90s. */
  static final class TimeOption implements CommandLine.ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      return Duration.parse("PT" + text);
    }
  }
}
