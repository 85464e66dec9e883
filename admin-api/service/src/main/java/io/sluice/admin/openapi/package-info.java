/** What the published document says of every operation, so that no resource has to repeat it. */
@NullMarked
package io.sluice.admin.openapi;

import org.jspecify.annotations.NullMarked;
