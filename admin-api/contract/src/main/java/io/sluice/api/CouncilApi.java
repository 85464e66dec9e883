package io.sluice.api;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Requests and responses of councils and their votes. */
public final class CouncilApi {
  private static final String NAME = "[A-Za-z0-9._@-]{1,100}";
  private static final String NAME_RULE = "has 1 to 100 letters, digits, . _ @ or -";

  private CouncilApi() {}

  /**
   * Makes or replaces a council.
   *
   * @param members user names of those who may vote
   * @param vetoMembers members whose rejection decides alone
   * @param quorum approvals that are needed; absent derives it from the rule
   * @param rule majority (when absent): more than half of the members; unanimous: all of them
   * @param deadlineSeconds time in which it must decide, 60 s to 90 days; absent has no limit
   */
  public record CouncilRequest(
      @NotNull(message = "is the name of the council")
          @Pattern(
              regexp = "[A-Za-z0-9._-]{1,100}",
              message = "has 1 to 100 letters, digits, . _ or -")
          String name,
      @NotNull(message = "lists the user names of those who may vote")
          @Size(min = 1, max = 100, message = "has 1 to 100 user names")
          List<@NotNull @Pattern(regexp = NAME, message = NAME_RULE) String> members,
      @Size(max = 100)
          @Nullable List<@NotNull @Pattern(regexp = NAME, message = NAME_RULE) String> vetoMembers,
      @Min(1) @Max(100) @Nullable Integer quorum,
      @Pattern(regexp = "majority|unanimous", message = "is majority or unanimous")
          @Nullable String rule,
      @Min(60) @Max(7_776_000) @Nullable Integer deadlineSeconds) {}

  /**
   * A council.
   *
   * @param quorum approvals that are needed
   */
  public record CouncilView(
      UUID id,
      String name,
      List<Member> members,
      int quorum,
      @Nullable Integer deadlineSeconds,
      Instant createdAt,
      String createdBy) {

    /**
     * A member.
     *
     * @param veto true if a rejection of this member decides alone
     * @param delegation who votes for the member during an absence; absent if nobody does
     */
    public record Member(String name, boolean veto, @Nullable Delegation delegation) {}

    /** Votes in place of an absent member from one time until another. */
    public record Delegation(String delegate, Instant from, Instant until) {}
  }

  /**
   * Lets another person vote in place of a member.
   *
   * @param delegate user name; neither a member of the council nor the delegate of another member
   * @param from absent means now
   */
  public record DelegationRequest(
      @NotNull(message = "is the user name of who votes instead")
          @Pattern(regexp = NAME, message = NAME_RULE)
          String delegate,
      @Nullable Instant from,
      @NotNull(message = "is the end of the absence") Instant until) {}

  /**
   * Votes on an action as the signed-in member. The same vote again changes nothing; another one
   * replaces it until the decision.
   */
  public record VoteRequest(
      @NotNull(message = "is the id of the action") UUID actionId,
      @NotNull(message = "is approve or reject")
          @Pattern(regexp = "approve|reject", message = "is approve or reject")
          String vote,
      @Size(max = 1000, message = "has at most 1000 characters")
          @Pattern(
              regexp = "[^\\x00\\p{Cs}]*",
              message = "has neither a NUL character nor half of a surrogate pair")
          @Nullable String comment) {}
}
