package io.sluice.chaos.nemesis;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.chaos.MachineClock;
import io.sluice.chaos.load.PlannedRequest;
import io.sluice.chaos.load.PlannedRequest.Share;
import io.sluice.chaos.load.RetryingSubmitter;
import io.sluice.chaos.nemesis.Fault.NotLanded;
import io.sluice.chaos.system.WorkerSlot;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Row 31: every known way to harm a neighbour, one after the other, beside healthy executions that
 * take long. The healthy ones succeed in the right locale with a complete log, and are repeated
 * only after a neighbour has ended their process; no worker is restarted; each harm is named by the
 * execution that did it.
 */
final class HostileNeighbour implements Fault {
  private static final Duration BETWEEN_HARMS = Duration.ofSeconds(2);
  private static final Duration TO_END = Duration.ofMinutes(8);
  private static final int HEALTHY_AT_ONCE = 2;
  private static final int HEALTHY_TIMEOUT = 600;

  /** A change is found with the next Ping, a second later, or at the end of what made it. */
  private static final long MAX_WRONG_MS = 5_000;

  private static final int MAX_OFFENDERS = 5;

  private final Duration length;
  private final Duration healthyWork;
  private final List<String> healthy = new ArrayList<>();
  private final Map<String, NeighbourHarm> injected = new LinkedHashMap<>();
  private List<Long> workers = List.of();

  private HostileNeighbour(Duration length, Duration healthyWork) {
    this.length = length;
    this.healthyWork = healthyWork;
  }

  /** Ten minutes in the long form; in the short one each harm once. */
  static Fault draw(int variant, FaultRandom draws) {
    return draws.longForm()
        ? new HostileNeighbour(Duration.ofMinutes(10), Duration.ofSeconds(45))
        : new HostileNeighbour(Duration.ZERO, Duration.ofSeconds(15));
  }

  @Override
  public String describe() {
    return "every way to harm a neighbour, for " + length.toSeconds() + " s and at least once each";
  }

  @Override
  public void inject(FaultContext context) throws Exception {
    workers = pids(context);
    var all = NeighbourHarm.all(context.ledger());
    long began = MachineClock.nanos();
    for (int next = 0;
        next < all.size() || MachineClock.since(began).compareTo(length) < 0;
        next++) {
      keepHealthyOnes(context);
      var harm = all.get(next % all.size());
      injected.put(context.submit(request(harm)), harm);
      MachineClock.pause(BETWEEN_HARMS);
    }
  }

  private void keepHealthyOnes(FaultContext context) throws Exception {
    long open = healthy.stream().filter(id -> !context.ended(id)).count();
    for (; open < HEALTHY_AT_ONCE; open++) {
      var input = "{\"ledger\":\"" + context.ledger() + "\",\"ms\":" + healthyWork.toMillis() + "}";
      healthy.add(
          context.submit(
              RetryingSubmitter.request(
                      "chaos-neighbour", input, Share.HEALTHY_AND_LONG, HEALTHY_TIMEOUT)
                  .in("thread")));
    }
  }

  private static PlannedRequest request(NeighbourHarm harm) {
    return RetryingSubmitter.request(
            harm.workflow(), harm.input(), Share.HOSTILE, harm.timeoutSeconds())
        .in("thread");
  }

  private static List<Long> pids(FaultContext context) {
    return context.system().livingWorkers().stream()
        .map(WorkerSlot::pid)
        .flatMap(Optional::stream)
        .toList();
  }

