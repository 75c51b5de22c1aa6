package eu.ccngateway.gateway.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Evidence of one message as a directory that a stranger can check, with {@code verify.sh} in it or with
 * {@link #verify}: both make the same checks and name the same file.
 */
public final class EvidencePack {

    private EvidencePack() {}

    /**
     * Writes a pack.
     *
     * @param payload what the caller has; otherwise what is archived; with neither the pack is without one
     * @param directory new or empty
     * @throws IOException also if the payload is not the message's
     */
    public static void write(EvidenceOf evidence, Optional<EvidenceOf.Payload> payload, Path directory)
            throws IOException {
        new PackWriter(evidence, directory).write(payload.or(evidence::payload));
    }

    /**
     * Checks a pack.
     *
     * @param root the network's root certificates, PEM, from a source the caller trusts; otherwise the pack's own are used
     */
    public static PackVerdict verify(Path directory, Optional<Path> root) throws IOException {
        return verify(directory, root, Optional.empty());
    }

    /**
     * As above.
     *
     * @param payload the payload, where the pack does not have it
     */
    public static PackVerdict verify(Path directory, Optional<Path> root, Optional<Path> payload) throws IOException {
        return new PackVerifier(directory, root, payload).verify();
    }
}
