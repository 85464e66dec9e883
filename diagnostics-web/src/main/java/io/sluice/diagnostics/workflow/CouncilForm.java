package io.sluice.diagnostics.workflow;

import io.quarkus.qute.TemplateData;
import io.sluice.api.CouncilApi.CouncilRequest;
import io.sluice.api.CouncilApi.CouncilView;
import io.sluice.api.CouncilApi.CouncilView.Member;
import io.sluice.diagnostics.page.Typed;
import jakarta.ws.rs.FormParam;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The typed values of the form of a council: names one in a line, the deadline in hours.
 *
 * @param quorum empty derives it from the rule: more than half
 */
@TemplateData
record CouncilForm(
    @FormParam("name") @Nullable String name,
    @FormParam("members") @Nullable String members,
    @FormParam("veto_members") @Nullable String vetoMembers,
    @FormParam("quorum") @Nullable String quorum,
    @FormParam("deadline_hours") @Nullable String deadlineHours) {

  private static final int HOUR = 3_600;

  static final CouncilForm EMPTY = new CouncilForm("", "", "", "", "");

  static CouncilForm of(CouncilView council) {
    Integer deadline = council.deadlineSeconds();
    return new CouncilForm(
        council.name(),
        lines(council.members()),
        lines(council.members().stream().filter(Member::veto).toList()),
        Integer.toString(council.quorum()),
        deadline == null
            ? ""
            : BigDecimal.valueOf(deadline)
                .divide(BigDecimal.valueOf(HOUR), 4, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString());
  }

  private static String lines(List<Member> members) {
    return members.stream().map(Member::name).collect(Collectors.joining("\n"));
  }

  /**
   * The request of the form.
   *
   * @throws NotReadable if the quorum or the deadline is no number
   */
  CouncilRequest request() {
    return new CouncilRequest(
        Typed.text(name),
        Typed.names(members),
        Typed.names(vetoMembers),
        Typed.optionalNumber("The quorum", quorum),
        null,
        Typed.optionalUnits("The deadline", deadlineHours, HOUR));
  }
}
