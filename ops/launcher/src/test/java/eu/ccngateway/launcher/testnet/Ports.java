package eu.ccngateway.launcher.testnet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Random;

/**
 * Ports that stay the same across restarts. Not from the range the system takes them from for outgoing connections: while
 * a gateway is down, a node that tries to reach it there could be given the gateway's own port, and talk to itself.
 */
public final class Ports {

    private static final int FIRST = 15_000;
    private static final int COUNT = 15_000;

    private Ports() {}

    public static int free() {
        Random random = new Random();
        for (int tries = 0; tries < 1_000; tries++) {
            int port = FIRST + random.nextInt(COUNT);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException ignored) {
                // Somebody has it.
            }
        }
        throw new IllegalStateException("no free port from " + FIRST + " to " + (FIRST + COUNT - 1));
    }
}
