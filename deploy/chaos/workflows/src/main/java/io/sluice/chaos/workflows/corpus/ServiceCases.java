package io.sluice.chaos.workflows.corpus;

import io.sluice.chaos.workflows.corpus.CorpusWork.Case;
import java.net.DatagramSocket;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.DriverManager;
import java.util.Hashtable;
import java.util.Map;
import javax.naming.Context;
import javax.naming.directory.InitialDirContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Waits for answers of databases and services. */
@SuppressWarnings({
  "FutureReturnValueIgnored",
  "ReturnValueIgnored",
  "CheckReturnValue",
  "AddressSelection",
  "ModifiedButNotUsed",
  "BanJNDI",
  "UnnecessaryStringBuilder",
  "Finally",
  "BusyWait",
  "Interruption",
  "UnusedVariable",
  "ThreadPriorityCheck",
  "WaitNotInLoop",
  "LockNotBeforeTry",
  "StreamResourceLeak",
  "InputStreamSlowMultibyteRead",
  "JdkObsolete",
  "EmptyCatch",
  "try"
})
final class ServiceCases {
  private ServiceCases() {}

  static Map<String, Case> all() {
    return Map.ofEntries(
        Map.entry("jdbc-query", scene -> query(scene.jdbcUrl())),
        Map.entry("jdbc-prepared", scene -> prepared(scene.jdbcUrl())),
        Map.entry("jdbc-table-lock", scene -> tableLock(scene.jdbcUrl())),
        Map.entry("jdbc-connect", _ -> connect()),
        Map.entry("http-client", _ -> httpClient()),
        Map.entry("http-client-async", _ -> httpAsync()),
        Map.entry("http-url-connection", _ -> urlConnection()),
        Map.entry("dns", _ -> dns()),
        Map.entry("tls-handshake", _ -> handshake()));
  }

  private static void query(String url) throws Exception {
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      statement.executeQuery("select pg_sleep(3600)"); // at: jdbc-query
    }
  }

  private static void prepared(String url) throws Exception {
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.prepareStatement("select pg_sleep(?)")) {
      statement.setInt(1, 3600);
      statement.execute(); // at: jdbc-prepared
    }
  }

  private static void tableLock(String url) throws Exception {
    try (var first = DriverManager.getConnection(url);
        var second = DriverManager.getConnection(url);
        var lock = first.createStatement();
        var update = second.createStatement()) {
      lock.execute("create table if not exists corpus_lock (id int)");
      first.setAutoCommit(false);
      lock.execute("lock table corpus_lock");
      update.executeUpdate("insert into corpus_lock values (1)"); // at: jdbc-table-lock
    }
  }

  private static void connect() throws Exception {
    try (var server = SocketCases.silent()) {
      var url = "jdbc:postgresql://localhost:" + server.getLocalPort() + "/db?loginTimeout=0";
      Deaf.forever(() -> DriverManager.getConnection(url, "x", "").close()); // at: jdbc-connect
    }
  }

  /** An interrupt of its threads ends a client: it makes another one. */
  private static void httpClient() throws Exception {
    try (var server = SocketCases.silent()) {
      var request = HttpRequest.newBuilder(uri(server.getLocalPort())).build();
      Deaf.forever(
          () -> {
            var client = HttpClient.newHttpClient();
            client.send(request, BodyHandlers.discarding()); // at: http-client
          });
    }
  }

  private static void httpAsync() throws Exception {
    try (var server = SocketCases.silent()) {
      var request = HttpRequest.newBuilder(uri(server.getLocalPort())).build();
      Deaf.forever(
          () -> {
            var answer = HttpClient.newHttpClient().sendAsync(request, BodyHandlers.discarding());
            answer.join(); // at: http-client-async
          });
    }
  }

  private static void urlConnection() throws Exception {
    try (var server = SocketCases.silent()) {
      var connection = (HttpURLConnection) uri(server.getLocalPort()).toURL().openConnection();
      connection.getResponseCode(); // at: http-url-connection
    }
  }

  private static URI uri(int port) {
    return URI.create("http://127.0.0.1:" + port + "/silent");
  }

  /** Asks a name server that does not answer. */
  private static void dns() throws Exception {
    try (var server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      var environment = new Hashtable<String, String>();
      environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
      environment.put(Context.PROVIDER_URL, "dns://127.0.0.1:" + server.getLocalPort());
      environment.put("com.sun.jndi.dns.timeout.initial", "3600000");
      Deaf.forever(
          () -> new InitialDirContext(environment).getAttributes("example.org")); // at: dns
    }
  }

  private static void handshake() throws Exception {
    try (var server = SocketCases.silent();
        var plain = new Socket(server.getInetAddress(), server.getLocalPort());
        var secure =
            (SSLSocket)
                ((SSLSocketFactory) SSLSocketFactory.getDefault())
                    .createSocket(plain, "localhost", server.getLocalPort(), true)) {
      secure.startHandshake(); // at: tls-handshake
    }
  }
}
