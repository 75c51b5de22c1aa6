package eu.ccngateway.gateway.testkit;

import eu.ccngateway.protocol.wire.Delivery;
import eu.ccngateway.protocol.wire.Header;
import eu.ccngateway.protocol.wire.Seal;

/**
 * A message that was delivered, with the seal it came under.
 *
 * @param message of reports that came together: this one, as if it had come alone
 * @param sealed what the seal is over
 */
public record Taken(long request, Delivery delivery, Seal seal, RawMessage message, RawMessage sealed) {

    public long id() {
        return delivery.getDelivery();
    }

    public Header header() {
        return message.parsed();
    }

    public byte[] payload() {
        return message.payload();
    }

    public String text() {
        return new String(payload(), java.nio.charset.StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "delivery " + id() + " of " + payload().length + " bytes"
                + (payload().length < 100 ? ": " + text() : "");
    }
}
