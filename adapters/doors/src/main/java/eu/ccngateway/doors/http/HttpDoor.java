package eu.ccngateway.doors.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import eu.ccngateway.doors.DoorLock;
import eu.ccngateway.doors.JsonText;
import eu.ccngateway.doors.Ledger;
import eu.ccngateway.node.Node;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP door of a node, on the loopback address. The node stays the caller's. */
public final class HttpDoor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpDoor.class);
    private static final int BACKLOG = 64;
    private static final int THREADS = 32;
    private static final int STOP_WITHIN_S = 5;
    /** Longer than a gateway's duplicate window: what is older is refused as stale anyway. */
    private static final Ledger.Limits REMEMBERED = new Ledger.Limits(Duration.ofDays(2), 1_000_000);

    private final DoorLock lock;
    private final Ledger moments;
    private final Ledger done;
    private final Token token;
    private final Leases leases;
    private final Routes routes;
    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final ScheduledExecutorService sweeper;

    private HttpDoor(Node node, HttpDoorConfig config, Clock clock, RandomGenerator random) throws IOException {
        lock = DoorLock.acquire(config.directory());
        moments = Ledger.open(config.directory().resolve("puts.log"), REMEMBERED, clock);
        done = Ledger.open(config.directory().resolve("settled.log"), REMEMBERED, clock);
        token = Token.in(config.directory(), random);
        leases = new Leases(done, config.lease(), System::nanoTime, random);
        routes = new Routes(
                node, new Puts(node, moments, clock, random), new Takes(node, leases), leases, config.bodyMax());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), config.port()), BACKLOG);
        threads = new ThreadPoolExecutor(
                THREADS, THREADS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(BACKLOG), task -> {
                    Thread thread = new Thread(task, "door-http");
                    thread.setDaemon(true);
                    return thread;
                });
        sweeper = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "door-leases");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** @throws IOException if the port is taken, or another door works in the directory */
    public static HttpDoor start(Node node, HttpDoorConfig config, Clock clock, RandomGenerator random)
            throws IOException {
        HttpDoor door = new HttpDoor(node, config, clock, random);
        door.server.createContext("/", door::handle);
        door.server.setExecutor(door.threads);
        door.server.start();
        door.sweeper.scheduleWithFixedDelay(door.leases::sweep, 1, 1, TimeUnit.SECONDS);
        return door;
    }

    /** Where it answers, {@code http://127.0.0.1:PORT}. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The file with the header line that callers must send. */
    public Path tokenFile() {
        return token.file();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            answer(exchange);
        } catch (IOException e) {
            LOG.debug("a caller left before its answer: {}", e.getMessage());
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try {
            Request request = new Request(exchange);
            boolean isOpen = request.method().equals("GET") && Pages.has(request.path());
            if (!isOpen
                    && request.header("Authorization").filter(token::isShownBy).isEmpty()) {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
                throw new Problem(
                        401,
                        "Token missing",
                        "send the header line in " + token.file() + ", for example with curl -H @FILE");
            }
            routes.answer(request);
        } catch (IOException e) {
            if (exchange.getResponseCode() >= 0) {
                throw e;
            }
            LOG.warn("{}: {}", exchange.getRequestURI().getPath(), e.getMessage());
            answer(exchange, new Problem(503, "Door cannot work now", String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            if (exchange.getResponseCode() >= 0) {
                throw e;
            }
            Problem problem = Problem.of(e);
            if (problem.status() == 500) {
                LOG.error("{}", exchange.getRequestURI().getPath(), e);
            }
            answer(exchange, problem);
        }
    }

    private static void answer(HttpExchange exchange, Problem problem) throws IOException {
        byte[] body = problem.json().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
        if (problem.mayPass()) {
            exchange.getResponseHeaders().set("Retry-After", "1");
        }
        exchange.sendResponseHeaders(problem.status(), body.length);
        exchange.getResponseBody().write(body);
    }

    /** What is said about something, as a body. */
    static byte[] json(Map<String, Object> said) {
        return (JsonText.of(said) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Answers what has begun, then stops. */
    @Override
    public void close() throws IOException {
        server.stop(STOP_WITHIN_S);
        threads.shutdownNow();
        sweeper.shutdownNow();
        moments.close();
        done.close();
        lock.close();
    }
}
