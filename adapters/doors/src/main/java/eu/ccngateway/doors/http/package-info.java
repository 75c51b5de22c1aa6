/** The HTTP door: put, get, browse and delete for scripts in any language, on this machine only. */
@NullMarked
package eu.ccngateway.doors.http;

import org.jspecify.annotations.NullMarked;
