/**
 * The whole system as its users meet it: real services, processes, PostgreSQL and Redis, spoken to
 * over HTTP; harmed with signals. Run by the test thread.
 */
@NullMarked
package io.sluice.local.whole;

import org.jspecify.annotations.NullMarked;
