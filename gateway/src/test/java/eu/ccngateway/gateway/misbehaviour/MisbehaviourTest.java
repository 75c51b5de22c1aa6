package eu.ccngateway.gateway.misbehaviour;

import static eu.ccngateway.gateway.testkit.DemoNetwork.FR;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.gateway.config.SessionConfig;
import eu.ccngateway.gateway.testkit.CapturedLog;
import eu.ccngateway.gateway.testkit.GatewayTest;
import eu.ccngateway.gateway.testkit.RawMessage;
import eu.ccngateway.gateway.testkit.RawNode;
import eu.ccngateway.gateway.testkit.TestGateway;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * Somebody does what he should not. Whatever it is, honest nodes go on exchanging messages meanwhile and afterwards, and
 * the log has one line about it, without payloads, keys or foreign bytes, and no alarm.
 */
abstract class MisbehaviourTest extends GatewayTest {

    /** What no log may show. */
    static final String SECRET = "kept-from-the-log-7f3a";

    /** How long a peer that does nothing is borne; long enough for honest ones on a busy machine. */
    static final Duration SILENCE = Duration.ofSeconds(4);

    private static final SessionConfig QUICK =
            new SessionConfig(Duration.ofMillis(500), SILENCE, Duration.ofMillis(300), 3);

    private static final Pattern ABOUT_IT = Pattern.compile("refused|ends:|closed:|met a fault");

    protected TestGateway gateway;
    private Bystander bystander;
    private CapturedLog.Section log;
    private int linesExpected = 1;

    @BeforeEach
    final void startWithABystander() {
        gateway = start(settings -> settings.sessions(QUICK));
        bystander = new Bystander(gateway);
        log = CapturedLog.begin();
        eventually(() -> assertThat(bystander.exchanged()).isPositive());
        log = CapturedLog.begin();
    }

    /** How many lines the log should have about what this test does; one unless said. */
    protected final void expectLines(int lines) {
        linesExpected = lines;
    }

    /** The one who misbehaves. */
    protected final RawNode node() {
        return gateway.node(FR);
    }

    protected static RawMessage secret(RawNode node, String to) {
        return node.message(to, SECRET);
    }

    protected final List<String> logged() {
        return untrailed().filter(line -> ABOUT_IT.matcher(line).find()).toList();
    }

    /** Without what is said about delivered messages, which has no foreign text in it. */
    private Stream<String> untrailed() {
        return log.lines().stream().filter(line -> !line.startsWith("INFO ccn.trail"));
    }

    protected final Bystander bystander() {
        return bystander;
    }

    @AfterEach
    final void nobodyElseWasDisturbed() {
        int before = bystander.exchanged();
        eventually(() -> assertThat(bystander.exchanged()).isGreaterThan(before + 2));
        eventually(() -> assertThat(logged()).hasSize(linesExpected));
        bystander.end();
        assertThat(logged()).as("lines about it").hasSize(linesExpected);
        assertThat(log.alarms()).isEmpty();
        assertThat(untrailed()).noneMatch(line -> line.contains(SECRET) || line.contains("PRIVATE KEY"));
        assertThat(untrailed())
                .allMatch(line -> line.length() < 700 && line.chars().allMatch(c -> c >= 0x20));
    }
}
