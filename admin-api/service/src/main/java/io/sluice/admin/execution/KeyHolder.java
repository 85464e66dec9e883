package io.sluice.admin.execution;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The execution that has a unique key.
 *
 * @param organization null when it is nobody's
 */
record KeyHolder(UUID id, @Nullable String organization) {}
