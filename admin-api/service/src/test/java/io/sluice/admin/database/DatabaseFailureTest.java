package io.sluice.admin.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseFailureTest {

  @ParameterizedTest
  @CsvSource({
    "08006,true",
    "57P01,true",
    "57P03,true",
    "57014,true",
    "53300,true",
    ",true",
    "23505,false",
    "22P05,false",
    "42601,false",
    "40P01,true"
  })
  void tellsAPostgresThatIsAwayFromOneThatRefused(@Nullable String state, boolean away) {
    var failure = new SQLException("x", state);

    assertThat(DatabaseFailure.isUnavailable(new IllegalStateException(failure))).isEqualTo(away);
    assertThat(DatabaseFailure.of(failure))
        .isInstanceOf(away ? DatabaseUnavailable.class : DatabaseRefused.class);
  }
}
