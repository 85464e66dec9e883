package io.sluice.admin.openapi;

import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** Problem details (RFC 9457), which no operation declares because all may answer with them. */
final class ProblemSchema {

  private ProblemSchema() {}

  static Schema create() {
    return object()
        .addProperty("type", text("Stable name of the kind of problem, for programs."))
        .addProperty("title", text("The kind in words, always the same for a type."))
        .addProperty("status", whole())
        .addProperty("detail", text("What happened here, and what to do about it."))
        .addProperty("instance", text("Names this occurrence; the log line carries the same."))
        .addProperty(
            "errors",
            OASFactory.createSchema()
                .type(List.of(Schema.SchemaType.ARRAY))
                .items(
                    object()
                        .addProperty("field", text("Path of the field in the request."))
                        .addProperty("message", text("What it should be."))))
        .addProperty("execution_id", text("The execution that stands in the way."))
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
