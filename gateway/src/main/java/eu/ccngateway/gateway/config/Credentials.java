package eu.ccngateway.gateway.config;

/**
 * Who the gateway is and whom it believes.
 *
 * @param tls its key for connections
 * @param seal its key for reports; may be the same
 */
public record Credentials(KeySource tls, KeySource seal, TrustConfig trust) {}
