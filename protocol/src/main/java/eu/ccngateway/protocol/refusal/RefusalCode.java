package eu.ccngateway.protocol.refusal;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Every refusal of the network. A number never changes its meaning and is never used again; retired ones stay listed in
 * {@code protocol/README.md}. New codes go to the end of their group.
 */
public enum RefusalCode {
    // 1xx: the connection.
    MALFORMED_FRAME(
            101,
            Fault.NODE,
            Retry.NO,
            "The bytes are not a frame of this protocol.",
            "Check the framing against the wire reference."),
    FRAME_TOO_LARGE(
            102,
            Fault.NODE,
            Retry.NO,
            "A frame is larger than the limit told in Welcome.",
            "Split the batch, or send the payload in chunks."),
    VERSION_UNSUPPORTED(
            103,
            Fault.NODE,
            Retry.NO,
            "No protocol version is spoken by both sides.",
            "Use an SDK of a version that the gateway speaks."),
    HELLO_EXPECTED(
            104,
            Fault.NODE,
            Retry.NO,
            "The first frame was not Hello, or Hello came twice.",
            "Send Hello once, first."),
    CERTIFICATE_UNTRUSTED(
            105,
            Fault.NODE,
            Retry.NO,
            "The TLS certificate has no valid chain to a trust anchor, or the wrong usage.",
            "Get a certificate from the network's issuing authority."),
    CERTIFICATE_EXPIRED(
            106,
            Fault.NODE,
            Retry.NO,
            "The TLS certificate is outside its validity.",
            "Renew the certificate; check the clock of the machine."),
    CERTIFICATE_REVOKED(107, Fault.NODE, Retry.NO, "The TLS certificate is revoked.", "Get a new certificate."),
    CRL_UNUSABLE(
            108,
            Fault.GATEWAY,
            Retry.LATER,
            "The gateway has no current revocation list for the certificate's issuer.",
            "The operator must publish a fresh CRL."),
    NODE_UNKNOWN(
            109,
            Fault.NODE,
            Retry.NO,
            "The certificate names no node of this network.",
            "Have the node added to the network file."),
    FENCED(110, Fault.NODE, Retry.NO, "A newer connection of the same program took over.", "Use the newer connection."),
    SILENT(
            111,
            Fault.NODE,
            Retry.NOW,
            "Nothing was heard from the node for too long.",
            "Reconnect; send Ping at least every heartbeat."),
    DRAINING(
            112,
            Fault.GATEWAY,
            Retry.NOW,
            "The gateway is going down in order.",
            "Reconnect, to another gateway if there is one."),
    TOO_MANY_CONNECTIONS(
            113,
            Fault.NODE,
            Retry.LATER,
            "The node, or the gateway, has as many connections as it may.",
            "Close connections that are not needed."),
    TOO_SLOW(
            114,
            Fault.NODE,
            Retry.NOW,
            "The node does not read what it asked for.",
            "Read faster, or ask with less credit."),

    // 2xx: the seal.
    SEAL_INVALID(
            201,
            Fault.NODE,
            Retry.NO,
            "The seal is not a valid CMS signature over its size and root.",
            "Seal as the wire reference says; check that nothing changes the bytes."),
    SEAL_UNKNOWN(
            202,
            Fault.NODE,
            Retry.NOW,
            "The seal referred to was not sent on this connection, or too long ago.",
            "Send the seal again, then the messages."),
    SEAL_SIGNER_UNTRUSTED(
            203,
            Fault.NODE,
            Retry.NO,
            "The sealing certificate has no valid chain to a trust anchor, or the wrong usage.",
            "Get a sealing certificate from the network's issuing authority."),
    SEAL_SIGNER_EXPIRED(
            204,
            Fault.NODE,
            Retry.NO,
            "The sealing certificate is outside its validity.",
            "Renew the sealing certificate."),
    SEAL_SIGNER_REVOKED(
            205, Fault.NODE, Retry.NO, "The sealing certificate is revoked.", "Get a new sealing certificate."),
    SEAL_SIGNER_MISMATCH(
            206,
            Fault.NODE,
            Retry.NO,
            "The seal was made by somebody else than the sender named in the header.",
            "Seal with the sender's own key, and put over the sender's own connection."),
    PROOF_INVALID(
            207,
            Fault.NODE,
            Retry.NO,
            "Header and payload do not lead to the sealed root: something was changed after sealing.",
            "Send exactly the bytes that were sealed."),

    // 3xx: the message.
    HEADER_INVALID(
            301,
            Fault.NODE,
            Retry.NO,
            "A field of the header is missing, malformed or not allowed.",
            "Correct the field that the reason names."),
    CONFLICT(
            302,
            Fault.NODE,
            Retry.NO,
            "Another message of this domain with the same MsgId was accepted before.",
            "Give every message its own MsgId."),
    STALE(
            303,
            Fault.NODE,
            Retry.NO,
            "The message was created longer ago than the duplicate window reaches, or in the future.",
            "Seal it again with a new MsgId; check the clock."),
    EXPIRED(304, Fault.NODE, Retry.NO, "The message had expired when it came.", "Allow more time, or none at all."),
    PAYLOAD_TOO_LARGE(
            305,
            Fault.NODE,
            Retry.NO,
            "The payload is larger than the limit told in Welcome.",
            "Split or compress it."),
    REPLY_TO_FOREIGN(
            306,
            Fault.NODE,
            Retry.NO,
            "The reply-to queue is not one of the sender's own domain.",
            "Name a queue of the own domain, for example its REPORT queue."),
    PAYLOAD_INCOMPLETE(
            307,
            Fault.NODE,
            Retry.NOW,
            "The chunks of a payload do not add up to its announced length, or were given up.",
            "Put the message again."),

