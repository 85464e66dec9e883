package io.sluice.admin.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.sluice.admin.Api;
import io.sluice.admin.TestSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The requests that the requirements print, with their own bodies, and what is unclear. */
@QuarkusTest
@QuarkusTestResource(TestSystem.class)
class ChatTest {

  @BeforeEach
  void theTypesAreBound() {
    Api.awaitWorkflow("echo");
    for (String type : new String[] {"website_creation", "test"}) {
      Api.asAdministrator()
          .contentType(ContentType.JSON)
          .body("{\"workflow\":\"echo\"}")
          .put("/api/action_types/" + type)
          .then()
          .statusCode(200);
    }
  }

  @Test
  void anAgentAsksForAWebsiteAndLearnsWhatItSaves() {
    JsonPath answer =
        Api.post(
                "/api/chat",
                """
                {
                  "agent_id": "content_creator_agent",
                  "message": "Create a website",
                  "mode": "execute",
                  "context": {
                    "workflow_type": "website_creation",
                    "calculator_inputs": {
                      "tasks_per_week": 10,
                      "time_per_task_minutes": 30,
                      "hourly_wage": 50
                    }
                  }
                }
                """)
            .then()
            .statusCode(201)
            .extract()
            .jsonPath();

    assertThat(answer.getString("status")).isEqualTo("PENDING");
    assertThat(answer.getDouble("calculated_savings.weekly_savings")).isEqualTo(250.0);
    JsonPath action = Api.get("/api/workflow_actions/" + answer.getString("action_id")).jsonPath();
    assertThat(action.getString("created_by_agent")).isEqualTo("content_creator_agent");
    assertThat(action.getString("workflow_type_id")).isEqualTo("website_creation");
    assertThat(action.getDouble("calculated_savings.yearly_savings")).isEqualTo(13000.0);
  }

  @Test
  void withoutCalculatorInputsTheSavingsAreNull() {
    JsonPath answer =
        Api.post(
                "/api/chat",
                "{\"agent_id\": \"test\", \"mode\": \"execute\", \"message\": \"test\","
                    + " \"context\": {\"workflow_type\": \"test\"}}")
            .then()
            .statusCode(201)
            .extract()
            .jsonPath();

    assertThat(answer.getMap("$")).containsEntry("calculated_savings", null);
  }

  @Test
  void theInputsOfTheWorkflowArriveAsTheyWereSent() {
    String id =
        Api.post(
                "/api/chat",
                "{\"agent_id\":\"a\",\"mode\":\"execute\",\"context\":{\"workflow_type\":\"test\","
                    + "\"workflow_inputs\":{\"amount\": 1.50}}}")
            .path("action_id");

    assertThat(Api.get("/api/executions/" + id).asString()).contains("{\"amount\": 1.50}");
  }

  @Test
  void anotherModeAnswersWhatCanBeAskedFor() {
    Response answer = Api.post("/api/chat", "{\"agent_id\":\"a\",\"mode\":\"explore\"}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.jsonPath().getList("types.name", String.class))
        .contains("website_creation", "test");
    assertThat(answer.jsonPath().getMap("$")).doesNotContainKey("action_id");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"mode\":\"execute\"} | agent_id",
        "{\"agent_id\":\"a\"} | mode",
        "{\"agent_id\":\"a\",\"mode\":\"execute\"} | context",
        "{\"agent_id\":\"a\",\"mode\":\"execute\",\"context\":{}} | context.workflow_type",
        "{\"agent_id\":\"a\",\"mode\":\"execute\",\"context\":{\"workflow_type\":\"no-such\"}} |"
            + " context.workflow_type",
        "{\"agent_id\":\"a\",\"mode\":\"execute\",\"context\":{\"workflow_type\":\"test\","
            + "\"calculator_inputs\":{\"tasks_per_week\":1,\"hourly_wage\":1}}} |"
            + " context.calculator_inputs.time_per_task_minutes",
        "{\"agent_id\":\"a\",\"mode\":\"execute\",\"context\":{\"workflow_type\":\"test\","
            + "\"calculator_inputs\":{\"tasks_per_week\":-1,\"time_per_task_minutes\":1,\"hourly_wage\":1}}} |"
            + " context.calculator_inputs.tasks_per_week",
        "{\"agent_id\":\"a\",\"mode\":\"execute\",\"context\":{\"workflow_type\":\"test\","
            + "\"calculator_inputs\":{\"tasks_per_week\":1e-99999,\"time_per_task_minutes\":1,\"hourly_wage\":1}}} |"
            + " context.calculator_inputs.tasks_per_week"
      })
  void whatIsUnclearIsRefusedWithTheField(String body, String field) {
    Response refused = Api.post("/api/chat", body);

    assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(422);
    assertThat(refused.<String>path("errors[0].field")).isEqualTo(field);
  }
}
