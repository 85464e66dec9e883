/** Channel for live events between the instances of admin-api. */
@NullMarked
package io.sluice.admin.live;

import org.jspecify.annotations.NullMarked;