    // 4xx: the right.
    NOT_AUTHORISED(
            401,
            Fault.NODE,
            Retry.NO,
            "The network file gives the node no right to do this with this queue and message type.",
            "Ask whoami what the node may do; have the rule added to the network file."),
    QUEUE_UNKNOWN(
            402,
            Fault.NODE,
            Retry.NO,
            "No such queue at this gateway name.",
            "Check the address; the reason lists near ones."),
    QUEUE_FOREIGN(
            403,
            Fault.NODE,
            Retry.NO,
            "Only nodes of the queue's own domain may take from it.",
            "Take from queues of the own domain."),

    // 5xx: room.
    QUEUE_FULL(
            501,
            Fault.RECEIVER,
            Retry.LATER,
            "The queue holds as many messages as it may.",
            "Wait until the receiver has taken some."),
    REPORT_QUEUE_FULL(
            502,
            Fault.NODE,
            Retry.LATER,
            "The sender's own report queue has no room for this message's reports.",
            "Take the reports from the queue named in the reason."),
    DOMAIN_BUSY(
            503,
            Fault.NODE,
            Retry.LATER,
            "The domain has more in flight than its share.",
            "Send slower; wait for results before putting more."),
    TOO_MUCH_IN_FLIGHT(
            504,
            Fault.NODE,
            Retry.LATER,
            "More messages are unanswered on this connection than Welcome allows.",
            "Wait for results before putting more."),
    STORE_UNAVAILABLE(
            505,
            Fault.GATEWAY,
            Retry.LATER,
            "The message store cannot take anything now; nothing was kept.",
            "Put the same message again later; it is never doubled."),
    OUTCOME_UNKNOWN(
            506,
            Fault.GATEWAY,
            Retry.LATER,
            "The store did not answer: the message may or may not have been kept.",
            "Put the same message again; it is never doubled."),

    // 6xx: taking.
    DELIVERY_UNKNOWN(
            601,
            Fault.NODE,
            Retry.NO,
            "A delivery to be settled is not on lease to this session.",
            "Settle each delivery once, before its lease ends, on the connection it came by."),
    REQUEST_INVALID(
            602,
            Fault.NODE,
            Retry.NO,
            "A request has a value out of its range, or names something that is not there.",
            "Correct the value that the reason names."),

    // 7xx: calls.
    NO_RESPONDER(
            701,
            Fault.RECEIVER,
            Retry.LATER,
            "No session answers calls to this queue now.",
            "Try again when the partner is up, or use the queue."),
    CALL_TIMEOUT(702, Fault.RECEIVER, Retry.LATER, "The answer did not come in time.", "Call again, or use the queue."),
    CALL_TOO_LARGE(
            703,
            Fault.NODE,
            Retry.NO,
            "A call or its answer is larger than the limit told in Welcome.",
            "Use the queue for large payloads."),

    // 8xx: reasons of exception reports, after acceptance.
    BACKED_OUT(
            801,
            Fault.RECEIVER,
            Retry.NO,
            "The receiver rolled the message back as often as it may; it was dead-lettered.",
            "Ask the receiver; the operator can retry it from the dead letters."),
    DISCARDED(802, Fault.GATEWAY, Retry.NO, "An operator removed the message.", "Ask the operator of the gateway."),

    // 9xx: the gateway itself.
    INTERNAL(
            901,
            Fault.GATEWAY,
            Retry.LATER,
            "The gateway failed at something it should not fail at.",
            "Report it with the session name and time; try again.");

    private static final Map<Integer, RefusalCode> BY_NUMBER =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(RefusalCode::number, Function.identity()));

    private final int number;
    private final Fault fault;
    private final Retry retry;
    private final String meaning;
    private final String remedy;

    RefusalCode(int number, Fault fault, Retry retry, String meaning, String remedy) {
        this.number = number;
        this.fault = fault;
        this.retry = retry;
        this.meaning = meaning;
        this.remedy = remedy;
    }

    /** Who has to change something. */
    public enum Fault {
        NODE,
        RECEIVER,
        GATEWAY
    }

    /** Whether the same request can succeed when it is repeated unchanged. */
    public enum Retry {
        NO,
        NOW,
        LATER
    }

    public int number() {
        return number;
    }

    public Fault fault() {
        return fault;
    }

    public Retry retry() {
        return retry;
    }

    public String meaning() {
        return meaning;
    }

    public String remedy() {
        return remedy;
    }

    /** The code with this number; empty for one that a newer peer may know. */
    public static Optional<RefusalCode> of(int number) {
        return Optional.ofNullable(BY_NUMBER.get(number));
    }
}
