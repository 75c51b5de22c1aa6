package eu.ccngateway.adapters.artemis.remote;

/** Where a broker listens for the Core protocol. */
public record BrokerAddress(String host, int port) {

    public BrokerAddress {
        if (host.isBlank() || port < 1 || port > 65_535) {
            throw new IllegalArgumentException(
                    host + ":" + port + " (expected: the host and port of a broker's Core acceptor, broker1:61617)");
        }
    }

    public static BrokerAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        try {
            return new BrokerAddress(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException(text + " (expected: host:port, for example broker1:61617)", e);
        }
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
