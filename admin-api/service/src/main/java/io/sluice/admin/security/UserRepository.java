package io.sluice.admin.security;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;

/** Rows of app_user. */
@ApplicationScoped
class UserRepository implements PanacheRepositoryBase<AppUser, UUID> {

  @Transactional
  Optional<AppUser> enabled(String username) {
    return find("username = ?1 and enabled", username).firstResultOptional();
  }
}