  @Override
  public String proof(FaultContext context) throws Exception {
    var ids = new ArrayList<>(healthy);
    ids.addAll(injected.keySet());
    NotLanded.unless(
        MachineClock.await(TO_END, () -> ids.stream().allMatch(context::ended)),
        "not all of " + ids.size() + " executions ended in " + TO_END.toSeconds() + " s");
    var offenders = new ArrayList<String>();
    int repeated = 0;
    for (var id : healthy) {
      var detail = context.api().get("/api/executions/" + id).json();
      repeated += detail.path("attempts").size() > 1 ? 1 : 0;
      wrong(context, id, detail).ifPresent(why -> offenders.add(id + " " + why));
    }
    for (var harm : injected.entrySet()) {
      var said =
          context.outcome(harm.getKey()) + "\n" + String.join("\n", log(context, harm.getKey()));
      if (!harm.getValue().named().matcher(said).find()) {
        offenders.add(
            harm.getKey() + " " + harm.getValue().inWords() + " is not named: " + firstLine(said));
      }
    }
    NotLanded.unless(
        offenders.isEmpty(),
        offenders.size() + ": " + offenders.stream().limit(MAX_OFFENDERS).toList());
    NotLanded.unless(pids(context).equals(workers), "workers were restarted");
    return String.format(
        Locale.ROOT,
        "%d harms named, %d healthy executions succeeded, %d of them after a neighbour had ended"
            + " their process",
        injected.size(),
        healthy.size(),
        repeated);
  }

  /** The damage that a healthy execution suffered against the rules; empty for none. */
  private static Optional<String> wrong(FaultContext context, String id, JsonNode detail)
      throws IOException, InterruptedException, NotLanded {
    if (!detail.path("status").asText().equals("SUCCESS")) {
      return Optional.of("ended as " + context.outcome(id));
    }
    for (var attempt : detail.path("attempts")) {
      boolean last = attempt.path("status").asText().equals("SUCCESS");
      if (!last && attempt.path("error_type").asText().equals("WorkerLost")) {
        return Optional.of("was repeated and no neighbour had ended its process: " + attempt);
      }
    }
    var seen = detail.path("result");
    if (!seen.path("atEnd").asText().equals("title 1.5")) {
      return Optional.of("ended in a wrong locale: " + seen);
    }
    if (seen.path("wrongMs").asLong() > MAX_WRONG_MS) {
      return Optional.of("worked too long in a wrong locale: " + seen);
    }
    return NumberedLines.unmarkedGap(log(context, id), seen.path("lines").asInt());
  }

  /** The log of its last attempt. */
  private static List<String> log(FaultContext context, String id)
      throws IOException, InterruptedException, NotLanded {
    var lines = new ArrayList<String>();
    int attempt = 0;
    var path = "/api/executions/" + id + "/logs";
    Optional<String> next = Optional.of("");
    while (next.isPresent()) {
      var answer = context.api().get(path + next.get());
      NotLanded.unless(answer.status() == 200, "its log cannot be read: " + answer.body());
      for (var line : answer.json().path("items")) {
        if (line.path("attempt").asInt() > attempt) {
          attempt = line.path("attempt").asInt();
          lines.clear();
        }
        lines.add(line.path("message").asText());
      }
      next =
          Optional.ofNullable(answer.json().path("next_cursor").textValue())
              .map(cursor -> "?cursor=" + cursor);
    }
    return lines;
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  /** The log of an execution that prints {@code line 1}, {@code line 2} and so on. */
  static final class NumberedLines {
    private static final Pattern LINE = Pattern.compile("line (\\d+)");
    private static final Pattern MARK = Pattern.compile("(?i).*\\bdropped\\b.*");

    private NumberedLines() {}

    /** Says where lines are missing without a line that marks it; empty if none are. */
    static Optional<String> unmarkedGap(List<String> log, int lines) {
      int next = 1;
      boolean marked = false;
      for (var message : log) {
        var line = LINE.matcher(message);
        if (line.matches()) {
          int number = Integer.parseInt(line.group(1));
          if (number != next && !marked) {
            return Optional.of("line " + next + " is missing before line " + number);
          }
          next = number + 1;
          marked = false;
        } else if (MARK.matcher(message).matches()) {
          marked = true;
        }
      }
      return next <= lines && !marked
          ? Optional.of("lines from " + next + " to " + lines + " are missing")
          : Optional.empty();
    }
  }
}
