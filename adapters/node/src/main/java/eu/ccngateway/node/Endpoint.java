package eu.ccngateway.node;

/** Where a gateway listens: {@code host:port}; an IPv6 address stands in brackets. */
public record Endpoint(String host, int port) {

    private static final int PORT_MAX = 65535;

    public Endpoint {
        if (host.isBlank() || port < 1 || port > PORT_MAX) {
            throw new IllegalArgumentException(
                    "endpoint: '" + host + ":" + port + "' (expected: HOST:PORT, port 1-" + PORT_MAX + ")");
        }
    }

    public static Endpoint parse(String text) {
        int colon = text.lastIndexOf(':');
        try {
            String host = text.substring(0, Math.max(colon, 0));
            boolean isBracketed = host.startsWith("[") && host.endsWith("]");
            return new Endpoint(
                    isBracketed ? host.substring(1, host.length() - 1) : host,
                    Integer.parseInt(text.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "endpoint: '" + text + "' (expected: HOST:PORT, for example gw.example.eu:7443)", e);
        }
    }

    @Override
    public String toString() {
        return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
    }
}
