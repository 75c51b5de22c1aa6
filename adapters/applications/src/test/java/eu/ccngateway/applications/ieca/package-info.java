/** Tests of the converter. */
@NullMarked
package eu.ccngateway.applications.ieca;

import org.jspecify.annotations.NullMarked;
