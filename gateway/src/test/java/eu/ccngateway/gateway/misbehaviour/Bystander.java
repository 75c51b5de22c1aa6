package eu.ccngateway.gateway.misbehaviour;

import static eu.ccngateway.gateway.testkit.DemoNetwork.ADMIN_IE;
import static eu.ccngateway.gateway.testkit.DemoNetwork.DE;
import static eu.ccngateway.gateway.testkit.DemoNetwork.IE;

import eu.ccngateway.gateway.testkit.RawNode;
import eu.ccngateway.gateway.testkit.Taken;
import eu.ccngateway.gateway.testkit.TestGateway;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Two honest nodes that exchange messages all the time, whatever others do. */
final class Bystander {

    private final RawNode sender;
    private final RawNode receiver;
    private final AtomicInteger exchanged = new AtomicInteger();
    private final Thread thread = new Thread(this::run, "bystander");
    private volatile boolean isOver;
    private volatile Optional<Throwable> failure = Optional.empty();

    Bystander(TestGateway gateway) {
        sender = gateway.node(DE);
        receiver = gateway.node(IE);
        thread.start();
    }

    private void run() {
        try {
            while (!isOver) {
                String text = "honest " + exchanged.get();
                if (sender.put(sender.message(ADMIN_IE, text)).hasRefused()) {
                    throw new AssertionError("an honest put was refused");
                }
                List<Taken> taken = receiver.get(ADMIN_IE, 1, 30_000);
                if (taken.size() != 1 || !taken.get(0).text().equals(text)) {
                    throw new AssertionError("an honest message did not arrive: " + taken);
                }
                receiver.acknowledge(taken);
                exchanged.incrementAndGet();
            }
        } catch (RuntimeException | AssertionError e) {
            failure = Optional.of(e);
        }
    }

    int exchanged() {
        failure.ifPresent(e -> {
            throw new AssertionError("the bystander was disturbed", e);
        });
        return exchanged.get();
    }

    void end() {
        isOver = true;
        try {
            thread.join(30_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchanged();
    }
}
