package io.sluice.admin.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.sluice.api.ExecutionDetail;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplanationTest {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'status':'AWAITING_APPROVAL'} | council has not decided",
        "{'status':'SCHEDULED','run_at':'2100-01-01T00:00:00Z'} | not before 2100-01-01T00:00:00Z.",
        "{'status':'PENDING','waiting_reason':'waiting_for_slot'} | no worker has a free slot",
        "{'status':'PENDING','waiting_reason':'exclusive'} | Another execution of its workflow runs",
        "{'status':'PENDING','waiting_reason':'alive_attempt'} | earlier attempt",
        "{'status':'PENDING','waiting_reason':'not_in_queue_yet'} | Redis is full or gives no answer",
        "{'status':'PENDING'} | It waits to run.",
        "{'status':'RUNNING','worker_id':'w-1'} | runs on the worker w-1.",
        "{'status':'RUNNING','cancel_requested_at':'2100-01-01T00:00:00Z'} | told to stop",
        "{'status':'SUCCESS'} | ended well",
        "{'status':'CANCELLED','error_message':'by hand'} | cancelled: by hand.",
        "{'status':'CANCELLED','error_message':'two rejected it.'} | cancelled: two rejected it.",
        "{'status':'TIMEOUT'} | ended as TIMEOUT.",
        "{'status':'FAILED','error_type':'IOException','error_message':'no disk'} |"
            + " FAILED with IOException: no disk.",
        "{'status':'FAILED','error_type':'ExecutionStuck','stuck':{'verdict':'spinning in A.b'}} |"
            + " did not stop when it was told to: spinning in A.b.",
        "{'status':'FAILED','error_type':'ExecutionStuck'} | FAILED with ExecutionStuck.",
        // A later attempt may fail for another reason than the stuck one.
        "{'status':'FAILED','error_type':'IOException','stuck':{'verdict':'spinning in A.b'}} |"
            + " FAILED with IOException."
      })
  void saysWhyAnExecutionIsInItsState(String execution, String words)
      throws JsonProcessingException {
    ExecutionDetail detail = JSON.readValue(execution.replace('\'', '"'), ExecutionDetail.class);

    assertThat(Explanation.of(detail)).contains(words).endsWith(".").doesNotContain("..");
  }
}
