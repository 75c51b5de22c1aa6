package eu.ccngateway.monitoring.admin;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What an operator can see of a gateway, and do to it. Calls may block; they come from threads of the admin port. */
public interface OperatedGateway {

    /**
     * Whether it can verify, sign, persist and route now.
     *
     * @param detail what is wrong, or how it runs
     */
    record Health(boolean isReady, String detail) {}

    /**
     * A queue.
     *
     * @param messages queued and not yet acknowledged
     * @param onLease of these, in a node's hands
     * @param oldestMs age of the oldest that is at hand; empty where nobody takes from it now
     */
    record Queue(
            String address,
            String domain,
            String application,
            String role,
            long messages,
            int onLease,
            OptionalLong oldestMs,
            long depthMax) {}

    /** A node of the network, connected or not. */
    record NetworkNode(String node, String domain, List<String> applications, List<Connection> sessions) {}

    /**
     * A session of a node.
     *
     * @param agent program and version, as the node says
     */
    record Connection(String session, String remote, String agent, Instant since) {}

    /** A message nobody could take. */
    record DeadLetter(
            String id,
            String acceptanceId,
            String messageId,
            String sender,
            String to,
            String type,
            int code,
            String refusal,
            String reason,
            Instant at,
            long length) {}

    /** A message for which there is evidence. */
    record EvidenceMatch(String acceptanceId, String messageId, String sender, String to, String type, Instant at) {}

    Health health();

    List<Queue> queues();

    List<NetworkNode> nodes();

    List<DeadLetter> deadLetters(int max);

    /** Puts a dead letter back into its queue; false where there is none with this id. */
    boolean retry(String deadLetterId);

    /** Throws a dead letter away; false where there is none with this id. */
    boolean discard(String deadLetterId);

    /** The messages with a message id or acceptance id, of a domain where one is named. */
    List<EvidenceMatch> findEvidence(String id, Optional<String> domain) throws IOException;

    /** Writes the evidence pack of an acceptance as a ZIP file. */
    void writeEvidence(String acceptanceId, OutputStream zip) throws IOException;
}
