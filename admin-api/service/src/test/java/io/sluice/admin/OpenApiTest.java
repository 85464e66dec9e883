package io.sluice.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestSystem.class)
class OpenApiTest {

  /**
   * Set {@code -Dsluice.openapi.write=true} to write the file again, then review the difference.
   */
  private static final boolean WRITE = Boolean.getBoolean("sluice.openapi.write");

  @Test
  void thePublishedDocumentIsTheOneInTheRepository() throws IOException {
    Path kept = Path.of("..", "..", "docs", "openapi.yaml");
    String served = Api.get("/q/openapi").then().statusCode(200).extract().asString();
    if (WRITE) {
      Files.createDirectories(kept.getParent());
      Files.writeString(kept, served);
    }

    assertThat(served).isEqualTo(Files.readString(kept));
  }
}
