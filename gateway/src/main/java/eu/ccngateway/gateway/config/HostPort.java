package eu.ccngateway.gateway.config;

/**
 * Where something listens.
 *
 * @param host a name or address of this machine
 * @param port 0 = any that is free
 */
public record HostPort(String host, int port) {

    @Override
    public String toString() {
        return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
    }
}
