package io.sluice.local.state;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The addresses and credentials of a running system, as {@code up --endpoints} writes them for
 * scripts.
 *
 * @param adminApi base address of the REST API
 * @param workers management addresses, one for each worker
 * @param credentials of the administrator
 * @param postgresUrl for {@code psql} and drivers
 */
public record Endpoints(
    @JsonProperty("admin_api") String adminApi,
    @JsonProperty("diagnostics_web") String diagnosticsWeb,
    @JsonProperty("workers") List<String> workers,
    @JsonUnwrapped Credentials credentials,
    @JsonProperty("postgres_url") String postgresUrl,
    @JsonProperty("redis_url") String redisUrl,
    @JsonProperty("state_dir") String stateDir) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  public Endpoints {
    workers = List.copyOf(workers);
  }

  /** Reads the flat form of the file. */
  @JsonCreator
  static Endpoints of(
      @JsonProperty("admin_api") String adminApi,
      @JsonProperty("diagnostics_web") String diagnosticsWeb,
      @JsonProperty("workers") List<String> workers,
      @JsonProperty("username") String username,
      @JsonProperty("password") String password,
      @JsonProperty("token") String token,
      @JsonProperty("postgres_url") String postgresUrl,
      @JsonProperty("redis_url") String redisUrl,
      @JsonProperty("state_dir") String stateDir) {
    var credentials = new Credentials(username, password, token);
    return new Endpoints(
        adminApi, diagnosticsWeb, workers, credentials, postgresUrl, redisUrl, stateDir);
  }

  public String username() {
    return credentials.username();
  }

  public String password() {
    return credentials.password();
  }

  /** The token for {@code Authorization: Bearer}. */
  public String token() {
    return credentials.token();
  }

  public static Endpoints read(Path file) throws IOException {
    try {
      return JSON.readValue(Files.readString(file), Endpoints.class);
    } catch (JsonProcessingException broken) {
      throw new IOException(
          "The file " + file + " does not hold the endpoints of a system", broken);
    }
  }

  /** Writes the file atomically, readable by its owner only. */
  public void write(Path file) throws IOException {
    PrivateFile.write(file, JSON.writeValueAsString(this) + "\n");
  }

  /** Removes the file unless another system has replaced it. */
  public void removeFrom(Path file) throws IOException {
    if (Files.exists(file) && read(file).equals(this)) {
      Files.delete(file);
    }
  }

  /** Without the secrets, because records end up in logs. */
  @Override
  public String toString() {
    return "Endpoints[adminApi=" + adminApi + ", stateDir=" + stateDir + "]";
  }
}
