package eu.ccngateway.launcher.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.ccngateway.applications.pattern.Form;
import eu.ccngateway.gateway.config.Secret;
import eu.ccngateway.launcher.Ccn;
import eu.ccngateway.launcher.local.TemporaryNetwork;
import eu.ccngateway.launcher.testnet.JavaProcess;
import eu.ccngateway.node.Message;
import eu.ccngateway.node.Node;
import eu.ccngateway.node.NodeConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application that is killed again and again still answers each message exactly once. */
class ApplicationKilledIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int ROUNDS = 3;
    private static final int EACH = 15;

    @TempDir
    private Path directory;

    private static Message query(int number) {
        Form form = new Form(
                "VIES",
                "QUERY",
                "NA.DE",
                "NA.FR",
                "Q" + number,
                "",
                Instant.now(),
                Map.of("reference", "FR" + number),
                List.of());
        return Message.to("CORE-RCT-QUE.VIES@CUSTTAX.FR")
                .type("QUERY-MSG.VIES")
                .payload(form.toXml())
                .build();
    }

    @Test
    void answersEachMessageExactlyOnceThoughItIsKilled() throws Exception {
        Queue<String> answered = new ConcurrentLinkedQueue<>();
        try (TemporaryNetwork network =
                        TemporaryNetwork.start(TemporaryNetwork.DEMO, Secret.Environment.of(name -> null));
                Node germany = Node.connect(NodeConfig.ofNetwork(network.directory(), "NA.DE"));
                JavaProcess france = france(network)) {
            germany.subscribe("CORE-RCT-QUE.VIES", 16, received -> {
                Form form = Form.read(received.message().payload());
                answered.add(
                        form.type() + " " + form.about() + " " + form.fields().get("result"));
                received.acknowledge();
            });
            for (int round = 0; round < ROUNDS; round++) {
                france.start();
                for (int i = 0; i < EACH; i++) {
                    germany.put(query(round * EACH + i)).await();
                }
                int atLeast = round * EACH + 1;
                await().atMost(PATIENCE).until(() -> answered.size() >= atLeast);
                france.kill();
            }
            france.start();
            await().atMost(PATIENCE).until(() -> answered.size() >= ROUNDS * EACH);
            germany.put(query(ROUNDS * EACH)).await();
            await().atMost(PATIENCE).until(() -> answered.contains("RESULT Q" + ROUNDS * EACH + " not found"));
        }
        assertThat(answered)
                .doesNotHaveDuplicates()
                .hasSize(ROUNDS * EACH + 1)
                .allMatch(it -> it.endsWith("not found"));
    }

    private JavaProcess france(TemporaryNetwork network) {
        return new JavaProcess(new JavaProcess.Program(
                Ccn.class,
                List.of("-Xmx256m"),
                List.of(
                        "application",
                        "VIES",
                        "--domain",
                        "FR",
                        "--network",
                        network.directory().toString()),
                directory.resolve("france.out")));
    }
}
