/** What changes, as the instances of admin-api tell each other and the pages. */
@NullMarked
package io.sluice.admin.live;

import org.jspecify.annotations.NullMarked;
