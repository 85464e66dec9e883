package io.sluice.admin.database;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.transaction.RollbackException;
import java.sql.SQLException;
import javax.transaction.xa.XAException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
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

  @Test
  void aCommitThatGotNoAnswerMeansThatPostgresIsUnavailable() {
    RuntimeException failure = commitFailedWith(new SQLException("I/O error", "08006"));

    assertThat(DatabaseFailure.isUnavailable(failure)).isTrue();
    assertThat(DatabaseFailure.translated(failure)).isInstanceOf(DatabaseUnavailable.class);
  }

  @Test
  void aCommitThatPostgresRefusedIsNoOutage() {
    RuntimeException failure = commitFailedWith(new SQLException("duplicate key", "23505"));

    assertThat(DatabaseFailure.isUnavailable(failure)).isFalse();
    assertThat(DatabaseFailure.translated(failure)).isInstanceOf(DatabaseRefused.class);
  }

  @Test
  void aFailureOfOurOwnStaysWhatItIs() {
    var failure = new IllegalStateException("a defect", new RuntimeException());

    assertThat(DatabaseFailure.translated(failure)).isSameAs(failure);
  }

  /** The shape in which the transaction manager reports a failed commit. */
  private static RuntimeException commitFailedWith(SQLException reason) {
    var rolledBack = new RollbackException("Could not commit transaction.");
    var resource = new XAException("Error trying to transactionCommit local transaction");
    resource.initCause(reason);
    rolledBack.addSuppressed(resource);
    return new RuntimeException(rolledBack);
  }
}
