/** What failures of PostgreSQL mean. Plain values on the test's thread. */
@NullMarked
package io.sluice.admin.database;

import org.jspecify.annotations.NullMarked;
