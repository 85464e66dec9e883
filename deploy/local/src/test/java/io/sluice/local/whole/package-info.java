/**
 * Tests of the whole system from outside: real services, processes, PostgreSQL and Redis, over HTTP
 * and by signals. Run by the test thread.
 */
@NullMarked
package io.sluice.local.whole;

import org.jspecify.annotations.NullMarked;
