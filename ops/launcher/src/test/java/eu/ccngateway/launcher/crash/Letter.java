package eu.ccngateway.launcher.crash;

import eu.ccngateway.node.Accepted;
import eu.ccngateway.node.Message;
import eu.ccngateway.protocol.message.MessageId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A message, and everything that programs which lived through all of it were told about it.
 *
 * @param sender its node, {@code NTA.FR@CUSTTAX.FR}
 * @param answers of the gateway, as its sender's program got them
 * @param handedOver each time it was handed to the receiver's program
 * @param coas each CoA that was handed to its sender's program
 * @param cods each CoD that was
 */
record Letter(
        MessageId id,
        String sender,
        Message message,
        List<Accepted> answers,
        List<Copy> handedOver,
        List<Told> coas,
        List<Told> cods) {

    /** As it was handed over. */
    record Copy(String leaf, long acceptance, boolean isRedelivered, boolean isWhole) {}

    /** A report. */
    record Told(MessageId reportId, String leaf, long acceptance) {}

    Letter(MessageId id, String sender, Message message) {
        this(
                id,
                sender,
                message,
                new CopyOnWriteArrayList<>(),
                new CopyOnWriteArrayList<>(),
                new CopyOnWriteArrayList<>(),
                new CopyOnWriteArrayList<>());
    }

    long acceptance() {
        return answers.get(0).acceptance().value();
    }

    /** {@code CUSTTAX.FR}. */
    String domain() {
        return sender.substring(sender.indexOf('@') + 1);
    }

    @Override
    public String toString() {
        return id + " of " + sender;
    }
}
