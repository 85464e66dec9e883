package io.sluice.admin.http;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.eclipse.microprofile.openapi.models.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/**
 * Completes the OpenAPI document at build time: server, authentication, roles, failures of each
 * operation, and examples.
 */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public final class OpenApiCompletion implements OASFilter {

  private static final String BEARER = "bearer";
  private static final String PROBLEM = "Problem";

  @Override
  public void filterOpenAPI(OpenAPI document) {
    document.setServers(
        List.of(OASFactory.createServer().url("/").description("The address of this document.")));
    components(document);
    var tags = new TreeSet<String>();
    document.getPaths().getPathItems().forEach((path, item) -> complete(path, item, tags));
    document.setTags(
        tags.stream()
            .map(
                name ->
                    OASFactory.createTag().name(name).description(OpenApiTags.description(name)))
            .toList());
  }

  private static void components(OpenAPI document) {
    Components components = document.getComponents();
    components.addSecurityScheme(
        BEARER,
        OASFactory.createSecurityScheme()
            .type(SecurityScheme.Type.HTTP)
            .scheme("bearer")
            .description("A token of POST /api/sign-in, or a personal access token."));
    components.addSchema(PROBLEM, ProblemSchema.create());
    OperationFailure.ALL.forEach(
        failure -> components.addResponse(failure.name(), response(failure.description())));
    components
        .getSchemas()
        .values()
        .forEach(
            schema -> {
              Map<String, Schema> properties = schema.getProperties();
              if (properties != null) {
                properties.forEach(OpenApiCompletion::example);
              }
            });
  }

  /** Adds an example of the field's type. Fields of several types share a name. */
  private static void example(String name, Schema schema) {
    OpenApiExamples.of(name)
        .filter(value -> fits(schema, value))
        .ifPresent(value -> schema.setExamples(List.of(value)));
  }

  private static boolean fits(Schema schema, Object value) {
    List<Schema.SchemaType> types = schema.getType();
    if (types == null) {
      return false;
    }
    return value instanceof String
        ? types.contains(Schema.SchemaType.STRING)
        : types.contains(Schema.SchemaType.INTEGER);
  }

  private static APIResponse response(String description) {
    return OASFactory.createAPIResponse()
        .description(description)
        .content(
            OASFactory.createContent()
                .addMediaType(
                    "application/problem+json",
                    OASFactory.createMediaType()
                        .schema(OASFactory.createSchema().ref("#/components/schemas/" + PROBLEM))));
  }

  private static void complete(String path, PathItem item, Set<String> tags) {
    String tag = OpenApiTags.of(path);
    tags.add(tag);
    item.getOperations()
        .forEach(
            (method, operation) -> {
              operation.setTags(List.of(tag));
              secure(operation);
              parameters(operation);
              failures(path, method, operation);
            });
  }

  private static void secure(Operation operation) {
    List<SecurityRequirement> declared = operation.getSecurity();
    if (declared == null || declared.isEmpty()) {
      operation.setSecurity(List.of());
      describe(operation, "For everybody.");
      return;
    }
    var roles = new TreeSet<String>();
    declared.forEach(each -> each.getSchemes().values().forEach(roles::addAll));
    operation.setSecurity(
        List.of(OASFactory.createSecurityRequirement().addScheme(BEARER, List.copyOf(roles))));
    describe(
        operation,
        roles.isEmpty() ? "For everybody who is signed in." : "Role: " + String.join(", ", roles));
  }

  private static void describe(Operation operation, String who) {
    String more = operation.getDescription();
    operation.setDescription(more == null ? who : more + " " + who);
  }

  private static void parameters(Operation operation) {
    List<Parameter> parameters = operation.getParameters();
    if (parameters != null) {
      parameters.forEach(
          parameter ->
              OpenApiExamples.of(parameter.getName())
                  .filter(value -> fits(parameter.getSchema(), value))
                  .ifPresent(parameter::setExample));
    }
  }

  /** Adds the failure responses to the declared ones, ordered by status code. */
  private static void failures(String path, PathItem.HttpMethod method, Operation operation) {
    var all = new TreeMap<String, APIResponse>();
    APIResponses responses = operation.getResponses();
    var declared = new LinkedHashMap<>(responses.getAPIResponses());
    declared.forEach(
        (code, response) -> {
          if (response.getDescription() == null && response.getRef() == null) {
            response.setDescription(code.equals("202") ? "Accepted" : "OK");
          }
          all.put(code, response);
        });
    for (OperationFailure failure : OperationFailure.of(path, method, operation)) {
      all.put(
          failure.code(),
          OASFactory.createAPIResponse().ref("#/components/responses/" + failure.name()));
    }
    responses.setAPIResponses(all);
  }

  /** Tags of operations, by path. */
  static final class OpenApiTags {

    private static final String AGENTS = "Agents";

    private static final Map<String, String> BY_WORD =
        Map.ofEntries(
            Map.entry("executions", "Executions"),
            Map.entry("dead-letters", "Executions"),
            Map.entry("chat", "Actions"),
            Map.entry("workflow_actions", "Actions"),
            Map.entry("action_types", "Actions"),
            Map.entry("councils", "Actions"),
            Map.entry("council", "Actions"),
            Map.entry("analytics", "Actions"),
            Map.entry("analytics.csv", "Actions"),
            Map.entry("workflows", "Workflows"),
            Map.entry("bundles", "Workflows"),
            Map.entry("platform", "Platform"),
            Map.entry("webhooks", "Platform"));

    private static final Map<String, String> DESCRIPTIONS =
        Map.of(
            "Actions",
            "Requests for executions with a business case, and their approval.",
            "Executions",
            "Executions that wait, run or have ended.",
            "Workflows",
            "Workflows and their bundles.",
            "Platform",
            "Workers, processes, and their administration.",
            "Identity",
            "Users, sign-ins and tokens.",
            AGENTS,
            "The Model Context Protocol.");

    private OpenApiTags() {}

    /** Returns the tag of a path: by the second word below {@code /api}. */
    static String of(String path) {
      String[] words = path.split("/", -1);
      return words.length > 2 ? BY_WORD.getOrDefault(words[2], "Identity") : AGENTS;
    }

    static String description(String tag) {
      return DESCRIPTIONS.getOrDefault(tag, tag);
    }
  }

  /**
   * Schema of problem details (RFC 9457). No operation declares it, because every operation may
   * return it.
   */
  static final class ProblemSchema {

    private ProblemSchema() {}

    static Schema create() {
      return object()
          .addProperty(
              "type",
              text("Stable name of the kind of problem, for programs.")
                  .examples(List.of("urn:sluice:problem:invalid-request")))
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
                          .addProperty(
                              "message", text("Requirement that the value does not meet."))))
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
}
