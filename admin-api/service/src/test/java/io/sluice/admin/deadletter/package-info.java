@NullMarked
package io.sluice.admin.deadletter;

import org.jspecify.annotations.NullMarked;
