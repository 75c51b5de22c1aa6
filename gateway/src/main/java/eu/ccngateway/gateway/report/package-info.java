/** Reports: what the gateway tells a sender about his message, under the gateway's own seal. */
@NullMarked
package eu.ccngateway.gateway.report;

import org.jspecify.annotations.NullMarked;
