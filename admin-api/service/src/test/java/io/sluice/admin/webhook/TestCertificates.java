package io.sluice.admin.webhook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Certificates, each with an authority of its own, made by the keytool of the JDK in a folder. */
final class TestCertificates {

  private static final String PASSWORD = "changeit";

  private final Path folder;
  private final List<Certificate> authorities = new ArrayList<>();

  TestCertificates(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes a certificate, and sockets that present it.
   *
   * @param name the host that it is for
   * @param start when it begins, as keytool wants it
   * @param days for which it is valid
   */
  ServerSocketFactory sockets(String name, String start, int days)
      throws IOException, InterruptedException, GeneralSecurityException {
    return context(name, start, days).getServerSocketFactory();
  }

  /** Makes a certificate, and a context that presents it. */
  SSLContext context(String name, String start, int days)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path file = folder.resolve(name + authorities.size() + ".p12");
    String common = " -keyalg EC -storetype PKCS12 -storepass " + PASSWORD + " -keystore " + file;
    keytool("-genkeypair -alias authority -dname CN=" + file.getFileName() + " -ext bc:c" + common);
    keytool(
        "-genkeypair -alias own -signer authority -dname CN="
            + name
            + " -ext san=dns:"
            + name
            + " -startdate "
            + start
            + " -validity "
            + days
            + common);
    var store = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    authorities.add(store.getCertificate("authority"));
    store.deleteEntry("authority");
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  /** Writes all authorities into a file. */
  Path authorities() throws IOException, GeneralSecurityException {
    var pem = new StringBuilder();
    for (Certificate certificate : authorities) {
      pem.append("-----BEGIN CERTIFICATE-----\n")
          .append(Base64.getMimeEncoder().encodeToString(certificate.getEncoded()))
          .append("\n-----END CERTIFICATE-----\n");
    }
    return Files.writeString(folder.resolve("authorities.pem"), pem);
  }

  private static void keytool(String arguments) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(Arrays.asList(arguments.split(" ", -1)));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(output);
    }
  }
}
