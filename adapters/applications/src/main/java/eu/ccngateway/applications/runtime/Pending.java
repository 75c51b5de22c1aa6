package eu.ccngateway.applications.runtime;

import eu.ccngateway.applications.conversation.Outgoing;
import eu.ccngateway.protocol.message.MessageId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;

/**
 * A message an application wants sent, until it is accepted. Id and moment are part of it, so that putting it again after a
 * crash is the same put: the gateway answers with the first result.
 */
record Pending(MessageId id, Instant created, Outgoing outgoing) {

    static Pending of(String address, Outgoing outgoing, Instant created) {
        return new Pending(id(address, outgoing), Instant.ofEpochMilli(created.toEpochMilli()), outgoing);
    }

    /** The same identification of the same sender to the same receiver is the same message. */
    private static MessageId id(String address, Outgoing outgoing) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : new String[] {address, outgoing.to(), outgoing.type(), outgoing.identification()}) {
                digest.update(part.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return MessageId.of(Arrays.copyOf(digest.digest(), MessageId.LENGTH));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }
}
