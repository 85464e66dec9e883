import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.IntStream;

/** Plays every exchange, each on an empty Redis and with one line of output. */
final class Exchanges {
  private static final String FIRST = "x/1/1";
  private static final String SECOND = "x/1/2";
  private static final long TIMEOUT_NANOS = 10_000_000_000L;

  private final Side older;
  private final Side newer;
  private int passed;
  private int failed;

  Exchanges(Side older, Side newer) {
    this.older = older;
    this.newer = newer;
  }

  /** Plays all; true if all passed. */
  boolean play() {
    both(older, newer);
    both(newer, older);
    exchange("whatever old can say, new knows", older, this::nothingTakenAway);
    exchange("log lines of both in one stream, read by either", older, this::logsOfBoth);
    exchange("a flood of log lines by new, read by old", older, this::logFlood);
    exchange("a flood of log lines by new behind one of old", older, this::logFloodAfterOlder);
    exchange("a kind that only a later version knows, read by old", older, this::unknownToOlder);
    exchange("a kind that only a later version knows, read by new", older, this::unknownToNewer);
    System.out.println(passed + " passed, " + failed + " failed");
    return failed == 0;
  }

  /**
   * @param a the side that begins
   * @param b the side that goes on with what the first one left in Redis
   */
  private void both(Side a, Side b) {
    String pair = "admin-api " + a.name() + ", worker " + b.name() + ": ";
    for (String kind : common("kinds")) {
      exchange(pair + "event " + kind, a, () -> event(kind, a, b));
    }
    exchange(pair + "a result that Redis forgot", a, () -> unverified(a, b));
    exchange(pair + "a delayed execution", a, () -> delayed(a, b));
    exchange(pair + "what runs is adopted after a wipe", a, () -> adopted(a, b));
    exchange(pair + "withdrawn while it runs", a, () -> withdrawnRunning(a, b));
    for (String kind : common("commands")) {
      exchange(pair + "command " + kind, a, () -> command(kind, a, b));
    }
    exchange(pair + "recorded attempts and a permit", a, () -> messages(a, b));
    exchange(pair + "a request for a bundle", a, () -> bundle(a, b));
    exchange(pair + "heartbeat and goodbye", a, () -> heartbeat(a, b));
    for (String news : common("news")) {
      exchange(pair + "news " + news, a, () -> news(news, a, b));
    }
    exchange(pair + "system log", a, () -> systemLog(a, b));
    exchange(pair + "log lines", a, () -> logs(a, b));

    String order = a.name() + ", then " + b.name() + ": ";
    exchange(order + "withdrawn while it waits", a, () -> withdrawnWaiting(a, b));
    exchange(order + "released and claimed", a, () -> released(a, b));
    exchange(order + "a worker of the same name takes over", a, () -> sameName(a, b));
    exchange(order + "reaped, and the late result refused", a, () -> reaped(a, b));
    exchange(order + "a renewed lease is not reaped", a, () -> renewed(a, b));
    exchange(order + "the copy of the blacklist", a, () -> blacklist(a, b));
  }

  private void event(String kind, Side admin, Side worker) {
    switch (kind) {
      case "STARTED" -> {
        run(admin, worker, "NONE", "GO");
        admin.gets(List.of("STARTED x/1/1 w1"), "results");
      }
      case "ASKED" -> {
        run(admin, worker, "ASK", "ASKED");
        worker.gets(List.of("GO"), "start", "w1", FIRST, "GRANTED");
        admin.gets(List.of("ASKED x/1/1 w1", "STARTED x/1/1 w1"), "results");
      }
      case "BLOCKED" -> {
        enqueue(admin, 4);
        admin.gets(List.of("1"), "block", "workflowId");
        worker.gets(List.of(), "claim", "w1");
        admin.gets(List.of("BLOCKED x/1/0"), "results");
      }
      case "LOST" -> {
        enqueue(admin, 1);
        worker.gets(List.of(FIRST), "claim", "w1");
        worker.gets(List.of("SPENT"), "reap", lapsed(worker));
        admin.gets(List.of("LOST x/1/1 w1 losses=1"), "results");
      }
      default -> {
        run(admin, worker, "NONE", "GO");
        worker.gets(List.of("OK"), "complete", "w1", FIRST, kind);
        admin.gets(List.of("STARTED x/1/1 w1", kind + " x/1/1 w1"), "results");
        admin.gets(List.of(kind.equals("GONE") ? "WHOLE" : "DONE"), "probe", "x");
      }
    }
  }

