/**
 * Transactions on PostgreSQL, and what its failures mean to a caller. Runs on the caller's virtual
 * thread.
 */
@NullMarked
package io.sluice.admin.database;

import org.jspecify.annotations.NullMarked;
