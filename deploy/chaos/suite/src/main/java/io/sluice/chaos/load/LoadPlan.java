package io.sluice.chaos.load;

import io.sluice.chaos.load.PlannedRequest.Share;
import io.sluice.chaos.load.PlannedRequest.Twist;
import io.sluice.chaos.load.PlannedRequest.Work;
import io.sluice.chaos.system.TimeScale;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * The planned load: request n is the same for the same seed, independent of the machine's speed.
 * For one thread.
 */
public final class LoadPlan {
  private static final List<String> WORKFLOWS =
      List.of("chaos-work", "chaos-work-2", "chaos-work-3");
  private static final List<String> PRIORITIES = List.of("high", "normal", "low");
  private static final int HEALTHY_TIMEOUT = 600;

  private final RandomGenerator random;
  private final double perSecond;
  private final TimeScale times;
  private final Path ledger;
  private int number;

  public LoadPlan(long seed, double perSecond, TimeScale times, Path ledger) {
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    this.perSecond = perSecond;
    this.times = times;
    this.ledger = ledger;
  }

  /** Seconds of a slot that the mean request takes. */
  public static double meanSeconds(TimeScale times) {
    return 0.85 * 0.15 + 0.08 * 3 + 0.03 * 3 * times.ttl().toMillis() / 1000.0 + 0.04 * 0.5;
  }

  public PlannedRequest next() {
    number++;
    var at = Duration.ofNanos(Math.round(number * 1e9 / perSecond));
    int share = random.nextInt(100);
    // All draws are made for each request, so that one request's kind does not shift the next one.
    var draws = new Draws(random.nextInt(1000), random.nextInt(1000), random.nextDouble());
    var priority = PRIORITIES.get(random.nextInt(PRIORITIES.size()));
    var organization = random.nextBoolean() ? "org-0" : "org-" + random.nextInt(1, 10);
    var workflow = WORKFLOWS.get(random.nextInt(WORKFLOWS.size()));
    var hostile = HostileRequest.of(random);
    return share < 96
        ? healthy(at, share, draws, priority, organization, workflow)
        : new PlannedRequest(
            number,
            at,
            new Work(
                hostile.workflow(), Share.HOSTILE, hostile.input(ledger), hostile.timeoutSeconds()),
            priority,
            organization,
            PlannedRequest.Key.NONE,
            PlannedRequest.Options.NONE);
  }

  private record Draws(int first, int second, double length) {}

  private PlannedRequest healthy(
      Duration at, int percent, Draws draws, String priority, String organization, String usual) {
    var share = percent < 85 ? Share.SHORT : percent < 93 ? Share.LONG : Share.HEALTHY_AND_LONG;
    long ms = milliseconds(share, draws.length());
    int first = draws.first();
    int second = draws.second();
    boolean plain = share == Share.SHORT;
    var workflow =
        plain && second < 20
            ? "chaos-exclusive"
            : second < 40 ? "chaos-once" : second < 50 ? "chaos-blockable" : usual;
    boolean keyed = first < 60;
    return new PlannedRequest(
        number,
        at,
        new Work(
            workflow,
            share,
            workInput(ledger, ms, second >= 50 && second < 80 && plain ? 1 : 0, "m" + number),
            HEALTHY_TIMEOUT),
        priority,
        organization,
        new PlannedRequest.Key(
            keyed ? Optional.of("key-" + number) : Optional.empty(),
            first < 50 ? Twist.SAME_AGAIN : keyed ? Twist.OTHER_BODY : Twist.NONE),
        options(first, ms, draws.length()));
  }

  private PlannedRequest.Options options(int first, long ms, double length) {
    return new PlannedRequest.Options(
        first >= 60 && first < 80 ? Optional.of("unique-" + number / 200) : Optional.empty(),
        first >= 80 && first < 110
            ? Optional.of(Duration.ofMillis(1000 + Math.round(9000 * length)))
            : Optional.empty(),
        first >= 110 && first < 140
            ? Optional.of(Duration.ofMillis(first < 125 ? 0 : ms / 2))
            : Optional.empty(),
        first >= 140 && first < 160
            ? Optional.of(first < 155 ? "process" : "isolated")
            : Optional.empty());
  }

  private long milliseconds(Share share, double length) {
    double ttl = times.ttl().toMillis();
    return Math.round(
        switch (share) {
          case SHORT -> 5 + 295 * length;
          case LONG -> 1000 + 4000 * length;
          case HEALTHY_AND_LONG -> ttl * (2 + 2 * length);
          case HOSTILE -> throw new IllegalArgumentException("not healthy");
        });
  }

  /** The input of healthy work. */
  public static String workInput(Path ledger, long ms, int failTimes, String marker) {
    return workInput(ledger, ms, failTimes, marker, false);
  }

  /** The same, and whether it is deaf to its cancel, which is hostile. */
  static String workInput(Path ledger, long ms, int failTimes, String marker, boolean deaf) {
    return String.format(
        Locale.ROOT,
        "{\"ledger\":\"%s\",\"ms\":%d,\"failTimes\":%d,\"marker\":\"%s\",\"deaf\":%s}",
        ledger,
        ms,
        failTimes,
        marker,
        deaf);
  }
}
