/** Strict reading of our YAML files: every fault at once, each with its line, what it says and what was expected. */
@NullMarked
package eu.ccngateway.gateway.yaml;

import org.jspecify.annotations.NullMarked;
