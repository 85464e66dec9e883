/**
 * The record of every change, allowed or refused, and the check that none of it is missing. Writes
 * run in the transaction of the change, the check on a loop of its own.
 */
@NullMarked
package io.sluice.admin.audit;

import org.jspecify.annotations.NullMarked;
