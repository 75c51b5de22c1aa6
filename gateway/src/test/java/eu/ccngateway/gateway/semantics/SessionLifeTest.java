package eu.ccngateway.gateway.semantics;

import static eu.ccngateway.gateway.testkit.DemoNetwork.CORE_IE;
import static eu.ccngateway.gateway.testkit.DemoNetwork.FR;
import static eu.ccngateway.gateway.testkit.DemoNetwork.IE;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.gateway.config.SessionConfig;
import eu.ccngateway.gateway.testkit.Batch;
import eu.ccngateway.gateway.testkit.DemoNetwork;
import eu.ccngateway.gateway.testkit.GatewayTest;
import eu.ccngateway.gateway.testkit.Provokes;
import eu.ccngateway.gateway.testkit.RawNode;
import eu.ccngateway.gateway.testkit.Taken;
import eu.ccngateway.gateway.testkit.TestGateway;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.wire.Frame;
import eu.ccngateway.protocol.wire.Goodbye;
import eu.ccngateway.protocol.wire.Hello;
import eu.ccngateway.protocol.wire.Ping;
import eu.ccngateway.protocol.wire.Welcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SessionLifeTest extends GatewayTest {

    private static final SessionConfig QUICK =
            new SessionConfig(Duration.ofMillis(300), Duration.ofSeconds(3), Duration.ofSeconds(2), 3);

    @Test
    void tellsANodeWhatItMustKnow() {
        TestGateway gateway = start();

        Welcome welcome = gateway.node(FR).welcome();

        assertThat(welcome.getVersion()).isEqualTo(1);
        assertThat(welcome.getGateway()).isEqualTo(TestGateway.NAME);
        assertThat(welcome.getNetwork()).isEqualTo("demo");
        assertThat(welcome.getEnvironment()).isEqualTo("RCT");
        assertThat(welcome.getNode()).isEqualTo(FR);
        assertThat(welcome.getHeartbeatMs()).isEqualTo(5_000);
        assertThat(welcome.getSilenceMaxMs()).isEqualTo(15_000);
        assertThat(welcome.getFrameMax()).isEqualTo(1 << 20);
        assertThat(welcome.getBatchMax()).isEqualTo(1024);
        assertThat(welcome.getInlineMax()).isEqualTo(256 * 1024);
        assertThat(welcome.getPayloadMax()).isEqualTo(20 << 20);
        assertThat(welcome.getSealsKept()).isPositive();
        assertThat(welcome.getSession()).isNotEmpty();
    }

    @Test
    @Provokes(RefusalCode.FENCED)
    void fencesTheOlderConnectionOfTheSameProgram() {
        TestGateway gateway = start();
        Hello.Builder hello = RawNode.hello();
        RawNode first = gateway.node(FR, hello.setEpoch(1).build());

        RawNode second = gateway.node(FR, hello.setEpoch(2).build());

        assertThat(first.wire().awaitRefusal().code()).isEqualTo(RefusalCode.FENCED);
        assertAccepted(second.put(second.message(CORE_IE, "of the newer")));
        assertThat(refusal(() -> gateway.node(FR, hello.setEpoch(2).build()))).isEqualTo(RefusalCode.FENCED);
        assertThat(refusal(() -> gateway.node(FR, hello.setEpoch(1).build()))).isEqualTo(RefusalCode.FENCED);
        assertAccepted(second.put(second.message(CORE_IE, "still there")));
    }

    @Test
    void letsSeveralProgramsOfANodeLiveSideBySide() {
        TestGateway gateway = start();
        RawNode first = gateway.node(FR);
        RawNode second = gateway.node(FR);

        assertAccepted(first.put(first.message(CORE_IE, "one")));
        assertAccepted(second.put(second.message(CORE_IE, "two")));
        assertThat(gateway.observer().sessions()).isEqualTo(2);
        first.close();
        eventually(() -> assertThat(gateway.observer().sessions()).isEqualTo(1));
        assertAccepted(second.put(second.message(CORE_IE, "three")));
    }

    @Test
    @Provokes(RefusalCode.TOO_MANY_CONNECTIONS)
    void refusesMoreConnectionsThanANodeMayHave() {
        TestGateway gateway = startWith(DemoNetwork.withLimits("CUSTTAX.FR", "connections-per-node: 2"));
        RawNode first = gateway.node(FR);
        gateway.node(FR);

        assertThat(refusal(() -> gateway.node(FR))).isEqualTo(RefusalCode.TOO_MANY_CONNECTIONS);
        gateway.node(IE);
        first.close();
        eventually(() -> assertThat(gateway.observer().sessions()).isEqualTo(2));
        gateway.node(FR);
    }

    @Test
    void answersAPingAtOnce() {
        TestGateway gateway = start();
        RawNode fr = gateway.node(FR);

        fr.wire().send(Frame.newBuilder().setPing(Ping.newBuilder().setNonce(77)));

        var pong = fr.wire().await(Frame::hasPong).head().getPong();
        assertThat(pong.getNonce()).isEqualTo(77);
        assertThat(pong.getNowMs()).isPositive();
    }

    @Test
    void pingsAQuietNodeAndKeepsIt() {
        TestGateway gateway = start(settings -> settings.sessions(QUICK));
        RawNode fr = gateway.node(FR);

        // Longer than a silent node is borne; this one answers each ping.
        eventually(() -> assertThat(fr.wire().count(Frame::hasPing)).isGreaterThanOrEqualTo(10));

        assertThat(fr.wire().isOpen()).isTrue();
        assertAccepted(fr.put(fr.message(CORE_IE, "still there")));
    }

    @Test
    @Provokes(RefusalCode.SILENT)
    void dropsASilentNodeAndHandsItsMessagesToAnother() {
        TestGateway gateway = start(settings -> settings.sessions(QUICK));
        RawNode fr = gateway.node(FR);
        RawNode silent = gateway.node(IE);
        fr.put(fr.message(CORE_IE, "held"));
        silent.getOne(CORE_IE);
        long before = System.nanoTime();
        silent.wire().fallSilent();

        assertThat(silent.wire().awaitRefusal().code()).isEqualTo(RefusalCode.SILENT);

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(2_000));
        Taken again = gateway.node(IE).getOne(CORE_IE);
        assertThat(again.text()).isEqualTo("held");
        assertThat(again.delivery().getRedelivered()).isTrue();
        assertThat(gateway.observer().turnedAway(RefusalCode.SILENT)).isEqualTo(1);
        assertThat(fr.wire().isOpen()).isTrue();
    }

    @Test
    void finishesWhatIsOpenWhenItGoesDown() {
        TestGateway gateway = start(settings -> settings.sessions(QUICK));
        RawNode fr = gateway.node(FR);
        RawNode ie = gateway.node(IE);
        fr.put(fr.message(CORE_IE, "before"));
        Taken taken = ie.getOne(CORE_IE);
        gateway.holdStorage();
        Batch batch = fr.seal(fr.message(CORE_IE, "in flight"));
        long request = fr.sendBatch(batch);
        eventually(() -> assertThat(gateway.observer().received()).isEqualTo(2));
        Thread closing = new Thread(gateway.gateway()::close);
        closing.start();

        Goodbye goodbye = fr.wire().await(Frame::hasGoodbye).head().getGoodbye();
        assertThat(goodbye.getGraceMs()).isEqualTo(2_000);
        assertThat(gateway.gateway().readiness().ready()).isFalse();
        gateway.letGoStorage();
        assertAccepted(fr.results(request).get(0));
        ie.acknowledge(taken);
        fr.close();
        ie.close();

        eventually(() -> assertThat(closing.isAlive()).isFalse());
    }

    @Test
    @Provokes(RefusalCode.DRAINING)
    void endsThoseWhoDoNotGoWhenItGoesDown() {
        TestGateway gateway = start();
        RawNode fr = gateway.node(FR);
        Thread closing = new Thread(gateway.gateway()::close);
        closing.start();

        assertThat(fr.wire().awaitRefusal().code()).isEqualTo(RefusalCode.DRAINING);

        eventually(() -> assertThat(closing.isAlive()).isFalse());
    }

    @Test
    @Provokes(RefusalCode.DRAINING)
    void letsNobodyInWhileItGoesDown() {
        TestGateway gateway = start(settings -> settings.sessions(QUICK));
        RawNode fr = gateway.node(FR);
        var wire = gateway.dial(gateway.keys(IE).tls());
        Thread closing = new Thread(gateway.gateway()::close);
        closing.start();
        fr.wire().await(Frame::hasGoodbye);

        assertThat(refusal(() -> gateway.node(IE, wire, RawNode.hello().build())))
                .isEqualTo(RefusalCode.DRAINING);

        fr.close();
        eventually(() -> assertThat(closing.isAlive()).isFalse());
    }
}
