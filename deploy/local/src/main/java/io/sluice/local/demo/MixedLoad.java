package io.sluice.local.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The load of the demo: real work, one execution that gets stuck, and one that fails. Pure. */
final class MixedLoad {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int SPIN_TIMEOUT_SECONDS = 2;

  private MixedLoad() {}

  /**
   * The first submissions.
   *
   * @param data the folder of small inputs, as the workers see it
   */
  static List<DemoRequest> first(Path data) {
    var load = new ArrayList<DemoRequest>();
    load.add(stuck());
    load.add(sleep(16));
    load.add(sleep(9));
    load.add(real("log-digest", data.resolve("access.log")));
    load.add(real("csv-import", data.resolve("orders.csv")));
    load.add(real("checksum-tree", data.resolve("tree")));
    load.add(new DemoRequest(request("fail"), "FAILED"));
    load.add(sleep(5));
    load.add(echo("hello"));
    load.add(sleep(3));
    return load;
  }

  /** Submissions for the time when one execution is stuck: they run beside the draining process. */
  static List<DemoRequest> afterwards() {
    return List.of(echo("served by the next process"), sleep(1), echo("and so on"));
  }

  private static DemoRequest stuck() {
    var request = request("spin");
    request.put("timeout_seconds", SPIN_TIMEOUT_SECONDS);
    return new DemoRequest(request, "FAILED ExecutionStuck");
  }

  private static DemoRequest sleep(int seconds) {
    var request = request("sleep");
    request.set("input", JSON.objectNode().put("seconds", seconds));
    return new DemoRequest(request, "SUCCESS");
  }

  private static DemoRequest echo(String text) {
    var request = request("echo");
    request.set("input", JSON.objectNode().put("text", text));
    return new DemoRequest(request, "SUCCESS");
  }

  private static DemoRequest real(String workflow, Path path) {
    var request = request(workflow);
    request.set("input", JSON.objectNode().put("path", path.toString()));
    return new DemoRequest(request, "SUCCESS");
  }

  private static ObjectNode request(String workflow) {
    return JSON.objectNode().put("workflow", workflow);
  }

  /**
   * A planned submission.
   *
   * @param request the body of POST /api/executions
   * @param expected the expected end, in the form of {@link DemoExecution#end}
   */
  record DemoRequest(ObjectNode request, String expected) {
    String workflow() {
      return request.path("workflow").asText();
    }
  }
}
