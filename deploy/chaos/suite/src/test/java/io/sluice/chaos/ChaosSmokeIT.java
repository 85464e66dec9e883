package io.sluice.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.chaos.run.Chaos.ChaosOptions;
import io.sluice.chaos.run.Experiment;
import io.sluice.chaos.system.ChaosSystem.Model;
import io.sluice.local.Progress;
import io.sluice.local.data.RedisServer.Persistence;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The short chaos run: 90 s, one seed, TTL 2 s. */
@Tag("long")
class ChaosSmokeIT {
  private static final Set<Integer> ROWS = Set.of(1, 3, 6, 12, 19, 38);

  @Test
  void nothingAcceptedIsLostUnderTheFaultsOfTheSmoke() throws Exception {
    var options =
        new ChaosOptions(
            Duration.ofSeconds(90),
            20_261_121,
            Duration.ofSeconds(2),
            30,
            Model.THREAD,
            ROWS,
            Persistence.EVERYSEC,
            false);

    var verdict = Experiment.perform(options, new Progress(System.out));

    System.out.print(verdict.inWords());
    assertThat(verdict.holds()).as(verdict.inWords()).isTrue();
  }
}
