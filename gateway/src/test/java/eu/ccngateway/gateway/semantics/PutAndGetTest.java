package eu.ccngateway.gateway.semantics;

import static eu.ccngateway.gateway.testkit.DemoNetwork.ADMIN_IE;
import static eu.ccngateway.gateway.testkit.DemoNetwork.CORE_DE;
import static eu.ccngateway.gateway.testkit.DemoNetwork.CORE_IE;
import static eu.ccngateway.gateway.testkit.DemoNetwork.DE;
import static eu.ccngateway.gateway.testkit.DemoNetwork.FR;
import static eu.ccngateway.gateway.testkit.DemoNetwork.IE;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.gateway.testkit.Batch;
import eu.ccngateway.gateway.testkit.GatewayTest;
import eu.ccngateway.gateway.testkit.RawMessage;
import eu.ccngateway.gateway.testkit.RawNode;
import eu.ccngateway.gateway.testkit.Taken;
import eu.ccngateway.gateway.testkit.TestGateway;
import eu.ccngateway.gateway.testkit.Verification;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.wire.Chunk;
import eu.ccngateway.protocol.wire.Frame;
import eu.ccngateway.protocol.wire.PutResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PutAndGetTest extends GatewayTest {

    static Stream<Arguments> payloads() throws IOException {
        return Stream.of(
                Arguments.of("nothing", new byte[0]),
                Arguments.of("XML", "<?xml version=\"1.0\"?><CD001C>éß</CD001C>".getBytes(StandardCharsets.UTF_8)),
                Arguments.of("EDIFACT", "UNB+UNOC:3+NTA.FR+NTA.IE'UNZ+1+1'".getBytes(StandardCharsets.US_ASCII)),
                Arguments.of("ZIP", zip()),
                Arguments.of("as much as goes inline", random(256 * 1024)));
    }

    private static byte[] zip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("declaration"));
            zip.write(random(5_000));
        }
        return bytes.toByteArray();
    }

    static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("payloads")
    void deliversThePayloadAsItCame(String what, byte[] payload) {
        TestGateway gateway = start();
        RawNode fr = gateway.node(FR);
        RawNode ie = gateway.node(IE);
        RawMessage message = new RawMessage(fr.header(CORE_IE).build(), payload);

        PutResult result = fr.put(message);
        Taken taken = ie.getOne(CORE_IE);

        assertThat(taken.payload()).isEqualTo(payload);
        assertThat(taken.message().header()).isEqualTo(message.header());
        assertThat(taken.delivery().getAcceptance()).isEqualTo(result.getAcceptance());
        assertThat(taken.delivery().getAcceptedAtMs()).isEqualTo(result.getAcceptedAtMs());
        assertThat(taken.delivery().getRedelivered()).isFalse();
        gateway.verification().message(taken);
        ie.acknowledge(taken);
    }

    @ParameterizedTest(name = "{0} bytes")
    @org.junit.jupiter.params.provider.ValueSource(ints = {256 * 1024 + 1, 1024 * 1024, 5_000_000, 20 * 1024 * 1024})
    void deliversALargePayloadInChunks(int length) {
        TestGateway gateway = start();
        RawNode fr = gateway.node(FR);
        RawNode ie = gateway.node(IE);
        RawMessage message = new RawMessage(fr.header(CORE_IE).build(), random(length));

        assertAccepted(fr.putLarge(message));
        Taken taken = ie.getOne(CORE_IE);

        assertThat(taken.payload()).isEqualTo(message.payload());
        assertThat(taken.delivery().getPayloadLength()).isEqualTo(length);
        gateway.verification().message(taken);
        ie.acknowledge(taken);
        assertThat(ie.depth(CORE_IE).getMessages()).isZero();
    }

    @Test
    void takesALargePayloadWhileOtherFramesComeBetweenItsChunks() {
        TestGateway gateway = start();
        RawNode fr = gateway.node(FR);
        RawNode ie = gateway.node(IE);
        RawMessage first = new RawMessage(fr.header(CORE_IE).build(), random(300_000));
        RawMessage second = new RawMessage(fr.header(CORE_IE).build(), random(400_000));
        Batch batch = fr.seal(first, second);
        fr.sendSeal(batch);

        long requestOne = fr.sendLarge(batch, 0);
        long requestTwo = fr.sendLarge(batch, 1);
        for (int part = 0; part < 4; part++) {
            fr.wire().send(chunkOf(requestOne), slice(first.payload(), part, 4));
            fr.wire().send(chunkOf(requestTwo), slice(second.payload(), part, 4));
            assertAccepted(fr.put(fr.message(ADMIN_IE, "between " + part)));
        }
        for (int part = 0; part < 8; part++) {
            // Nothing more to say: the payloads are whole.
            assertThat(fr.whoAmI().getNode()).isEqualTo(FR);
        }

        assertAccepted(fr.results(requestOne).get(0));
        assertAccepted(fr.results(requestTwo).get(0));
        assertThat(ie.getOne(CORE_IE).payload()).isEqualTo(first.payload());
        assertThat(ie.getOne(CORE_IE).payload()).isEqualTo(second.payload());
        assertThat(takeAll(ie, ADMIN_IE, 4)).hasSize(4);
    }

    private static Frame.Builder chunkOf(long request) {
        return Frame.newBuilder().setChunk(Chunk.newBuilder().setOf(request));
    }

    private static byte[] slice(byte[] payload, int part, int parts) {
        int size = payload.length / parts;
        return java.util.Arrays.copyOfRange(
                payload, part * size, part == parts - 1 ? payload.length : (part + 1) * size);
    }

    @Test
    void acceptsAWholeBatchUnderOneSeal() {
        TestGateway gateway = start();
        RawNode fr = gateway.node(FR);
        RawNode ie = gateway.node(IE);
        RawNode de = gateway.node(DE);
        List<RawMessage> messages = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            messages.add(fr.message(i % 3 == 0 ? CORE_DE : CORE_IE, "message " + i));
        }

        List<PutResult> results = fr.put(fr.seal(messages));

        assertThat(results).hasSize(300).allMatch(result -> result.getAcceptance() != 0);
        assertThat(results.get(299).getAcceptance() - results.get(0).getAcceptance())
                .isEqualTo(299);
        List<Taken> atIe = takeAll(ie, CORE_IE, 200);
        List<Taken> atDe = takeAll(de, CORE_DE, 100);
        assertThat(texts(atIe))
                .isEqualTo(IntStream.range(0, 300)
                        .filter(i -> i % 3 != 0)
                        .mapToObj(i -> "message " + i)
                        .toList());
        Verification careful = gateway.verification();
        atIe.forEach(careful::message);
        atDe.forEach(careful::message);
        ie.acknowledge(atIe);
        de.acknowledge(atDe);
    }

    @Test
    void acceptsSingleMessagesOfASealThatWasSentBefore() {
        TestGateway gateway = start();
        RawNode fr = gateway.node(FR);
        RawNode ie = gateway.node(IE);
        Batch batch = fr.seal(fr.message(CORE_IE, "a"), fr.message(CORE_IE, "b"), fr.message(CORE_IE, "c"));
        fr.sendSeal(batch);

        List<PutResult> some = fr.putOne(batch, 2, 0);
        List<PutResult> rest = fr.putOne(batch, 1);

        assertThat(some).hasSize(2).allMatch(result -> !result.hasRefused());
        assertThat(rest).hasSize(1).allMatch(result -> !result.hasRefused());
        List<Taken> taken = takeAll(ie, CORE_IE, 3);
        assertThat(texts(taken)).containsExactly("c", "a", "b");
        taken.forEach(gateway.verification()::message);
    }

    @Test
    void judgesEachMessageOfABatchForItself() {
        TestGateway gateway = start();
        RawNode fr = gateway.node(FR);
        RawMessage elsewhere = fr.message("CORE-RCT-QUE.NCTS@CUSTTAX.XX", "lost");

        List<PutResult> results =
                fr.put(fr.seal(fr.message(CORE_IE, "good"), elsewhere, fr.message(CORE_IE, "good too")));

        assertAccepted(results.get(0));
        assertThat(refusal(results.get(1))).isEqualTo(RefusalCode.QUEUE_UNKNOWN);
        assertAccepted(results.get(2));
        assertThat(texts(takeAll(gateway.node(IE), CORE_IE, 2))).containsExactly("good", "good too");
    }

    @Test
    void reachesAQueueByTheAliasOfItsDomain() {
        TestGateway gateway = startWith(eu.ccngateway.gateway.testkit.DemoNetwork.YAML.replace(
                        "  CUST.DE:\n", "  CUST.DE:\n  CUST.EL: { country: GR }\n")
                + "  NTA.EL@CUST.EL: { applications: [NCTS] }\n");
        RawNode fr = gateway.node(FR);
        RawNode el = gateway.node("NTA.EL@CUST.EL");

        assertAccepted(fr.put(fr.message("CORE-RCT-QUE.NCTS@CUST.GR", "by alias")));
        assertAccepted(fr.put(fr.message("CORE-RCT-QUE.NCTS@CUST.EL", "by name")));

        assertThat(texts(takeAll(el, "CORE-RCT-QUE.NCTS@CUST.EL", 2))).containsExactly("by alias", "by name");
    }

    @Test
    void countsWhatIsInAQueueAndOnLease() {
        TestGateway gateway = start();
        RawNode fr = gateway.node(FR);
        RawNode ie = gateway.node(IE);
        fr.put(fr.seal(fr.message(CORE_IE, "a"), fr.message(CORE_IE, "b"), fr.message(CORE_IE, "c")));

        assertThat(ie.depth(CORE_IE).getMessages()).isEqualTo(3);
        assertThat(ie.depth(CORE_IE).getOnLease()).isZero();
        List<Taken> taken = ie.get(CORE_IE, 2, 5_000);
        assertThat(ie.depth(CORE_IE).getMessages()).isEqualTo(3);
        assertThat(ie.depth(CORE_IE).getOnLease()).isEqualTo(2);
        ie.acknowledge(taken);
        assertThat(ie.depth(CORE_IE).getMessages()).isEqualTo(1);
        assertThat(ie.depth(CORE_IE).getOnLease()).isZero();
        gateway.clock().advance(java.time.Duration.ofMinutes(1));
        assertThat(ie.depth(CORE_IE).getOldestMs()).isBetween(60_000L, 70_000L);
    }

    @Test
    void tellsANodeWhoItIsAndWhatItMayDo() {
        TestGateway gateway = start();

        var you = gateway.node(IE).whoAmI();

        assertThat(you.getNode()).isEqualTo(IE);
        assertThat(you.getDomain()).isEqualTo("CUSTTAX.IE");
        assertThat(you.getApplicationsList()).containsExactly("NCTS");
        assertThat(you.getRightsList()).isNotEmpty();
        assertThat(you.getNowMs()).isCloseTo(gateway.clock().millis(), org.assertj.core.api.Assertions.within(10_000L));
        assertThat(you.getCertificateExpiresMs())
                .isEqualTo(gateway.keys(IE).tls().certificate().getNotAfter().getTime());
        assertThat(you.getCrlNextUpdateMs()).isGreaterThan(you.getNowMs());
    }
}
