package eu.ccngateway.node;

import eu.ccngateway.protocol.message.HeaderRules;
import eu.ccngateway.protocol.message.MessageId;
import eu.ccngateway.protocol.message.QueueAddress;
import eu.ccngateway.protocol.message.WantedReports;
import eu.ccngateway.protocol.wire.Header;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A message: where it goes, what it is, and its content. Immutable, and may be put several times: each put without an
 * id of its own gets a fresh one.
 */
public final class Message {

    private final Header header;
    private final Payload payload;
    private final boolean wantsDefaultReports;
    private final Duration lifetime;

    private Message(Header header, Payload payload, boolean wantsDefaultReports, Duration lifetime) {
        this.header = header;
        this.payload = payload;
        this.wantsDefaultReports = wantsDefaultReports;
        this.lifetime = lifetime;
    }

    /** Starts a message to an address, for example {@code CORE-RCT-QUE.NCTS@CUSTTAX.IE}. */
    public static Builder to(String address) {
        return to(QueueAddress.parse(address));
    }

    /** Starts a message to an address. */
    public static Builder to(QueueAddress address) {
        return new Builder(address);
    }

    /** Starts the reply to a message: to its reply-to queue, of kind REPLY, correlated with its id. */
    public static Builder inReplyTo(Message request) {
        QueueAddress to = request.replyTo()
                .orElseThrow(() -> new IllegalArgumentException(
                        "message " + request.id().map(MessageId::toString).orElse("without id")
                                + " names no reply-to queue; address the reply with Message.to"));
        Builder reply = new Builder(to).kind(MessageKind.REPLY);
        return request.id().map(reply::correlationId).orElse(reply);
    }

    /** What came over the wire. */
    static Message received(Header header, Payload payload) {
        return new Message(header, payload, false, Duration.ZERO);
    }

    public QueueAddress to() {
        return QueueAddress.parse(header.getTo());
    }

    /** The message type, for example {@code CD001C-MSG.NCTS}. */
    public String type() {
        return header.getType();
    }

    public MessageKind kind() {
        return MessageKind.of(header.getKind());
    }

    /** Present in what was received, and in what was built with an id. */
    public Optional<MessageId> id() {
        return id(header.getId());
    }

    public Optional<MessageId> correlationId() {
        return id(header.getCorrelationId());
    }

    public Optional<QueueAddress> replyTo() {
        return header.getReplyTo().isEmpty() ? Optional.empty() : Optional.of(QueueAddress.parse(header.getReplyTo()));
    }

    /** 0 to 9, 9 is the most urgent. */
    public int priority() {
        return HeaderRules.priority(header);
    }

