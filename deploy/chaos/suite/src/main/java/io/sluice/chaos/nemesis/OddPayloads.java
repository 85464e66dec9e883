package io.sluice.chaos.nemesis;

import io.sluice.chaos.MachineClock;
import io.sluice.chaos.load.HostileRequest;
import io.sluice.chaos.nemesis.Fault.NotLanded;
import io.sluice.testkit.ApiClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Row 22: odd inputs over REST, and odd results of workflows. */
final class OddPayloads implements Fault {
  private static final Duration TO_END = Duration.ofSeconds(60);
  private static final int LIMIT = 262_144;
  private static final List<String> RESULTS =
      List.of("RESULT_DEEP", "RESULT_NAN", "RESULT_NUL", "RESULT_LONE_SURROGATE");

  private final List<String> answers = new ArrayList<>();
  private final List<String> ids = new ArrayList<>();

  static Fault draw(int variant, FaultRandom draws) {
    return new OddPayloads();
  }

  @Override
  public String describe() {
    return "odd inputs and odd results";
  }

  @Override
  public void inject(FaultContext context) throws Exception {
    for (var odd : inputs().entrySet()) {
      var answer = post(context, odd.getValue(), Map.of());
      context.noteRaw(answer, "echo");
      answers.add(odd.getKey() + " " + answer.status());
    }
    var bomb = post(context, gzipBomb(), Map.of("Content-Encoding", "gzip"));
    context.noteRaw(bomb, "echo");
    answers.add("gzip bomb " + bomb.status());
    for (var kind : RESULTS) {
      ids.add(context.submit(HostileRequest.hostile(kind, 100_000, false)));
    }
    for (int size : List.of(0, LIMIT - 2, LIMIT - 1, LIMIT)) {
      ids.add(context.submit(HostileRequest.hostile("RESULT_OF_SIZE", size, false)));
    }
  }

  private static ApiClient.Answer post(
      FaultContext context, byte[] body, Map<String, String> headers)
      throws IOException, InterruptedException {
    return context.api().post("/api/executions", BodyPublishers.ofByteArray(body), headers);
  }

  private static Map<String, byte[]> inputs() {
    var all = new LinkedHashMap<String, byte[]>();
    all.put("no body", new byte[0]);
    all.put("largest", body("\"" + "x".repeat(LIMIT - 2) + "\""));
    all.put("too large", body("\"" + "x".repeat(LIMIT) + "\""));
    all.put("deep", body("[".repeat(100_000) + "]".repeat(100_000)));
    all.put("duplicate keys", body("{\"a\":1,\"a\":2}"));
    all.put("NaN", body("NaN"));
    all.put("NUL", body("\"a\\u0000b\""));
    all.put("lone surrogate", body("\"a\\ud800b\""));
    all.put("huge number", body("1e999999"));
    all.put("long number", body("9".repeat(5000)));
    var invalid = body("\"??\"");
    invalid[invalid.length - 4] = (byte) 0xc3;
    invalid[invalid.length - 3] = (byte) 0x28;
    all.put("invalid UTF-8", invalid);
    return all;
  }

  private static byte[] body(String input) {
    return ("{\"workflow\":\"echo\",\"input\":" + input + "}").getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] gzipBomb() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(body("\"" + "x".repeat(50_000_000) + "\""));
    }
    return bytes.toByteArray();
  }

  @Override
  public String proof(FaultContext context) throws Exception {
    var wrong =
        answers.stream()
            .filter(answer -> !answer.endsWith(" 202") && !answer.matches(".* 4\\d\\d"))
            .toList();
    NotLanded.unless(wrong.isEmpty(), "neither taken nor refused in words: " + wrong);
    var ended = MachineClock.await(TO_END, () -> ids.stream().allMatch(context::ended));
    NotLanded.unless(ended, "odd results were not recorded: " + ids);
    return String.join(", ", answers) + "; results all ended: " + ids.size();
  }
}
