package io.sluice.local.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;

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
