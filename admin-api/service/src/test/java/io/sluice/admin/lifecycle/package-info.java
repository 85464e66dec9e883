/** The loops of admin-api, on threads of their own. */
@NullMarked
package io.sluice.admin.lifecycle;

import org.jspecify.annotations.NullMarked;
