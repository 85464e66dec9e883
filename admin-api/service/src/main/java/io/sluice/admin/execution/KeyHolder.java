package io.sluice.admin.execution;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The execution that holds a unique key.
 *
 * @param organization null if the execution has no organization
 */
public record KeyHolder(UUID id, @Nullable String organization) {}
