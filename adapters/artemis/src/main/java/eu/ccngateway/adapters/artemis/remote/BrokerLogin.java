package eu.ccngateway.adapters.artemis.remote;

/** User and password at the broker. Never shows the password. */
public record BrokerLogin(String user, String password) {

    @Override
    public String toString() {
        return user;
    }
}
