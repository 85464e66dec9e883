package io.sluice.admin.workflow;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.sluice.admin.Api;
import io.sluice.admin.Rows;
import io.sluice.admin.TestJars;
import io.sluice.admin.TestSystem;
import io.sluice.workflow.InputField;
import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import io.sluice.workflow.WorkflowDefinition;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class InputSchemaTest {

  /** The input of the workflow. */
  public record Input(
      @InputField(title = "Pages", min = 1) int pages, @InputField(required = true) String theme) {}

  /** A workflow with an input that is described. */
  @WorkflowDefinition(name = "described-input")
  public static final class DescribedWorkflow implements Workflow<Input, Void> {
    @Override
    public Void run(Input input, WorkflowContext context) {
      return null;
    }
  }

  private static final String GOOD = "{\"pages\":2,\"theme\":\"dark\"}";
  private static final String BAD = "{\"pages\":0,\"them\":\"dark\"}";

  @Inject Rows rows;

  @BeforeEach
  void theWorkflowIsRegistered() {
    assertThat(upload().statusCode()).isIn(200, 201);
  }

  @Test
  void oneWorkflowHasTheSchemaOfItsInputAndAListHasNone() {
    Response one = Api.get("/api/workflows/described-input");

    assertThat(one.<String>path("input_schema.properties.pages.title")).isEqualTo("Pages");
    assertThat(one.<List<String>>path("input_schema.required")).containsExactly("pages", "theme");
    assertThat(Api.get("/api/workflows?limit=200").asString()).doesNotContain("input_schema");
  }

  @Test
  void aWrongInputIsRefusedAtSubmitWithEveryPath() {
    Response refused =
        Api.post("/api/executions", "{\"workflow\":\"described-input\",\"input\":" + BAD + "}");

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.<List<String>>path("errors.field"))
        .containsExactlyInAnyOrder("input.pages", "input.theme", "input.them");
    assertThat(Api.submit("{\"workflow\":\"described-input\",\"input\":" + GOOD + "}"))
        .isNotEmpty();
  }

  @Test
  void aBatchRefusesOnlyTheWrongItem() {
    Response batch =
        Api.post(
            "/api/executions/batch",
            "[{\"workflow\":\"described-input\",\"input\":"
                + BAD
                + "},{\"workflow\":\"described-input\",\"input\":"
                + GOOD
                + "}]");

    assertThat(batch.<Integer>path("[0].problem.status")).isEqualTo(422);
    assertThat(batch.<String>path("[1].execution_id")).isNotEmpty();
  }

  @Test
  void anActionAndAChatNameTheirOwnField() {
    Response action =
        Api.post(
            "/api/workflow_actions",
            "{\"workflow_type_id\":\"described-input\",\"inputs\":" + BAD + "}");
    Response chat =
        Api.post(
            "/api/chat",
            """
            {"agent_id":"a","message":"m","mode":"execute","context":
             {"workflow_type":"described-input","workflow_inputs":{"pages":1}}}
            """);

    assertThat(action.statusCode()).isEqualTo(422);
    assertThat(action.<List<String>>path("errors.field")).contains("inputs.pages");
    assertThat(chat.statusCode()).isEqualTo(422);
    assertThat(chat.<List<String>>path("errors.field"))
        .containsExactly("context.workflow_inputs.theme");
  }

  /** An earlier release has registered the bundle without a schema. */
  @Test
  void aBundleWithoutASchemaGetsOneWhenItIsRegisteredAgain() {
    rows.change("DELETE FROM input_schema WHERE entry_point LIKE '%DescribedWorkflow'");
    assertThat(Api.get("/api/workflows/described-input").<Object>path("input_schema"))
        .isEqualTo(Map.of());

    upload();

    assertThat(Api.get("/api/workflows/described-input").<String>path("input_schema.type"))
        .isEqualTo("object");
  }

  private Response upload() {
    byte[] jar = TestJars.jar(TestJars.classes(DescribedWorkflow.class, Input.class));
    return given()
        .header("Authorization", "Bearer " + rows.token("deployer"))
        .multiPart("jar", "a.jar", jar)
        .post("/api/bundles");
  }
}
