package io.sluice.admin.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.UserApi.UserChange;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuiltInUserTest {

  private static final BuiltInUser ADMINISTRATOR =
      new BuiltInUser(
          UUID.randomUUID(),
          "somebody",
          "old hash",
          Role.PLATFORM_ADMIN,
          Organizations.ALL,
          true,
          false,
          Instant.EPOCH);

  @ParameterizedTest
  @CsvSource({
    "viewer,, 1, true",
    "viewer,, 2, false",
    ", false, 1, true",
    ", false, 2, false",
    "platform-admin, true, 1, false",
  })
  void theLastAdministratorStaysOne(
      @Nullable String role, @Nullable Boolean enabled, int administrators, boolean refused) {
    var change = new UserChange(role, null, enabled, null);
    BuiltInUser after = ADMINISTRATOR.changed(change, null);

    assertThat(ADMINISTRATOR.problem(after, administrators) != null).isEqualTo(refused);
  }

  @Test
  void whatIsAbsentStays() {
    BuiltInUser after =
        ADMINISTRATOR.changed(new UserChange(null, List.of("acme"), null, null), null);

    assertThat(after.organizations().words()).containsExactly("acme");
    assertThat(after.role()).isEqualTo(Role.PLATFORM_ADMIN);
    assertThat(after.mustChangePassword()).isFalse();
    assertThat(ADMINISTRATOR.endsSessions(after)).isFalse();
  }

  @Test
  void whoBecomesAnAgentLosesTheTokensThatCouldVote() {
    BuiltInUser agent = ADMINISTRATOR.changed(new UserChange("agent", null, null, null), null);

    assertThat(ADMINISTRATOR.endsTokens(agent)).isTrue();
    assertThat(agent.endsTokens(agent)).isFalse();
  }

  @Test
  void aNewPasswordMustBeChangedAndEndsSignIns() {
    BuiltInUser after = ADMINISTRATOR.changed(new UserChange(null, null, null, "x"), "new hash");

    assertThat(after.mustChangePassword()).isTrue();
    assertThat(ADMINISTRATOR.endsSessions(after)).isTrue();
  }
}
