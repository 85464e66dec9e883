@NullMarked
package io.sluice.admin.breaker;

import org.jspecify.annotations.NullMarked;
