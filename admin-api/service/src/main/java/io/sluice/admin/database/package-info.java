/**
 * Transactions on PostgreSQL and the classification of its failures. Runs on the caller's virtual
 * thread.
 */
@NullMarked
package io.sluice.admin.database;

import org.jspecify.annotations.NullMarked;
