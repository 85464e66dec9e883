package io.sluice.diagnostics.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UploadFormTest {

  private static final String TYPE = "multipart/form-data; boundary=B";
  private static final String FIRST =
      String.join(
          "\r\n", "--B", "Content-Disposition: form-data; name=\"token\"", "", "secret", "--B");
  private static final String FILE =
      String.join(
          "\r\n",
          "",
          "Content-Disposition: form-data; name=\"jar\"; filename=\"a.jar\"",
          "",
          "",
          "--C",
          "--B--",
          "");

  @Test
  void theFirstFieldIsReadAndTheRestIsAFormWithoutIt() throws IOException {
    UploadForm form = UploadForm.read(TYPE, "token", bytes(FIRST + FILE)).orElseThrow();

    assertThat(form.first()).isEqualTo("secret");
    assertThat(new String(form.rest().readAllBytes(), StandardCharsets.ISO_8859_1))
        .isEqualTo("--B" + FILE);
  }

  @Test
  void nothingOfTheFileIsReadBeforeItIsAskedFor() throws IOException {
    InputStream body = bytes(FIRST + FILE);

    assertThat(UploadForm.read(TYPE, "token", body)).isPresent();

    assertThat(body.available()).isEqualTo(FILE.length());
  }

  @ParameterizedTest
  @CsvSource({
    "multipart/form-data; boundary=B, another",
    "multipart/form-data; boundary=other, token",
    "multipart/form-data, token",
    "application/x-www-form-urlencoded, token",
    "'', token",
    "multipart, token",
  })
  void anotherFormIsRefused(String type, String name) throws IOException {
    assertThat(UploadForm.read(type, name, bytes(FIRST + FILE))).isEmpty();
  }

  @Test
  void aFormThatBeginsWithALongFieldIsReadNoFurther() throws IOException {
    InputStream body = bytes(FIRST.replace("secret", "x".repeat(10_000)) + FILE);

    assertThat(UploadForm.read(TYPE, "token", body)).isEmpty();

    assertThat(body.available()).isGreaterThan(5_000);
  }

  @Test
  void aFormThatEndsTooSoonIsRefused() throws IOException {
    for (int length = 0; length < FIRST.length(); length++) {
      assertThat(UploadForm.read(TYPE, "token", bytes(FIRST.substring(0, length)))).isEmpty();
    }
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
