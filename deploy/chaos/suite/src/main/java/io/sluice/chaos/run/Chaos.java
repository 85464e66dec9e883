package io.sluice.chaos.run;

import io.sluice.chaos.system.ChaosSystem.Model;
import io.sluice.local.Progress;
import io.sluice.local.data.RedisServer.Persistence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code deploy/bench/chaos}: one run, one line for each invariant, and the figures. */
@Command(
    name = "chaos",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    description = "Harms a system of its own and proves that nothing accepted is lost.")
public final class Chaos implements Callable<Integer> {
  private static final int BROKEN = 1;

  @Option(names = "--minutes", paramLabel = "N", defaultValue = "5", description = "of load")
  private double minutes;

  @Option(names = "--seed", paramLabel = "S", defaultValue = "42", description = "of all draws")
  private long seed;

  @Option(
      names = "--ttl",
      paramLabel = "TIME",
      defaultValue = "15s",
      description = "lease TTL, for example 2s; scales all times of the protocol")
  private String ttl = "15s";

  @Option(
      names = "--rate",
      paramLabel = "R",
      defaultValue = "60",
      description = "requests a second")
  private double rate;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      defaultValue = "THREAD",
      description = "execution model of the workers: thread, process or isolated")
  private Model model = Model.THREAD;

  @Option(
      names = "--rows",
      paramLabel = "ROW",
      split = ",",
      description = "play these only, for example 1,3,8")
  private List<Integer> rows = new ArrayList<>();

  @Option(
      names = "--redis",
      paramLabel = "FSYNC",
      defaultValue = "EVERYSEC",
      description = "always, everysec or none")
  private Persistence redis = Persistence.EVERYSEC;

  @Option(names = "--short", description = "each row once, in its first kinds only")
  private boolean shortForm;

  /** Ends with 0 when all invariants hold, 1 when one does not, 2 for wrong options. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new Chaos()).setCaseInsensitiveEnumValuesAllowed(true).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    var options =
        new ChaosOptions(
            Duration.ofMillis(Math.round(minutes * 60_000)),
            seed,
            Duration.parse("PT" + ttl),
            rate,
            model,
            new HashSet<>(rows),
            redis,
            !shortForm);
    var verdict = Experiment.perform(options, new Progress(System.out));
    System.out.print(verdict.inWords());
    return verdict.holds() ? 0 : BROKEN;
  }

  /**
   * Options of a run.
   *
   * @param length of the load; each selected row is played alone even if that takes longer
   * @param ttl lease TTL, which scales all times
   * @param rate requests a second
   * @param model that the workers run as a rule
   * @param rows those that are played; all when empty
   * @param longForm whether each row is played in all its kinds, and long ones too
   */
  public record ChaosOptions(
      Duration length,
      long seed,
      Duration ttl,
      double rate,
      Model model,
      Set<Integer> rows,
      Persistence redis,
      boolean longForm) {
    public ChaosOptions {
      rows = Set.copyOf(rows);
    }
  }
}