  private static void run(Side admin, Side worker, String permit, String answer) {
    enqueue(admin, 4);
    admin.gets(List.of("WHOLE"), "probe", "x");
    worker.gets(List.of(FIRST), "claim", "w1");
    worker.gets(List.of(answer), "start", "w1", FIRST, permit);
    worker.gets(List.of("OK"), "renew", "w1", FIRST);
  }

  private void unverified(Side admin, Side worker) {
    enqueue(admin, 4);
    worker.gets(List.of(FIRST), "claim", "w1");
    admin.does("wipe");
    admin.does("open");
    worker.gets(List.of("MISSING"), "renew", "w1", FIRST);
    worker.gets(List.of("UNVERIFIED"), "complete", "w1", FIRST, "RESULT");
    admin.gets(List.of("RESULT x/1/1 w1 unverified"), "results");
  }

  private void delayed(Side admin, Side worker) {
    admin.gets(List.of("OK"), "enqueue later", "x");
    worker.gets(List.of(), "claim", "w1");
    long giveUpAt = System.nanoTime() + TIMEOUT_NANOS;
    var promoted = new ArrayList<String>();
    while (promoted.isEmpty() && System.nanoTime() < giveUpAt) {
      promoted.addAll(worker.does("promote"));
      Thread.onSpinWait();
    }
    worker.gets(List.of(FIRST), "claim", "w1");
  }

  private void adopted(Side admin, Side worker) {
    enqueue(admin, 4);
    worker.gets(List.of(FIRST), "claim", "w1");
    admin.does("wipe");
    admin.does("open");
    worker.gets(List.of("OK"), "adopt", "w1");
    admin.gets(List.of("Claimed", "w1", "1"), "withdraw", "x");
    worker.gets(List.of("OK"), "complete", "w1", FIRST, "RESULT");
    admin.gets(List.of("RESULT x/1/1 w1"), "results");
  }

  private void withdrawnRunning(Side admin, Side worker) {
    run(admin, worker, "NONE", "GO");
    admin.gets(List.of("Claimed", "w1", "1"), "withdraw", "x");
  }

  private void withdrawnWaiting(Side a, Side b) {
    enqueue(a, 4);
    b.gets(List.of("Withdrawn"), "withdraw", "x");
    a.gets(List.of("DONE"), "enqueue", "x", "4");
    a.gets(List.of(), "claim", "w1");
  }

  private void released(Side a, Side b) {
    enqueue(b, 4);
    a.gets(List.of(FIRST), "claim", "w1");
    a.gets(List.of("OK"), "release", "w1", FIRST, "FRONT");
    b.gets(List.of(SECOND), "claim", "w2");
    b.gets(List.of("OK"), "release", "w2", SECOND, "BACK");
    a.gets(List.of("x/1/3"), "claim", "w1");
  }

  private void sameName(Side a, Side b) {
    enqueue(a, 4);
    a.gets(List.of(FIRST), "claim", "w1");
    b.gets(List.of(FIRST), "mine", "w1");
    b.gets(List.of("OK"), "release", "w1", FIRST, "FRONT");
    b.gets(List.of(SECOND), "claim", "w1");
    a.gets(List.of("FENCED"), "renew", "w1", FIRST);
    a.gets(List.of("FENCED"), "complete", "w1", FIRST, "RESULT");
  }

  private void reaped(Side a, Side b) {
    enqueue(a, 4);
    a.gets(List.of(FIRST), "claim", "w1");
    b.gets(List.of("REQUEUED"), "reap", lapsed(b));
    b.gets(List.of(SECOND), "claim", "w2");
    a.gets(List.of("FENCED"), "renew", "w1", FIRST);
    a.gets(List.of("FENCED"), "complete", "w1", FIRST, "RESULT");
    b.gets(List.of("OK"), "complete", "w2", SECOND, "RESULT");
    a.gets(List.of("RESULT x/1/2 w2"), "results");
  }

  private void renewed(Side a, Side b) {
    enqueue(a, 4);
    a.gets(List.of(FIRST), "claim", "w1");
    String[] remembered = lapsed(b);
    a.gets(List.of("OK"), "renew", "w1", FIRST);
    b.gets(List.of("CHANGED"), "reap", remembered);
  }

