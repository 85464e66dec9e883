package io.sluice.diagnostics.live;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;

/** The current snapshot with what the person of this request may see. */
@RequestScoped
public class PersonalSnapshot {

  private final LatestSnapshot model;
  private final SectionRenderer coalescer;
  private final SecurityIdentity identity;

  PersonalSnapshot(LatestSnapshot model, SectionRenderer coalescer, SecurityIdentity identity) {
    this.model = model;
    this.coalescer = coalescer;
    this.identity = identity;
  }

  public FleetSnapshot snapshot() {
    return NameVisibility.of(identity).in(model.snapshot());
  }

  /** Renders a live section for a page load, shared with everybody who may see the same. */
  public String html(Section section) {
    return coalescer.html(section, NameVisibility.of(identity));
  }
}
