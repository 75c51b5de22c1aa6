/** Applications as processes of their own: national and central ones, out of the catalogue. */
@NullMarked
package eu.ccngateway.launcher.application;

import org.jspecify.annotations.NullMarked;
