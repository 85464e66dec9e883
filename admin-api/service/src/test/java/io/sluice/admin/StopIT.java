package io.sluice.admin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.RestAssured;
import io.sluice.admin.identity.PackagedService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import org.junit.jupiter.api.Test;

/** Stops the packaged service while it is in use. */
class StopIT {

  @Test
  void anUploadEndsAfterTheServiceWasToldToStopAndAnotherIsRefused()
      throws IOException, InterruptedException {
    var system = new TestSystem();
    int port = RestAssured.port;
    try {
      var settings = new HashMap<>(system.start());
      try (var service = PackagedService.launch("service-that-stops", settings)) {
        service.awaitStarted();
        RestAssured.port = service.port();
        upload(service);
      }
    } finally {
      RestAssured.port = port;
      system.stop();
    }
  }

  private static void upload(PackagedService service) throws IOException, InterruptedException {
    String body =
        "--part\r\nContent-Disposition: form-data; name=\"jar\"; filename=\"a.jar\"\r\n"
            + "Content-Type: application/java-archive\r\n\r\n"
            + new String(TestJars.jar(TestJars.workflow("stop")), ISO_8859_1)
            + "\r\n--part--\r\n";
    try (var upload = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
      send(
          upload,
          "POST /api/bundles HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
              + TestSystem.TOKEN
              + "\r\nContent-Type: multipart/form-data; boundary=part\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body.substring(0, 200));
      // The upload has begun once a later request was answered.
      assertThat(Api.get("/api/me").statusCode()).isEqualTo(200);

      service.terminate();

      await().atMost(Duration.ofSeconds(30)).until(() -> another() == 503);
      assertThat(service.said()).contains("the stop waits for uploads open=1");
      send(upload, body.substring(200));
      assertThat(new String(upload.getInputStream().readNBytes(12), ISO_8859_1))
          .isEqualTo("HTTP/1.1 201");
    }
    service.awaitEnd();
  }

  private static int another() {
    return Api.asAdministrator()
        .multiPart("jar", "a.jar", new byte[] {1}, "application/java-archive")
        .post("/api/bundles")
        .statusCode();
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
  }
}
