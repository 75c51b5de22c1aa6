package eu.ccngateway.node;

import static eu.ccngateway.node.TestNetwork.CORE_FR;
import static eu.ccngateway.node.TestNetwork.REPORT_FR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import eu.ccngateway.pki.RevocationReason;
import eu.ccngateway.pki.TestPki;
import eu.ccngateway.pki.Use;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.tls.KeyMaterial;
import eu.ccngateway.protocol.wire.Delivery;
import eu.ccngateway.protocol.wire.Frame;
import eu.ccngateway.protocol.wire.Header;
import eu.ccngateway.protocol.wire.Item;
import eu.ccngateway.protocol.wire.Outcome;
import eu.ccngateway.protocol.wire.Proof;
import eu.ccngateway.protocol.wire.ReportType;
import eu.ccngateway.protocol.wire.Seal;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VerificationTest {

    private final TestNetwork network = new TestNetwork();
    private final ScriptedGateway gateway = new ScriptedGateway(network);
    private final List<Received> handed = new CopyOnWriteArrayList<>();
    private final List<VerificationFailed> failures = new CopyOnWriteArrayList<>();
    private final NodeListener listener = new NodeListener() {
        @Override
        public void verificationFailed(VerificationFailed failure) {
            failures.add(failure);
        }
    };

    @AfterEach
    void close() {
        gateway.close();
    }

    /** Delivers, and expects that the message is not handed over but rolled back. */
    private void expectFailure(SealedMessages messages, Delivery delivery, ByteBuf tail, RefusalCode code) {
        try (Node node = Node.connect(network.config(gateway).listener(listener).build());
                Subscription subscription = node.subscribe(CORE_FR, 8, handed::add)) {
            ScriptedPeer peer = gateway.peer();
            peer.send(Frame.newBuilder().setSeal(messages.seal()));
            peer.send(messages.frame(peer.subscription(), List.of(delivery)), tail);
            await().until(() -> !peer.settles.isEmpty());
            assertThat(peer.settles.get(0).getOutcome()).isEqualTo(Outcome.ROLLBACK);
            assertThat(peer.settles.get(0).getRanges(0).getFirst()).isEqualTo(delivery.getDelivery());
            assertThat(failures).singleElement().satisfies(failure -> {
                assertThat(failure.code()).isEqualTo(code);
                assertThat(failure.isOurOwnTrust()).isFalse();
            });
            assertThat(node.counts().unverified()).isEqualTo(1);
            // The connection, and what is good, go on.
            SealedMessages good = SealedMessages.texts(network, "good");
            peer.deliver(peer.subscription(), good, good.deliveries(2));
            await().until(() -> handed.size() == 1);
            assertThat(subscription.queue()).isEqualTo(CORE_FR);
        }
    }

    private void expectFailure(SealedMessages messages, RefusalCode code) {
        Delivery delivery = messages.delivery(0, 1).build();
        expectFailure(messages, delivery, messages.tail(List.of(delivery)), code);
    }

    @Test
    void doesNotHandOverAPayloadThatWasChanged() {
        SealedMessages messages = SealedMessages.texts(network, "one", "two");
        Delivery delivery = messages.delivery(1, 1).build();
        ByteBuf tail = messages.tail(List.of(delivery));
        tail.setByte(tail.writerIndex() - 1, 'x');
        expectFailure(messages, delivery, tail, RefusalCode.PROOF_INVALID);
    }

    @Test
    void doesNotHandOverAHeaderThatWasChanged() {
        SealedMessages messages = SealedMessages.texts(network, "one");
        Header forged = SealedMessages.header().setType("CD002C-MSG.NCTS").build();
        ByteBuf tail = Unpooled.buffer();
        Item.write(tail, forged.toByteArray(), Unpooled.wrappedBuffer(messages.payload(0)));
        expectFailure(messages, messages.delivery(0, 1).build(), tail, RefusalCode.PROOF_INVALID);
    }

    @Test
    void doesNotHandOverUnderAProofThatIsNone() {
        SealedMessages messages = SealedMessages.texts(network, "one", "two", "three");
        Delivery delivery = messages.delivery(0, 1).build().toBuilder()
                .setProof(Proof.newBuilder().setIndex(7).setPath(ByteString.copyFrom(new byte[5])))
                .build();
        expectFailure(
                messages,
                delivery,
                messages.tail(List.of(messages.delivery(0, 1).build())),
                RefusalCode.PROOF_INVALID);
    }

    @Test
    void doesNotHandOverWhatAnotherNodeHasSealed() {
        KeyMaterial other = TestNetwork.material(network.pki.node("NTA.PL@CUSTTAX.PL", Use.COMBINED));
        expectFailure(
                SealedMessages.of(
                        TestNetwork.sealing(other), SealedMessages.header().build(), new byte[0]),
                RefusalCode.SEAL_SIGNER_MISMATCH);
    }

    @Test
    void doesNotHandOverWhatAStrangerHasSealed() {
        KeyMaterial stranger = TestNetwork.material(TestPki.create().node(TestNetwork.IE, Use.COMBINED));
        expectFailure(
                SealedMessages.of(
                        TestNetwork.sealing(stranger), SealedMessages.header().build(), new byte[0]),
                RefusalCode.SEAL_SIGNER_UNTRUSTED);
    }

    @Test
    void doesNotHandOverWhatWasSealedAfterTheRevocation() {
        network.pki.revoke(network.ie.certificate(), Instant.now().minusSeconds(10), RevocationReason.KEY_COMPROMISE);
        SealedMessages revoked = SealedMessages.texts(network, "x");
        try (Node node = Node.connect(network.config(gateway).listener(listener).build());
                Subscription subscription = node.subscribe(CORE_FR, 8, handed::add)) {
            ScriptedPeer peer = gateway.peer();
            Delivery after = revoked.delivery(0, 1).build();
            Delivery before = after.toBuilder()
                    .setDelivery(2)
                    .setAcceptedAtMs(Instant.now().minusSeconds(40).toEpochMilli())
                    .build();
            peer.deliver(peer.subscription(), revoked, List.of(after));
            peer.deliver(peer.subscription(), revoked, List.of(before));
            await().until(() -> failures.size() == 1 && handed.size() == 1);
            assertThat(failures.get(0).code()).isEqualTo(RefusalCode.SEAL_SIGNER_REVOKED);
            assertThat(subscription.queue()).isEqualTo(CORE_FR);
        }
    }

    @Test
    void doesNotHandOverUnderASealWhoseSignatureIsDamaged() {
        SealedMessages messages = SealedMessages.texts(network, "x");
        try (Node node = Node.connect(network.config(gateway).listener(listener).build());
                Subscription subscription = node.subscribe(CORE_FR, 8, handed::add)) {
            ScriptedPeer peer = gateway.peer();
            byte[] cms = messages.seal().getCms().toByteArray();
            cms[cms.length - 1] ^= 1;
            Seal damaged = messages.seal().toBuilder()
                    .setCms(ByteString.copyFrom(cms))
                    .setId(ByteString.copyFrom(eu.ccngateway.protocol.seal.Sha256.of(cms)))
                    .build();
            peer.send(Frame.newBuilder().setSeal(damaged));
            List<Delivery> deliveries = messages.deliveries(1);
            Frame.Builder frame = messages.frame(peer.subscription(), deliveries);
            frame.getDeliverBuilder().setSeal(damaged.getId());
            peer.send(frame, messages.tail(deliveries));
            await().until(() -> failures.size() == 1);
            assertThat(failures.get(0).code()).isEqualTo(RefusalCode.SEAL_INVALID);
            assertThat(handed).isEmpty();
            assertThat(subscription.queue()).isEqualTo(CORE_FR);
        }
    }

    @Test
    void doesNotTakeAReportFromANodeNorAMessageFromAGateway() {
        Header asGateway = SealedMessages.report(ReportType.COA, SealedMessages.freshId())
                .setSender(TestNetwork.GATEWAY)
                .build();
        expectFailure(
                SealedMessages.of(TestNetwork.sealing(network.ie), asGateway, new byte[0]),
                RefusalCode.SEAL_SIGNER_MISMATCH);
        handed.clear();
        failures.clear();
        expectFailure(
                SealedMessages.of(
                        TestNetwork.sealing(network.gatewaySeal),
                        SealedMessages.header().build(),
                        new byte[0]),
                RefusalCode.SEAL_SIGNER_MISMATCH);
    }

    @Test
    void handsOverReportsAsTypedValuesAndAcknowledgesThem() {
        List<Report> reports = new CopyOnWriteArrayList<>();
        try (Node node = Node.connect(network.config(gateway).listener(listener).build());
                Subscription subscription = node.reports("REPORT-RCT-QUE.NCTS", reports::add)) {
            ScriptedPeer peer = gateway.peer();
            ByteString original = SealedMessages.freshId();
            long number = 1;
            for (ReportType type :
                    List.of(ReportType.COA, ReportType.COD, ReportType.EXCEPTION, ReportType.EXPIRATION)) {
                SealedMessages report = SealedMessages.of(
                        TestNetwork.sealing(network.gatewaySeal),
                        SealedMessages.report(type, original).build(),
                        new byte[0]);
                peer.deliver(peer.subscription(), report, report.deliveries(number++));
            }
            await().until(() -> node.counts().settled() == 4);
            assertThat(failures).isEmpty();
            assertThat(reports.get(0)).isInstanceOf(Report.CoA.class);
            assertThat(reports.get(1)).isInstanceOfSatisfying(Report.CoD.class, cod -> {
                assertThat(cod.receiver()).isEqualTo(TestNetwork.IE);
                assertThat(cod.gateway()).isEqualTo(TestNetwork.GATEWAY);
            });
            assertThat(reports.get(2)).isInstanceOfSatisfying(Report.ExceptionReport.class, exception -> {
                assertThat(exception.code()).contains(RefusalCode.BACKED_OUT);
                assertThat(exception.reason()).contains("rolled back");
            });
            assertThat(reports.get(3)).isInstanceOf(Report.ExpirationReport.class);
            assertThat(reports).allSatisfy(report -> {
                assertThat(report.about().id().toBytes()).isEqualTo(original.toByteArray());
                assertThat(report.about().acceptance()).isEqualTo(new AcceptanceId(77));
                assertThat(report.at()).isEqualTo(Instant.ofEpochMilli(1_700_000_000_000L));
            });
            assertThat(subscription.queue()).isEqualTo(REPORT_FR);
        }
    }

    @Test
    void holdsAMessageThatOnlyItsOwnOldRevocationListsKeepItFromJudging() {
        Instant longAgo = Instant.now().minus(Duration.ofDays(30));
        var stale = eu.ccngateway.protocol.tls.TrustAnchors.of(
                List.of(network.pki.root(), network.pki.issuing()),
                network.pki.revocationLists(new eu.ccngateway.pki.Validity(longAgo, longAgo.plusSeconds(60))),
                eu.ccngateway.protocol.tls.TrustPolicy.strict());
        // Fresh lists for the connection, stale ones from then on.
        var fresh = network.anchors();
        boolean[] isConnected = {false};
        NodeConfig config = network.config(gateway)
                .trust(() -> isConnected[0] ? stale : fresh)
                .listener(listener)
                .build();
        try (Node node = Node.connect(config);
                Subscription subscription = node.subscribe(CORE_FR, 8, handed::add)) {
            isConnected[0] = true;
            ScriptedPeer peer = gateway.peer();
            SealedMessages messages = SealedMessages.texts(network, "x");
            peer.deliver(peer.subscription(), messages, messages.deliveries(1));
            await().until(() -> failures.size() == 1);
            assertThat(failures.get(0).isOurOwnTrust()).isTrue();
            assertThat(failures.get(0).code()).isEqualTo(RefusalCode.CRL_UNUSABLE);
            assertThat(handed).isEmpty();
            assertThat(new ArrayList<>(peer.settles)).noneMatch(settle -> settle.getOutcome() == Outcome.ROLLBACK);
            await().until(() -> !peer.settles.isEmpty());
            assertThat(peer.settles.get(0).getOutcome()).isEqualTo(Outcome.RELEASE);
            assertThat(subscription.queue()).isEqualTo(CORE_FR);
        }
    }

    @Test
    void takesEverythingOnTheGatewaysWordWhenVerificationIsOff() {
        NodeOptions options = TestNetwork.options().withoutVerification().build();
        SealedMessages messages = SealedMessages.texts(network, "one");
        Delivery delivery = messages.delivery(0, 1).build();
        ByteBuf tail = messages.tail(List.of(delivery));
        tail.setByte(tail.writerIndex() - 1, 'x');
        try (Node node = Node.connect(network.config(gateway).options(options).build());
                Subscription subscription = node.subscribe(CORE_FR, 8, handed::add)) {
            ScriptedPeer peer = gateway.peer();
            peer.send(Frame.newBuilder().setSeal(messages.seal()));
            peer.send(messages.frame(peer.subscription(), List.of(delivery)), tail);
            await().until(() -> handed.size() == 1);
            assertThat(handed.get(0).evidence().isVerified()).isFalse();
            assertThat(subscription.queue()).isEqualTo(CORE_FR);
        }
    }
}
