package eu.ccngateway.node;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of a node, one a role: the event loop moves bytes and keeps all state of the connection; the receiver
 * verifies; results completes futures; files reads and hashes what is not in memory. The sealer has its own.
 */
final class Roles {

    private static final Logger LOG = LoggerFactory.getLogger(Roles.class);
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

    /** A thread that goes when there is nothing to do. */
    ExecutorService single(String role) {
        ThreadFactory factory = new DefaultThreadFactory(name + "-" + role, true);
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /**
     * The threads of one subscription, or of one queue that is served. They keep the program running from the start, as
     * its main thread may have nothing more to do.
     */
    ExecutorService handlers(String queue, int threads) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new DefaultThreadFactory(name + "-handler-" + queue, false));
        pool.prestartCoreThread();
        return pool;
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

    /**
     * Runs something on the event loop.
     *
     * @throws NodeClosed if the node is closed
     */
    void toLoop(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            throw new NodeClosed("the node is closed");
        }
    }

    /** Runs something on the event loop that does not matter any more once the node is closed; false if it is. */
    boolean toLoopIfOpen(Runnable task) {
        try {
            loop.execute(task);
            return true;
        } catch (RejectedExecutionException closed) {
            return false;
        }
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

    /** After the stop: waits until all completions have run, unless one of them waits here. */
    void awaitCompletions(Duration timeout) {
        if (isCompleting()) {
            return;
        }
        try {
            if (!results.awaitTermination(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("What waits for the results of {} is still busy", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
