package io.sluice.api;

import java.util.UUID;

/**
 * An order in bulk that was taken.
 *
 * @param total executions that the filter fits now
 */
public record BulkReceipt(UUID bulkId, long total) {}
