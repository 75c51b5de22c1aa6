package eu.ccngateway.adapters.artemis.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands between a client and a broker and cuts all connections when told to, in the middle of whatever they carry. */
final class CuttingProxy implements AutoCloseable {

    private final ServerSocket listener;
    private final BrokerAddress target;
    private volatile boolean holding;
    private volatile boolean held;
    private volatile boolean refusing;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    CuttingProxy(BrokerAddress target) throws IOException {
        this(target, "127.0.0.1");
    }

    /** Listens on a loopback address of the caller's choice. */
    CuttingProxy(BrokerAddress target, String host) throws IOException {
        this.target = target;
        this.listener = new ServerSocket(0, 50, InetAddress.getByName(host));
        inOwnThread(this::accept);
    }

    BrokerAddress address() {
        return new BrokerAddress(listener.getInetAddress().getHostAddress(), listener.getLocalPort());
    }

    /** Cuts what is connected; new connections pass. */
    void cut() {
        for (Socket socket : Set.copyOf(sockets)) {
            close(socket);
        }
    }

    /** Keeps back what the broker says from now on. */
    void holdAnswers() {
        holding = true;
    }

    boolean isHoldingAnswer() {
        return held;
    }

    /** Cuts what is connected and lets nobody through any more. */
    void refuse() {
        refusing = true;
        cut();
    }

    /** Is transparent again. */
    void pass() {
        holding = false;
        refusing = false;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                if (refusing) {
                    close(client);
                    continue;
                }
                Socket broker = new Socket(target.host(), target.port());
                sockets.add(client);
                sockets.add(broker);
                inOwnThread(() -> copy(client, broker, false));
                inOwnThread(() -> copy(broker, client, true));
            } catch (IOException ignored) {
                // The listener was closed, or the broker is away; the client tries again.
            }
        }
    }

    private void copy(Socket from, Socket to, boolean isAnswer) {
        byte[] buffer = new byte[4096];
        try (InputStream input = from.getInputStream();
                OutputStream output = to.getOutputStream()) {
            for (int length = input.read(buffer); length >= 0; length = input.read(buffer)) {
                if (isAnswer && holding) {
                    held = true;
                } else {
                    output.write(buffer, 0, length);
                }
            }
        } catch (IOException ignored) {
            // Cut, by us or by either end; both ends are closed below.
        } finally {
            close(from);
            close(to);
        }
    }

    private void close(Socket socket) {
        sockets.remove(socket);
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException ignored) {
            // It is closed already.
        }
    }

    private static void inOwnThread(Runnable role) {
        Thread thread = new Thread(role, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cut();
    }
}
