package io.sluice.local.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One execution to ask for.
 *
 * @param request the body of POST /api/executions
 * @param expected how it should end, as {@link DemoExecution#end} says it
 */
record DemoRequest(ObjectNode request, String expected) {
  String workflow() {
    return request.path("workflow").asText();
  }
}
