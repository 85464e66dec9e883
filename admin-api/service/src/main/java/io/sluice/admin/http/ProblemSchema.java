package io.sluice.admin.http;

import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;

/**
 * Schema of problem details (RFC 9457). No operation declares it, because every operation may
 * return it.
 */
final class ProblemSchema {

  private ProblemSchema() {}

  static Schema create() {
    return object()
        .addProperty("type", text("Stable name of the kind of problem, for programs."))
        .addProperty("title", text("Kind of the problem in words, constant for a type."))
        .addProperty("status", whole())
        .addProperty("detail", text("Description of this occurrence, and advice."))
        .addProperty("instance", text("Id of this occurrence; the log line carries the same id."))
        .addProperty(
            "errors",
            OASFactory.createSchema()
                .type(List.of(Schema.SchemaType.ARRAY))
                .items(
                    object()
                        .addProperty("field", text("Path of the field in the request."))
                        .addProperty("message", text("Requirement that the value does not meet."))))
        .addProperty("execution_id", text("Execution that prevents the operation."))
        .required(List.of("type", "title", "status", "detail"));
  }

  private static Schema object() {
    return OASFactory.createSchema().type(List.of(Schema.SchemaType.OBJECT));
  }

  private static Schema text(String description) {
    return OASFactory.createSchema()
        .type(List.of(Schema.SchemaType.STRING))
        .description(description);
  }

  private static Schema whole() {
    return OASFactory.createSchema().type(List.of(Schema.SchemaType.INTEGER));
  }
}
