package eu.ccngateway.node;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads of a node, one a role: the event loop moves bytes and keeps all state of the connection; the receiver
 * verifies; results completes futures; files reads and hashes what is not in memory. The sealer has its own.
 */
final class Roles {

    private static final long IDLE_SECONDS = 10;

    private final String name;
    private final MultiThreadIoEventLoopGroup group;
    private final EventLoop loop;
    private final ExecutorService receiver;
    private final ExecutorService results;
    private final ExecutorService files;
    private final ThreadLocal<Boolean> isResults = ThreadLocal.withInitial(() -> false);

    Roles(String node) {
        name = "ccn-node-" + node;
        group = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory(name + "-io", true), NioIoHandler.newFactory());
        loop = group.next();
        receiver = single("receiver");
        results = single("results");
        files = single("files");
    }

    private ExecutorService single(String role) {
        return pool(role, 1, true);
    }

    /** Threads that go when there is nothing to do. */
    ExecutorService pool(String role, int threads, boolean isDaemon) {
        ThreadFactory factory = new DefaultThreadFactory(name + "-" + role, isDaemon);
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** The thread of one subscription. It keeps the program running, as the main thread has nothing more to do then. */
    ExecutorService handler(String queue) {
        return java.util.concurrent.Executors.newSingleThreadExecutor(
                new DefaultThreadFactory(name + "-handler-" + queue, false));
    }

    Thread sealer(Runnable work) {
        return new DefaultThreadFactory(name + "-sealer", true).newThread(work);
    }

    MultiThreadIoEventLoopGroup group() {
        return group;
    }

    EventLoop loop() {
        return loop;
    }

    /** Bounded by what the node asked for: gets, credit and calls. */
    ExecutorService receiver() {
        return receiver;
    }

    ExecutorService files() {
        return files;
    }

    /** Runs a completion where the program's continuations may take their time without holding up the connection. */
    void complete(Runnable completions) {
        try {
            results.execute(() -> {
                isResults.set(true);
                completions.run();
            });
        } catch (RejectedExecutionException closed) {
            // The last ones, when the node is closed already: better here than never.
            completions.run();
        }
    }

    /** Whether this is the thread of {@link #complete}, which must not wait for completions. */
    boolean isCompleting() {
        return isResults.get();
    }

    void stop() {
        receiver.shutdown();
        files.shutdown();
        results.shutdown();
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS);
    }
}
