package io.sluice.diagnostics.live;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;

/** The system of now as the person of this request may see it. */
@RequestScoped
public class OwnView {

  private final ReadModel model;
  private final Coalescer coalescer;
  private final SecurityIdentity identity;

  OwnView(ReadModel model, Coalescer coalescer, SecurityIdentity identity) {
    this.model = model;
    this.coalescer = coalescer;
    this.identity = identity;
  }

  public Picture picture() {
    return Names.of(identity).in(model.picture());
  }

  /** A live section for a page that is loaded, shared with all who may see the same. */
  public String html(Section section) {
    return coalescer.html(section, Names.of(identity));
  }
}
