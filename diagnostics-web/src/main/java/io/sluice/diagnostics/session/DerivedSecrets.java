package io.sluice.diagnostics.session;

import io.sluice.diagnostics.InvalidConfiguration;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Derives the secrets that seal the cookies of a sign-in at the OpenID provider from the session
 * key, so that every replica accepts the cookies of the others, also those of a sign-in that is
 * under way. Called once, before the beans exist. Without a readable key file there are no secrets,
 * and {@link SessionKeys} or {@link OpenIdConfig.OpenIdCheck} refuses the start.
 */
public final class DerivedSecrets implements ConfigSourceFactory {

  private static final String KEY_FILE = "sluice.session.key-file";
  private static final int BYTES = 32;
  private static final int ORDINAL = 275; // above application.properties, below the environment

  /** Settings of Quarkus, each with the purpose that separates its secret from the others. */
  private static final Map<String, String> PURPOSES =
      Map.of(
          "quarkus.oidc.token-state-manager.encryption-secret", "sluice oidc tokens 1",
          "quarkus.oidc.authentication.state-secret", "sluice oidc state 1");

  @Override
  public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
    ConfigValue file = context.getValue(KEY_FILE);
    if (file == null || file.getValue() == null || file.getValue().isBlank()) {
      return List.of();
    }
    try {
      SecretKey key = SessionKeys.read(Path.of(file.getValue())).getFirst();
      return List.of(
          new PropertiesConfigSource(settings(key), "derived from the session key", ORDINAL));
    } catch (InvalidConfiguration unusable) {
      return List.of();
    }
  }

  /** The settings for a key. */
  static Map<String, String> settings(SecretKey key) {
    return PURPOSES.entrySet().stream()
        .collect(
            Collectors.toUnmodifiableMap(Map.Entry::getKey, each -> derived(key, each.getValue())));
  }

  private static String derived(SecretKey key, String purpose) {
    try {
      var info = purpose.getBytes(StandardCharsets.US_ASCII);
      var parameters = HKDFParameterSpec.ofExtract().addIKM(key).thenExpand(info, BYTES);
      return HexFormat.of().formatHex(KDF.getInstance("HKDF-SHA256").deriveData(parameters));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Every JDK from 25 on has HKDF-SHA256", impossible);
    }
  }
}
