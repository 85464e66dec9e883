package io.sluice.admin.action;

import io.sluice.admin.action.ActionStore.NewAction;
import io.sluice.admin.action.DecisionStore.OpenAction;
import io.sluice.admin.webhook.EventType;
import io.sluice.admin.webhook.WebhookEvent;
import io.sluice.api.CouncilApi.CouncilView;
import io.sluice.api.CouncilApi.CouncilView.Delegation;
import io.sluice.api.CouncilApi.CouncilView.Member;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Events of councils for webhooks: what waits for whose vote, and what was decided. Pure. */
final class CouncilEvents {

  private CouncilEvents() {}

  /** An action waits for votes. Names who may vote at present: members, or who stands in. */
  static WebhookEvent waits(UUID id, NewAction action, CouncilView council, Instant now) {
    var data = new LinkedHashMap<String, @Nullable Object>();
    data.put("action_id", id);
    data.put("workflow_type_id", action.type());
    data.put("organization", action.organization());
    data.put("created_by", action.by());
    data.put("created_by_agent", action.agent());
    data.put("council", council.name());
    data.put("quorum", council.quorum());
    data.put("voters", voters(council, action.by(), now));
    data.put("decide_by", action.decideBy());
    return WebhookEvent.of(EventType.ACTION_WAITS, now, action.organization(), data);
  }

  private static List<String> voters(CouncilView council, String requester, Instant now) {
    return CouncilRules.voters(council, requester).stream()
        .map(member -> present(member, now))
        .filter(person -> !person.equals(requester))
        .toList();
  }

  private static String present(Member member, Instant now) {
    Delegation delegation = member.delegation();
    return delegation != null && CouncilRules.isDelegate(member, delegation.delegate(), now)
        ? delegation.delegate()
        : member.name();
  }

  static WebhookEvent decided(
      OpenAction action, CouncilDecision decision, String why, Instant now) {
    var data = new LinkedHashMap<String, @Nullable Object>();
    data.put("action_id", action.id());
    data.put("workflow_type_id", action.type());
    data.put("organization", action.organization());
    data.put("created_by", action.requester());
    data.put("decision", decision.word());
    data.put("reason", why);
    return WebhookEvent.of(EventType.ACTION_DECIDED, now, action.organization(), data);
  }
}
