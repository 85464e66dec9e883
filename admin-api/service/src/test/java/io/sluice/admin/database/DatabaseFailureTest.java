package io.sluice.admin.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.admin.database.DatabaseUnavailable.Reason;
import jakarta.transaction.RollbackException;
import java.sql.SQLException;
import javax.transaction.xa.XAException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseFailureTest {

  @ParameterizedTest
  @CsvSource({
    "08006,NO_ANSWER",
    "57P01,NO_ANSWER",
    "57P03,NO_ANSWER",
    "53300,NO_ANSWER",
    "40P01,NO_ANSWER",
    "57014,TOO_SLOW",
    "55P03,LOCKED",
    "25006,READ_ONLY",
    ",BUSY",
  })
  void anOutageOfPostgresHasAReason(@Nullable String state, Reason reason) {
    var failure = new SQLException("x", state);

    assertThat(DatabaseFailure.reason(new IllegalStateException(failure))).contains(reason);
    assertThat(DatabaseFailure.of(failure))
        .isInstanceOfSatisfying(
            DatabaseUnavailable.class, away -> assertThat(away.reason()).isEqualTo(reason));
  }

  @ParameterizedTest
  @ValueSource(strings = {"23505", "22P05", "42601", "25001"})
  void aRefusedStatementIsNoOutage(String state) {
    var failure = new SQLException("x", state);

    assertThat(DatabaseFailure.reason(new IllegalStateException(failure))).isEmpty();
    assertThat(DatabaseFailure.of(failure)).isInstanceOf(DatabaseRefused.class);
  }

  @Test
  void aCommitThatGotNoAnswerMeansThatPostgresIsUnavailable() {
    RuntimeException failure = commitFailedWith(new SQLException("I/O error", "08006"));

    assertThat(DatabaseFailure.reason(failure)).contains(Reason.NO_ANSWER);
    assertThat(DatabaseFailure.translated(failure)).isInstanceOf(DatabaseUnavailable.class);
  }

  @Test
  void aCommitThatPostgresRefusedIsNoOutage() {
    RuntimeException failure = commitFailedWith(new SQLException("duplicate key", "23505"));

    assertThat(DatabaseFailure.reason(failure)).isEmpty();
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
