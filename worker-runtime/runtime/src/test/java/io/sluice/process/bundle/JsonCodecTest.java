package io.sluice.process.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCodecTest {
  private final JsonCodec codec = new JsonCodec(JsonCodecTest.class.getClassLoader());

  @ParameterizedTest
  @ValueSource(classes = {Object.class, JsonNode.class})
  void aWorkflowThatReturnsItsInputReturnsTheSameNumbers(Class<?> type) throws Refusal {
    assertThat(echoed("[1234567890.12345678901234567890,1.50,12345678901234567890]", type))
        .isEqualTo("[1234567890.12345678901234567890,1.50,12345678901234567890]");
    assertThat(echoed("[1e400,1e-400]", type)).isEqualTo("[1E+400,1E-400]");
  }

  @Test
  void aNegativeZeroStaysNegativeAtEveryDepth() throws Refusal {
    assertThat(echoed("[-0.0,{\"a\":-0.0}]", Object.class)).isEqualTo("[-0.0,{\"a\":-0.0}]");
    JavaType map =
        TypeFactory.defaultInstance().constructMapType(Map.class, String.class, Object.class);
    assertThat(codec.write(codec.read("{\"a\":-0.0,\"b\":1.10}", map)))
        .isEqualTo("{\"a\":-0.0,\"b\":1.10}");
  }

  @Test
  void aResultOfManyCharactersBeyondTheBasicPlaneIsAsLongAsItsUtf8() throws Refusal {
    String input = "\"" + "😀".repeat(62_000) + "\"";

    String result = echoed(input, Object.class);

    assertThat(result).isEqualTo(input);
    assertThat(result.getBytes(StandardCharsets.UTF_8)).hasSize(248_002);
  }

  private String echoed(String input, Class<?> type) throws Refusal {
    return codec.write(codec.read(input, TypeFactory.defaultInstance().constructType(type)));
  }
}
