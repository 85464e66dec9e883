package io.sluice.diagnostics.execution;

import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Link from an execution to its trace, in the page of whatever stores traces. */
@Named("traceLink")
@Startup
@Singleton
public final class TraceLink {
  private static final String ID = "{trace_id}";

  private final Optional<String> address;

  TraceLink(@ConfigProperty(name = "sluice.trace.url") Optional<String> address) {
    this.address = address;
    address.filter(each -> !isValid(each)).ifPresent(TraceLink::refuse);
  }

  static boolean isValid(String address) {
    return address.matches("https?://\\S+") && address.contains(ID);
  }

  private static void refuse(String address) {
    throw new ConfigurationException(
        "SLUICE_TRACE_URL is %s; allowed is an http or https address with {trace_id} in it, as https://jaeger.example.org/trace/{trace_id}."
            .formatted(address));
  }

  public boolean isConfigured() {
    return address.isPresent();
  }

  /** Returns the address of a trace; empty if none is configured. */
  public String to(String traceId) {
    return address.map(each -> each.replace(ID, traceId)).orElse("");
  }
}
