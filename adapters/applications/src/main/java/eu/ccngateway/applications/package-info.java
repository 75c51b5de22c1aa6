/** National and central applications of the network that answer as the real ones would. */
@NullMarked
package eu.ccngateway.applications;

import org.jspecify.annotations.NullMarked;
