package eu.ccngateway.adapters.artemis.remote;

/** A broker in a process of its own, on one port and one directory for all its lives. */
interface Broker extends AutoCloseable {

    BrokerAddress address();

    /** Returns once it accepts connections. */
    void start() throws Exception;

    /** As {@code kill -9}. */
    void kill() throws Exception;

    @Override
    default void close() throws Exception {
        kill();
    }

    /** How a gateway uses it. */
    default RemoteSettings settings(String gateway) {
        return RemoteSettings.plain(gateway, "demo.", address())
                .withLogin(new BrokerLogin(BrokerMain.USER, BrokerMain.PASSWORD));
    }
}
