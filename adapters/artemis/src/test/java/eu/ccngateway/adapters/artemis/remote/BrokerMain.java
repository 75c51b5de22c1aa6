package eu.ccngateway.adapters.artemis.remote;

import java.util.concurrent.CountDownLatch;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;

/** A broker of the pinned version as its own process, configured by {@code broker.xml}. Lives until it is killed. */
public final class BrokerMain {

    static final String USER = "gateway";
    static final String PASSWORD = "a secret";
    static final String STARTED = "the broker is there";

    private BrokerMain() {}

    public static void main(String[] arguments) throws Exception {
        SecurityConfiguration users = new SecurityConfiguration();
        users.addUser(USER, PASSWORD);
        users.addRole(USER, "gateways");
        EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
        broker.setConfigResourcePath("broker.xml");
        broker.setSecurityManager(new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users));
        broker.start();
        System.out.println(STARTED);
        new CountDownLatch(1).await();
    }
}
