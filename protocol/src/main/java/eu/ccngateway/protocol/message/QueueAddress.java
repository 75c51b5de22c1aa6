package eu.ccngateway.protocol.message;

/** Where a message goes: a queue at a gateway name, {@code CORE-RCT-QUE.NCTS@CUSTTAX.IE}. */
public record QueueAddress(String queue, String gatewayName) {

    public QueueAddress {
        Names.check("queue", queue, 64);
        Names.check("gateway name", gatewayName, 48);
    }

    public static QueueAddress parse(String text) {
        String[] parts = Names.split("address", text, "QUEUE@GATEWAY, for example CORE-RCT-QUE.NCTS@CUSTTAX.IE");
        return new QueueAddress(parts[0], parts[1]);
    }

    @Override
    public String toString() {
        return queue + "@" + gatewayName;
    }
}
