package eu.ccngateway.doors.jms;

import eu.ccngateway.doors.MessageFields;
import eu.ccngateway.protocol.message.MessageId;
import jakarta.jms.BytesMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads and makes JMS messages. */
final class JmsBodies {

    /** What the network takes; a larger one would be refused there. */
    private static final int PAYLOAD_MAX = 20 << 20;

    private JmsBodies() {}

    static Map<String, String> properties(Message message) throws JMSException {
        Map<String, String> properties = new HashMap<>();
        for (String name : names(message)) {
            Object value = message.getObjectProperty(name);
            if (value != null) {
                properties.put(name, value.toString());
            }
        }
        return properties;
    }

    private static List<String> names(Message message) throws JMSException {
        Enumeration<?> all = message.getPropertyNames();
        List<String> names = new ArrayList<>();
        while (all.hasMoreElements()) {
            names.add(String.valueOf(all.nextElement()));
        }
        return names;
    }

    /** The id its sender gave it, or one made from the broker's name for it: the same whenever it comes. */
    static MessageId id(Map<String, String> fields, Message message) throws JMSException {
        String given = fields.getOrDefault("message-id", "");
        if (!given.isEmpty()) {
            return MessageFields.id("message-id", given);
        }
        String name = message.getJMSMessageID();
        if (name == null || name.isEmpty()) {
            throw new IllegalArgumentException(
                    "property MESSAGE_ID: missing, and no JMSMessageID (expected: one of them, to know the message again)");
        }
        return MessageId.of(Arrays.copyOf(sha256(name), MessageId.LENGTH));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static String contentType(Message message) {
        return message instanceof TextMessage ? "application/xml" : "application/octet-stream";
    }

    static byte[] payload(Message message) throws JMSException {
        if (message instanceof TextMessage text) {
            return Optional.ofNullable(text.getText()).orElse("").getBytes(StandardCharsets.UTF_8);
        }
        if (message instanceof BytesMessage bytes) {
            if (bytes.getBodyLength() > PAYLOAD_MAX) {
                throw new IllegalArgumentException("body: " + bytes.getBodyLength() + " bytes (expected: at most "
                        + PAYLOAD_MAX + "); split or compress it");
            }
            byte[] payload = new byte[(int) bytes.getBodyLength()];
            bytes.readBytes(payload);
            bytes.reset();
            return payload;
        }
        throw new IllegalArgumentException("body: neither text nor bytes (expected: TextMessage or BytesMessage)");
    }

    /** A message to be sent on: as text if it is text. */
    static Message make(Session session, byte[] payload, String contentType) throws JMSException {
        if (contentType.contains("xml") || contentType.startsWith("text/") || contentType.contains("json")) {
            try {
                String text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(payload))
                        .toString();
                return session.createTextMessage(text);
            } catch (CharacterCodingException ignored) {
                // Not UTF-8: it is passed on byte by byte.
            }
        }
        BytesMessage message = session.createBytesMessage();
        message.writeBytes(payload);
        return message;
    }

    /** The same body, properties and priority once more. */
    static Message copy(Session session, Message original) throws JMSException {
        Message copy;
        if (original instanceof TextMessage text) {
            copy = session.createTextMessage(text.getText());
        } else if (original instanceof BytesMessage) {
            BytesMessage bytes = session.createBytesMessage();
            bytes.writeBytes(bytesOf((BytesMessage) original));
            copy = bytes;
        } else {
            copy = session.createMessage();
        }
        for (String name : names(original)) {
            if (!name.startsWith("JMS")) {
                copy.setObjectProperty(name, original.getObjectProperty(name));
            }
        }
        copy.setJMSCorrelationID(original.getJMSMessageID());
        copy.setJMSDeliveryMode(DeliveryMode.PERSISTENT);
        return copy;
    }

    private static byte[] bytesOf(BytesMessage message) throws JMSException {
        byte[] bytes = new byte[(int) message.getBodyLength()];
        message.reset();
        message.readBytes(bytes);
        return bytes;
    }
}
