/** The rules, dashboards and runbooks of {@code ops}, against Prometheus itself and a running network. */
@NullMarked
package eu.ccngateway.launcher.prometheus;

import org.jspecify.annotations.NullMarked;
