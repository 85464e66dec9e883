@NullMarked
package io.sluice.admin.systemlog;

import org.jspecify.annotations.NullMarked;