    /** The moment from which on it is not delivered any more. */
    public Optional<Instant> expires() {
        return header.getExpiresMs() == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(header.getExpiresMs()));
    }

    /** The sender's clock when it was made; present in what was received, and in what was built with it. */
    public Optional<Instant> created() {
        return header.getCreatedMs() == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(header.getCreatedMs()));
    }

    /** The reports the sender asked for; all of them unless the builder was told otherwise. */
    public Set<WantedReports> reports() {
        return wantsDefaultReports ? EnumSet.allOf(WantedReports.class) : WantedReports.of(header.getReports());
    }

    public Optional<String> contentType() {
        return header.getContentType().isEmpty() ? Optional.empty() : Optional.of(header.getContentType());
    }

    public Map<String, String> properties() {
        return header.getPropertiesMap();
    }

    public long payloadLength() {
        return payload.length();
    }

    /** The content. Not a copy where it is in memory already: do not change it. */
    public byte[] payload() {
        return payload.toBytes();
    }

    /** The content as a stream, for what is better not held in memory. */
    public InputStream openPayload() throws IOException {
        return payload.open();
    }

    Header header() {
        return header;
    }

    Payload content() {
        return payload;
    }

    boolean wantsDefaultReports() {
        return wantsDefaultReports;
    }

    /** Zero = as the header says. */
    Duration lifetime() {
        return lifetime;
    }

    @Override
    public String toString() {
        return kind() + " " + type() + " to " + header.getTo() + " "
                + id().map(MessageId::toString).orElse("(no id yet)") + ", " + payloadLength() + " bytes";
    }

    private static Optional<MessageId> id(com.google.protobuf.ByteString bytes) {
        return bytes.size() == MessageId.LENGTH ? Optional.of(MessageId.of(bytes.toByteArray())) : Optional.empty();
    }

    /** Builds a message. Only address and type are needed; every method may be called in any order. */
    public static final class Builder {

        private final Header.Builder header = Header.newBuilder();
        private Payload payload = Payload.Bytes.of(new byte[0]);
        private boolean wantsDefaultReports = true;
        private Duration lifetime = Duration.ZERO;

        private Builder(QueueAddress to) {
            header.setTo(to.toString()).setKind(MessageKind.REQUEST.wire());
        }

        /** The message type, for example {@code CD001C-MSG.NCTS}. */
        public Builder type(String type) {
            header.setType(type);
            return this;
        }

        /** REQUEST unless said otherwise. */
        public Builder kind(MessageKind kind) {
            if (kind == MessageKind.REPORT) {
                throw new IllegalArgumentException(
                        "kind: REPORT (expected: REQUEST, REPLY or DATAGRAM; only gateways report)");
            }
            header.setKind(kind.wire());
            return this;
        }

        /** The content. Not copied: leave the array alone until the put has its result. */
        public Builder payload(byte[] bytes) {
            payload = Payload.Bytes.of(bytes);
            return this;
        }

        /** The content, from position to limit. Not copied if it is an array: leave it alone until the put has its result. */
        public Builder payload(ByteBuffer bytes) {
            payload = Payload.Bytes.of(bytes);
            return this;
        }

        /** The content of a file, read while it is sent. Leave the file alone until the put has its result. */
        public Builder payload(Path file) {
            payload = Payload.Stretch.of(file);
            return this;
        }

        /** The identity: unique within the domain for ever. Made by the SDK unless given. */
        public Builder id(MessageId id) {
            header.setId(com.google.protobuf.ByteString.copyFrom(id.toBytes()));
            return this;
        }

        /**
         * When it was made; the moment of the put unless said otherwise. A program that keeps id and moment can put the very
         * same message again when it does not know what became of it: if it was accepted, the gateway says so again.
         */
        public Builder created(Instant at) {
            header.setCreatedMs(at.toEpochMilli());
            return this;
        }

        /** The id of the message this one refers to. */
        public Builder correlationId(MessageId id) {
            header.setCorrelationId(com.google.protobuf.ByteString.copyFrom(id.toBytes()));
            return this;
        }

        /** The own queue that replies and reports go to; see {@link NodeConfig#reportQueue} for the default. */
        public Builder replyTo(String address) {
            header.setReplyTo(QueueAddress.parse(address).toString());
            return this;
        }

        /** 0 to 9, 9 is the most urgent; 5 unless said otherwise. */
        public Builder priority(int priority) {
            if (priority < 0 || priority > 9) {
                throw new IllegalArgumentException("priority: " + priority + " (expected: 0-9)");
            }
            header.setPriorityPlus1(priority + 1);
            return this;
        }

        /** Not to be delivered at or after this moment. */
        public Builder expires(Instant at) {
            header.setExpiresMs(at.toEpochMilli());
            lifetime = Duration.ZERO;
            return this;
        }

        /** Not to be delivered when this time has passed since the put, or since {@link #created} if that is given. */
        public Builder expiresIn(Duration after) {
            if (after.isNegative() || after.isZero()) {
                throw new IllegalArgumentException("expiresIn: " + after + " (expected: longer than nothing)");
            }
            header.clearExpiresMs();
            lifetime = after;
            return this;
        }

        /** The reports wanted; all of them unless said otherwise, none if called without. */
        public Builder reports(WantedReports... wanted) {
            EnumSet<WantedReports> set = EnumSet.noneOf(WantedReports.class);
            set.addAll(java.util.Arrays.asList(wanted));
            header.setReports(WantedReports.bits(set));
            wantsDefaultReports = false;
            return this;
        }

        /** For example {@code application/xml}. */
        public Builder contentType(String contentType) {
            header.setContentType(contentType);
            return this;
        }

        /** Something for the receiving application; at most 16, of at most 256 characters. */
        public Builder property(String name, String value) {
            header.putProperties(name, value);
            return this;
        }

        public Message build() {
            if (header.getType().isEmpty()) {
                throw new IllegalArgumentException(
                        "type: missing (expected: a message type, for example CD001C-MSG.NCTS)");
            }
            return new Message(header.build(), payload, wantsDefaultReports, lifetime);
        }
    }
}
