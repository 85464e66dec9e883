@NullMarked
package io.sluice.admin.notification;

import org.jspecify.annotations.NullMarked;
