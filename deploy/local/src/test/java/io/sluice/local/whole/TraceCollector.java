package io.sluice.local.whole;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Receives spans as an OpenTelemetry collector does: protobuf over HTTP. */
final class TraceCollector implements AutoCloseable {

  /**
   * A span, with ids as hexadecimal digits.
   *
   * @param service the name of the service that exported it
   */
  record Received(
      String service,
      String scope,
      String name,
      String traceId,
      String id,
      String parentId,
      List<String> links,
      Map<String, String> attributes,
      boolean failed) {}

  private final HttpServer server;
  private final List<Received> spans = new CopyOnWriteArrayList<>();

  TraceCollector() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/traces", this::receive);
    server.start();
  }

  /** The variables with which a service exports to it at once. */
  Map<String, String> settings() {
    return Map.of(
        "OTEL_SDK_DISABLED",
        "false",
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        "http://127.0.0.1:" + server.getAddress().getPort(),
        "OTEL_EXPORTER_OTLP_PROTOCOL",
        "http/protobuf",
        "OTEL_BSP_SCHEDULE_DELAY",
        "100");
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      var request = ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
      for (var resource : request.getResourceSpansList()) {
        String service =
            resource.getResource().getAttributesList().stream()
                .filter(each -> each.getKey().equals("service.name"))
                .map(each -> each.getValue().getStringValue())
                .findFirst()
                .orElse("");
        resource
            .getScopeSpansList()
            .forEach(
                scope ->
                    scope
                        .getSpansList()
                        .forEach(
                            span ->
                                spans.add(received(service, scope.getScope().getName(), span))));
      }
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private static Received received(String service, String scope, Span span) {
    return new Received(
        service,
        scope,
        span.getName(),
        hex(span.getTraceId().toByteArray()),
        hex(span.getSpanId().toByteArray()),
        hex(span.getParentSpanId().toByteArray()),
        span.getLinksList().stream().map(link -> hex(link.getSpanId().toByteArray())).toList(),
        span.getAttributesList().stream()
            .collect(
                Collectors.toMap(
                    each -> each.getKey(),
                    each ->
                        each.getValue().hasStringValue()
                            ? each.getValue().getStringValue()
                            : Long.toString(each.getValue().getIntValue()),
                    (first, _) -> first)),
        span.getStatus().getCode()
            == io.opentelemetry.proto.trace.v1.Status.StatusCode.STATUS_CODE_ERROR);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  List<Received> spans() {
    return List.copyOf(spans);
  }

  List<Received> trace(String traceId) {
    return spans.stream().filter(span -> span.traceId().equals(traceId)).toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