  private void blacklist(Side a, Side b) {
    enqueue(a, 4);
    b.gets(List.of(FIRST), "claim", "w1");
    a.gets(List.of("1"), "block", "workflowId");
    b.gets(a.does("blocked"), "blocked");
    b.gets(List.of("BLOCKED"), "start", "w1", FIRST, "NONE");
    a.gets(List.of("BLOCKED x/1/1"), "results");
    b.gets(List.of("BLOCKED"), "enqueue", "y", "4");
  }

  private void command(String kind, Side admin, Side worker) {
    for (String answer : List.of("DONE", "NOOP", "REJECTED", "EXPIRED")) {
      admin.does("wipe");
      admin.does("order", "w1", kind);
      worker.gets(List.of("order " + kind), "messages", "w1");
      worker.does("answer", "w1", answer);
      admin.gets(List.of("ack c1 w1 " + answer + " in words"), "acks");
      worker.gets(List.of(), "messages", "w1");
    }
  }

  private void messages(Side admin, Side worker) {
    admin.does("recorded", "w1");
    admin.does("permit", "w1");
    worker.gets(List.of("recorded [x/1/2, y/3/4]", "permit true"), "messages", "w1");
  }

  private void bundle(Side admin, Side worker) {
    worker.does("ask for a bundle", "w1");
    admin.gets(List.of("bundle w1 cafe"), "acks");
  }

  private void heartbeat(Side admin, Side worker) {
    worker.does("heartbeat", "w1");
    admin.gets(List.of("[w1] true"), "registered", "w1");
    worker.does("goodbye", "w1");
    admin.gets(List.of(), "registered", "w1");
  }

  private void news(String name, Side admin, Side worker) {
    admin.gets(List.of(name), "read news", name, worker.does("write news", name).getFirst());
  }

  private void systemLog(Side admin, Side worker) {
    worker.does("system log");
    admin.gets(List.of("read"), "read system log");
  }

  private void logs(Side admin, Side worker) {
    worker.does("log", "3", "100");
    admin.gets(lines(worker, 1, 3), "logs");
  }

  private void logsOfBoth() {
    older.does("log", "2", "10");
    newer.does("log", "2", "10");
    older.does("log", "1", "10");
    newer.gets(List.of("old 1", "old 2", "new 1", "new 2", "old 3"), "logs");
  }

  /** 60 entries of 40 KiB are more than a stream of the newer version may hold. */
  private void logFlood() {
    newer.does("log", "60", "20000");
    older.does("log", "1", "10");
    newer.does("log", "1", "10");
    List<String> kept = older.does("logs");
    if (kept.size() > 40 || !kept.containsAll(List.of("old 1", "new 61"))) {
      throw new IllegalStateException("The bounded stream holds " + kept);
    }
  }

  /** The newer version must not stumble over entries that do not say how large the stream is. */
  private void logFloodAfterOlder() {
    older.does("log", "1", "10");
    newer.does("log", "60", "20000");
    List<String> kept = older.does("logs");
    if (!kept.getLast().equals("new 60")) {
      throw new IllegalStateException("The stream holds " + kept);
    }
  }

  private void nothingTakenAway() {
    for (String what : List.of("kinds", "commands", "news")) {
      var missing = new ArrayList<>(older.does(what));
      missing.removeAll(newer.does(what));
      if (!missing.isEmpty()) {
        throw new IllegalStateException(what + " that new does not know: " + missing);
      }
    }
  }

  private void unknownToOlder() {
    older.does("read an unknown kind");
  }

  private void unknownToNewer() {
    newer.gets(List.of(SECOND), "read an unknown kind");
  }

  /**
   * @param opener the side that opens the queue
   */
  private void exchange(String name, Side opener, Runnable steps) {
    try {
      for (Side side : List.of(older, newer)) {
        side.does("wipe");
        side.does("forget");
      }
      opener.does("open");
      steps.run();
      passed++;
      System.out.println("ok      " + name);
    } catch (RuntimeException | LinkageError e) {
      failed++;
      System.out.println("FAILED  " + name + ": " + (e.getMessage() == null ? e : e.getMessage()));
    }
  }

  private static void enqueue(Side admin, int maxLosses) {
    admin.gets(List.of("OK"), "enqueue", "x", Integer.toString(maxLosses));
  }

  private static String[] lapsed(Side reaper) {
    return reaper.does("lapsed").toArray(String[]::new);
  }

  private static List<String> lines(Side writer, int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(seq -> writer.name() + " " + seq).toList();
  }

  private List<String> common(String what) {
    var words = new LinkedHashSet<>(newer.does(what));
    words.retainAll(new HashSet<>(older.does(what)));
    return List.copyOf(words);
  }
}
