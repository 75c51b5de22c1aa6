package eu.ccngateway.gateway.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Whom the gateway believes.
 *
 * @param anchors root certificates
 * @param revocationLists CRLs of every authority
 * @param isRevocationRequired whether certificates of an authority without a current list are refused
 * @param grace how long after its announced end a list is still taken
 */
public record TrustConfig(
        List<Path> anchors, List<Path> revocationLists, boolean isRevocationRequired, Duration grace) {

    public TrustConfig {
        anchors = List.copyOf(anchors);
        revocationLists = List.copyOf(revocationLists);
    }
}
