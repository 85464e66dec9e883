package io.sluice.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sluice.process.LaunchArguments.ArgumentRefused;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaunchArgumentsTest {
  private static final String[] GOOD = {
    "--socket=/run/s",
    "--generation=3",
    "--slots=4",
    "--cancel-grace-ms=10000",
    "--graceful-shutdown-ms=5000"
  };

  @Test
  void goodArgumentsAreTaken() throws ArgumentRefused {
    assertThat(LaunchArguments.parse(GOOD))
        .isEqualTo(
            new LaunchArguments(
                Path.of("/run/s"), 3, 4, Duration.ofSeconds(10), Duration.ofSeconds(5), 256));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--slots=0 | --slots=0 must be a whole number from 1 to 256",
        "--slots=many | --slots=many must be a whole number",
        "--generation=0 | --generation=0 must be a whole number from 1",
        "--cancel-grace-ms=99 | must be a whole number from 100 to 600000",
        "--graceful-shutdown-ms= | must be a whole number from 100",
        "--socket= | must be a path of 1 to 107 bytes",
        "--colour=red | Unknown argument --colour=red: allowed are --socket=PATH",
        "slots=4 | Unknown argument slots=4",
      })
  void aWrongArgumentIsRefusedInASentence(String wrong, String sentence) {
    var name = wrong.substring(0, wrong.indexOf('=') + 1);
    var arguments =
        Stream.concat(
                Stream.of(GOOD).filter(argument -> !argument.startsWith(name)), Stream.of(wrong))
            .toArray(String[]::new);
    assertThatExceptionOfType(ArgumentRefused.class)
        .isThrownBy(() -> LaunchArguments.parse(arguments))
        .withMessageContaining(sentence);
  }

  @Test
  void aMissingAndARepeatedArgumentAreRefused() {
    assertThatExceptionOfType(ArgumentRefused.class)
        .isThrownBy(LaunchArguments::parse)
        .withMessageContaining("--socket= is missing");
    assertThatExceptionOfType(ArgumentRefused.class)
        .isThrownBy(() -> LaunchArguments.parse("--slots=1", "--slots=2"))
        .withMessageContaining("--slots was given twice");
  }
}
