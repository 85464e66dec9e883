@NullMarked
package io.sluice.admin.stuck;

import org.jspecify.annotations.NullMarked;
