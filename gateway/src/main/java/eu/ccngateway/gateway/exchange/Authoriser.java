package eu.ccngateway.gateway.exchange;

import eu.ccngateway.gateway.network.NetworkPolicy;
import eu.ccngateway.gateway.network.QueueSpec;
import eu.ccngateway.protocol.message.NodeId;
import eu.ccngateway.protocol.message.QueueAddress;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.refusal.RefusedException;
import eu.ccngateway.protocol.wire.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Verified to authorised: the network file in force gives the sender the right to put this type into this queue. */
public final class Authoriser {

    private final Supplier<NetworkPolicy> network;

    public Authoriser(Supplier<NetworkPolicy> network) {
        this.network = network;
    }

    Authorised authorise(Verified verified) {
        NetworkPolicy policy = network.get();
        NodeId sender = verified.answer().sender();
        List<Authorised.Message> allowed = new ArrayList<>(verified.messages().size());
        for (Verified.Message message : verified.messages()) {
            Authorised.Message last = allowed.isEmpty() ? null : allowed.get(allowed.size() - 1);
            try {
                allowed.add(
                        last != null && isAlike(last.verified().header(), message.header())
                                ? new Authorised.Message(message, last.queue(), last.reportsTo())
                                : authorise(policy, sender, message));
            } catch (RefusedException e) {
                verified.answer().refuse(message.slot(), message.header().getTo(), e);
            }
        }
        return Authorised.by(this, verified, allowed);
    }

    /** Most messages of a batch are alike in all that is asked about here; what one may do, the next may, too. */
    private static boolean isAlike(Header last, Header next) {
        return next.getTo().equals(last.getTo())
                && next.getType().equals(last.getType())
                && next.getReplyTo().equals(last.getReplyTo())
                && (next.getReports() == 0) == (last.getReports() == 0);
    }

    private static Authorised.Message authorise(NetworkPolicy policy, NodeId sender, Verified.Message message) {
        Header header = message.header();
        QueueSpec queue = queue(policy, header.getTo());
        if (!policy.mayPut(sender, queue, header.getType())) {
            throw new RefusedException(
                    RefusalCode.NOT_AUTHORISED,
                    "put of " + header.getType() + " to " + header.getTo()
                            + " (expected: a rule for it in the network file; " + sender
                            + " can ask whoami for its rights)");
        }
        return new Authorised.Message(message, queue, reportsTo(policy, sender, header));
    }

    /** The queue with this address; the refusal names near ones. */
    public static QueueSpec queue(NetworkPolicy policy, String text) {
        QueueAddress address = parse(text);
        return policy.queue(address)
                .orElseThrow(() -> new RefusedException(
                        RefusalCode.QUEUE_UNKNOWN,
                        "queue: " + text + " (expected: a queue of this network; near: " + policy.near(address) + ")"));
    }

    private static QueueAddress parse(String text) {
        try {
            return QueueAddress.parse(text);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(RefusalCode.QUEUE_UNKNOWN, String.valueOf(e.getMessage()));
        }
    }

    private static Optional<QueueSpec> reportsTo(NetworkPolicy policy, NodeId sender, Header header) {
        if (header.getReplyTo().isEmpty()) {
            return Optional.empty();
        }
        QueueSpec replyTo = queue(policy, header.getReplyTo());
        if (!replyTo.address().gatewayName().equals(sender.domain())) {
            throw new RefusedException(
                    RefusalCode.REPLY_TO_FOREIGN,
                    "reply_to: " + header.getReplyTo() + " (expected: a queue at " + sender.domain() + ")");
        }
        return header.getReports() == 0 ? Optional.empty() : Optional.of(replyTo);
    }
}
