package eu.ccngateway.monitoring.admin;

import eu.ccngateway.monitoring.meters.Figures;
import eu.ccngateway.monitoring.meters.RecentRefusals;
import eu.ccngateway.protocol.message.MessageId;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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

    /** What it is and how it stands as a whole. */
    record Identity(String gateway, String network, String environment, String version, Instant startedAt) {}

    /**
     * How it stands as a whole.
     *
     * @param figures counted since the start
     * @param unaccountedFor what the laws of the books are off by, by name
     */
    record Overview(
            Identity identity, Health health, Figures figures, long deadLetters, Map<String, Long> unaccountedFor) {}

    /**
     * A queue.
     *
     * @param messages queued and not yet acknowledged
     * @param onLease of these, in a node's hands
     * @param oldestMs age of the oldest, to ten seconds; empty for an empty queue
     * @param consumers connected nodes that may take from it
     */
    record Queue(
            String address,
            String domain,
            String application,
            String role,
            long messages,
            int onLease,
            OptionalLong oldestMs,
            int consumers,
            long depthMax) {}

    /**
     * A node of the network, connected or not.
     *
     * @param lastSeen when it was connected last, since this gateway started
     * @param certificateEnds of the certificate it last showed
     * @param clockAheadMs of ours, when last asked
     */
    record NetworkNode(
            String node,
            String domain,
            List<String> applications,
            List<Connection> sessions,
            Optional<Instant> lastSeen,
            Optional<Instant> certificateEnds,
            long clockAheadMs) {}

    /**
     * A session of a node.
     *
     * @param agent program and version, as the node says
     */
    record Connection(String session, String remote, String agent, Instant since) {}

    /**
     * What stands on a message. Its payload is never shown.
     *
     * @param correlationId empty for none
     * @param replyTo empty for none
     * @param reports those the sender wants
     */
    record MessageHeader(
            String messageId,
            Optional<MessageId> correlationId,
            String kind,
            String type,
            String sender,
            String to,
            String replyTo,
            int priority,
            Instant createdAt,
            Optional<Instant> expiresAt,
            String contentType,
            List<String> reports) {}

    /**
     * A message in its queue.
     *
     * @param length of its payload
     * @param isInHand with a node, which has not settled it yet
     * @param backOuts how often it was rolled back, as far as known
     */
    record QueuedMessage(
            String acceptanceId,
            Instant acceptedAt,
            MessageHeader header,
            long length,
            boolean isInHand,
            int backOuts) {}

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

    /** Where a message has been; the last step stands. */
    record Trail(String acceptanceId, MessageHeader header, List<Step> steps) {}

    /**
     * What was found, oldest first.
     *
     * @param hasMore whether there are earlier ones
     */
    record Trails(List<Trail> trails, boolean hasMore) {}

    /**
     * Something that became of a message.
     *
     * @param what ACCEPTED, DELIVERED, EXPIRED, DEAD_LETTERED, REVIVED or PURGED
     * @param report the report that was issued of it; empty for none
     * @param by the node that took it, or the operator; else empty
     * @param code refusal code of a dead letter; else 0
     */
    record Step(String what, Instant at, String report, String by, int code, String reason) {}

    Health health();

    Overview overview();

    /** What was counted since the start; also while the gateway is still starting. */
    Figures figures();

    List<Queue> queues();

    /** The head of a queue, without taking anything; empty where there is no such queue. */
    Optional<List<QueuedMessage>> browse(String queue, int max);

    List<NetworkNode> nodes();

    List<DeadLetter> deadLetters(int max);

    /** What stands on a dead letter. */
    Optional<MessageHeader> deadLetterHeader(String deadLetterId);

    /** Latest first. */
    List<RecentRefusals.Refusal> refusals(int max);

    /** Puts a dead letter back into its queue; false where there is none with this id. */
    boolean retry(String deadLetterId);

    /** Throws a dead letter away; false where there is none with this id. */
    boolean discard(String deadLetterId);

    /** The messages with a message id or acceptance id, of a domain where one is named. */
    List<EvidenceMatch> findEvidence(String id, Optional<String> domain) throws IOException;

    /** Where the latest messages with a message id, acceptance id or correlation id have been. */
    Trails trails(String id, Optional<String> domain, int max) throws IOException;

    /** Writes the evidence pack of an acceptance as a ZIP file. */
    void writeEvidence(String acceptanceId, OutputStream zip) throws IOException;
}
