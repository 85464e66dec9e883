package io.sluice.admin.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisFaultTest {

  @Test
  void anAppendOnlyRedisWithALimitThatNeverEvictsHasNoFault() {
    assertThat(RedisFault.in("maxmemory:1000\r\nmaxmemory_policy:noeviction\r\naof_enabled:1\r\n"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"allkeys-lru", "volatile-ttl", "allkeys-random", "volatile-lfu"})
  void everyPolicyThatEvictsIsAFault(String policy) {
    assertThat(RedisFault.in("maxmemory_policy:" + policy + "\r\n"))
        .containsExactly(RedisFault.EVICTS);
  }

  @Test
  void noLimitAndNoAppendOnlyFileAreFaults() {
    assertThat(RedisFault.in("maxmemory:0\r\nmaxmemory_human:0B\r\naof_enabled:0\r\n"))
        .containsExactly(RedisFault.UNBOUNDED, RedisFault.FORGETS);
  }

  @Test
  void aSettingThatIsNotToldIsNoFault() {
    assertThat(RedisFault.in("used_memory:1\r\n")).isEmpty();
  }
}
