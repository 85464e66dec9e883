/** The record of every change, allowed or refused. Runs in the transaction of the change. */
@NullMarked
package io.sluice.admin.audit;

import org.jspecify.annotations.NullMarked;
