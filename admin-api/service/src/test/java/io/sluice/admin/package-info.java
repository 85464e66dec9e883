/** The service as a whole, on a real PostgreSQL and a real Redis. Tests run one after the other. */
@NullMarked
package io.sluice.admin;

import org.jspecify.annotations.NullMarked;
