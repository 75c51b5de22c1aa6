package eu.ccngateway.gateway.evidence;

import com.google.protobuf.ByteString;
import eu.ccngateway.gateway.store.End;
import eu.ccngateway.protocol.seal.Statement;
import eu.ccngateway.protocol.wire.Proof;
import eu.ccngateway.protocol.wire.Seal;
import java.io.IOException;
import java.io.OutputStream;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * All that is known of one message.
 *
 * @param statement network and environment, for the statements
 * @param acceptedAtMs gateway's clock
 * @param authorities every root that ever was an anchor, and the issuing authorities known with them
 * @param payload where it is archived, whole
 */
public record EvidenceOf(
        Statement statement,
        long acceptance,
        long acceptedAtMs,
        Sealed message,
        Optional<Sealed> coa,
        List<Ending> endings,
        List<X509Certificate> authorities,
        Optional<Payload> payload) {

    /**
     * Something under a seal.
     *
     * @param header as sealed
     * @param rows the payload of a report on several messages, else empty
     * @param crls the revocation lists in force when it was accepted or issued, DER
     */
    public record Sealed(
            ByteString header,
            ByteString payloadSha256,
            ByteString rows,
            Seal seal,
            Proof proof,
            List<ByteString> crls) {}

    /**
     * Something that became of the message; the last one stands.
     *
     * @param code refusal code of a dead letter
     * @param report CoD, exception or expiration, where one was wanted
     */
    public record Ending(End end, long atMs, String by, int code, String reason, Optional<Sealed> report) {}

    /** A payload, wherever it is. */
    public interface Payload {
        void writeTo(OutputStream out) throws IOException;
    }
}
