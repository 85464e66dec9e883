package io.sluice.admin.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.admin.TestJars;
import io.sluice.workflow.InputField;
import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import io.sluice.workflow.WorkflowDefinition;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InputSchemaReaderTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Colours. */
  public enum Colour {
    RED,
    GREEN
  }

  /** A part, which refers to itself and to the record it belongs to. */
  public record Part(String name, long count, @Nullable Part next, List<Order> orders) {}

  /** An input with every kind of component. */
  @SuppressWarnings("ArrayRecordComponent") // It is never compared.
  public record Order(
      @InputField(
              title = "Customer",
              description = "Who pays.",
              format = "email",
              defaultValue = "a@b.c",
              required = true,
              maxLength = 50)
          String customer,
      @InputField(min = 1, max = 9.5, defaultValue = "2") double weight,
      int pieces,
      boolean urgent,
      Colour colour,
      @InputField(minLength = 1) List<Part> parts,
      Map<String, Integer> prices,
      Optional<UUID> reference,
      Instant since,
      byte[] picture,
      Object anything,
      StringBuilder unknown) {}

  /** Takes an order. */
  @WorkflowDefinition(name = "order")
  public static final class OrderWorkflow implements Workflow<Order, Void> {
    @Override
    public Void run(Order input, WorkflowContext context) {
      return null;
    }
  }

  /** Takes nothing. */
  @WorkflowDefinition(name = "nothing")
  public static final class NothingWorkflow implements Workflow<Void, Void> {
    @Override
    public Void run(Void input, WorkflowContext context) {
      return null;
    }
  }

  /** Takes a list of texts. */
  @WorkflowDefinition(name = "texts")
  public static final class TextsWorkflow implements Workflow<List<String>, Void> {
    @Override
    public Void run(List<String> input, WorkflowContext context) {
      return null;
    }
  }

  /** An identifier that Jackson also makes from a text. */
  public record Code(String area, int number) {
    public static Code valueOf(String text) {
      return new Code(text, 0);
    }
  }

  /** Takes an identifier. */
  @WorkflowDefinition(name = "code")
  public static final class CodeWorkflow implements Workflow<Code, Void> {
    @Override
    public Void run(Code input, WorkflowContext context) {
      return null;
    }
  }

  /** An input whose annotation contradicts its type. */
  public record Contradiction(@InputField(min = 1) String name) {}

  /** Takes a contradiction. */
  @WorkflowDefinition(name = "contradiction")
  public static final class ContradictionWorkflow implements Workflow<Contradiction, Void> {
    @Override
    public Void run(Contradiction input, WorkflowContext context) {
      return null;
    }
  }

  /** An input whose annotation names a format that does not exist. */
  public record Misspelt(@InputField(format = "e-mail") String name) {}

  /** Takes a misspelt input. */
  @WorkflowDefinition(name = "misspelt")
  public static final class MisspeltWorkflow implements Workflow<Misspelt, Void> {
    @Override
    public Void run(Misspelt input, WorkflowContext context) {
      return null;
    }
  }

  @Test
  void aRecordBecomesAnObjectWithItsComponents() throws Exception {
    JsonNode schema = schema(OrderWorkflow.class, Order.class, Part.class, Colour.class);
    JsonNode properties = schema.path("properties");

    assertThat(schema.path("type").asText()).isEqualTo("object");
    assertThat(schema.path("additionalProperties").asBoolean(true)).isFalse();
    assertThat(schema.path("required"))
        .extracting(JsonNode::asText)
        .containsExactly("customer", "weight", "pieces", "urgent");
    assertThat(properties.path("customer"))
        .isEqualTo(
            JSON.readTree(
                """
                {"type":"string","title":"Customer","description":"Who pays.","format":"email",
                 "default":"a@b.c","maxLength":50}"""));
    assertThat(properties.path("weight").toString())
        .isEqualTo("{\"type\":\"number\",\"minimum\":1,\"maximum\":9.5,\"default\":2}");
    assertThat(properties.path("pieces").path("maximum").asInt()).isEqualTo(Integer.MAX_VALUE);
    assertThat(properties.path("colour").toString())
        .isEqualTo("{\"enum\":[\"RED\",\"GREEN\",null]}");
    assertThat(properties.path("prices").path("additionalProperties").path("type").toString())
        .isEqualTo("[\"integer\",\"null\"]");
    assertThat(properties.path("reference").toString())
        .isEqualTo("{\"type\":[\"string\",\"null\"],\"format\":\"uuid\"}");
    assertThat(properties.path("since").path("type").toString())
        .isEqualTo("[\"string\",\"number\",\"null\"]");
    assertThat(properties.path("picture").path("type").toString())
        .isEqualTo("[\"string\",\"null\"]");
    assertThat(properties.path("anything")).isEmpty();
    assertThat(properties.path("unknown")).isEmpty();
  }

  @Test
  void recordsThatReferToEachOtherAreDefinedOnce() throws Exception {
    JsonNode schema = schema(OrderWorkflow.class, Order.class, Part.class, Colour.class);
    String part = Part.class.getName();

    assertThat(schema.at("/properties/parts/minItems").asInt()).isEqualTo(1);
    assertThat(schema.at("/properties/parts/items/$ref").asText()).isEqualTo("#/$defs/" + part);
    JsonNode definition = schema.path("$defs").path(part);
    assertThat(definition.path("type").toString()).isEqualTo("[\"object\",\"null\"]");
    assertThat(definition.at("/properties/next/$ref").asText()).isEqualTo("#/$defs/" + part);
    assertThat(schema.path("$defs").has(Order.class.getName())).isTrue();
  }

  @Test
  void noInputIsNullOrAnEmptyObject() throws Exception {
    assertThat(schema(NothingWorkflow.class).path("maxProperties").asInt(-1)).isZero();
  }

  @Test
  void otherInputsThanRecordsHaveTheirOwnType() throws Exception {
    assertThat(schema(TextsWorkflow.class).at("/items/type").toString())
        .isEqualTo("[\"string\",\"null\"]");
  }

  /** A class that is not in the bundle, and one that is read from a text, may be anything. */
  @Test
  void aTypeThatIsNotKnownAcceptsEverything() throws Exception {
    assertThat(schema(OrderWorkflow.class)).isEmpty();
    assertThat(schema(CodeWorkflow.class, Code.class)).isEmpty();
  }

  @Test
  void anAnnotationThatContradictsItsTypeIsRefused() {
    assertThatThrownBy(() -> schema(ContradictionWorkflow.class, Contradiction.class))
        .isInstanceOf(InvalidBundle.class)
        .hasMessageContaining("Contradiction.name")
        .hasMessageContaining("min, which is for numbers");
    assertThatThrownBy(() -> schema(MisspeltWorkflow.class, Misspelt.class))
        .hasMessageContaining("the format \"e-mail\"")
        .hasMessageContaining("known are date, date-time, duration, email, time, uri, uuid");
  }

  private static JsonNode schema(Class<?>... classes) throws InvalidBundle, IOException {
    byte[] jar = TestJars.jar(TestJars.classes(classes));
    return JSON.readTree(BundleReader.read(jar).workflows().getFirst().inputSchema());
  }
}
