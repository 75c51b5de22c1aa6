package eu.ccngateway.gateway.misbehaviour;

import static eu.ccngateway.gateway.testkit.DemoNetwork.CORE_DE;
import static eu.ccngateway.gateway.testkit.DemoNetwork.CORE_FR;
import static eu.ccngateway.gateway.testkit.DemoNetwork.CORE_IE;
import static eu.ccngateway.gateway.testkit.DemoNetwork.FR;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import eu.ccngateway.gateway.testkit.Batch;
import eu.ccngateway.gateway.testkit.Provokes;
import eu.ccngateway.gateway.testkit.RawMessage;
import eu.ccngateway.gateway.testkit.RawNode;
import eu.ccngateway.pki.Flaw;
import eu.ccngateway.pki.Identity;
import eu.ccngateway.pki.IssuedKey;
import eu.ccngateway.pki.Use;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.seal.MerkleTree;
import eu.ccngateway.protocol.seal.Sha256;
import eu.ccngateway.protocol.seal.Statement;
import eu.ccngateway.protocol.wire.Kind;
import eu.ccngateway.protocol.wire.PutResult;
import eu.ccngateway.protocol.wire.Report;
import eu.ccngateway.protocol.wire.ReportType;
import eu.ccngateway.protocol.wire.Seal;
import java.util.List;
import org.junit.jupiter.api.Test;

class TamperingTest extends MisbehaviourTest {

    private static Batch with(Batch sealed, RawMessage... messages) {
        return new Batch(List.of(messages), sealed.tree(), sealed.seal());
    }

    private static Batch with(Batch sealed, Seal.Builder seal) {
        return new Batch(sealed.messages(), sealed.tree(), seal.build());
    }

    @Test
    @Provokes(RefusalCode.PROOF_INVALID)
    void tamperedPayload() {
        RawNode fr = node();
        RawMessage message = secret(fr, CORE_IE);
        byte[] payload = message.payload().clone();
        payload[3] ^= 1;

        assertThat(refusal(fr.put(with(fr.seal(message), new RawMessage(message.header(), payload)))
                        .get(0)))
                .isEqualTo(RefusalCode.PROOF_INVALID);
        assertAccepted(fr.put(message));
    }

    @Test
    @Provokes(RefusalCode.PROOF_INVALID)
    void tamperedHeader() {
        RawNode fr = node();
        RawMessage message = secret(fr, CORE_IE);
        RawMessage elsewhere =
                new RawMessage(message.parsed().toBuilder().setTo(CORE_DE).build(), message.payload());

        assertThat(refusal(fr.put(with(fr.seal(message), elsewhere)).get(0))).isEqualTo(RefusalCode.PROOF_INVALID);
    }

    @Test
    void headerThatSaysTheSameInOtherBytes() {
        RawNode fr = node();
        RawMessage message = secret(fr, CORE_IE);
        byte[] longer = java.util.Arrays.copyOf(message.header(), message.header().length + 2);
        longer[message.header().length] = 40; // field 5, with a value protobuf drops for the last one
        longer[message.header().length + 1] = 0;

        assertThat(refusal(fr.put(with(fr.seal(message), new RawMessage(longer, message.payload())))
                        .get(0)))
                .isIn(RefusalCode.PROOF_INVALID, RefusalCode.HEADER_INVALID);
    }

    @Test
    void oneTamperedMessageOfABatchSpoilsTheWholeBatch() {
        RawNode fr = node();
        Batch batch = fr.seal(fr.message(CORE_IE, "a"), fr.message(CORE_IE, "b"));
        RawMessage other = new RawMessage(batch.messages().get(1).header(), new byte[] {1});

        List<PutResult> results = fr.put(with(batch, batch.messages().get(0), other));

        assertThat(results).hasSize(2).allMatch(result -> refusal(result) == RefusalCode.PROOF_INVALID);
    }

    @Test
    void oneTamperedMessageAmongSinglesIsRefusedAlone() {
        RawNode fr = node();
        Batch batch = fr.seal(fr.message(CORE_IE, "a"), fr.message(CORE_IE, "b"));
        fr.sendSeal(batch);
        RawMessage other = new RawMessage(batch.messages().get(1).header(), new byte[] {1});

        List<PutResult> results = fr.putOne(with(batch, batch.messages().get(0), other), 0, 1);

        assertAccepted(results.get(0));
        assertThat(refusal(results.get(1))).isEqualTo(RefusalCode.PROOF_INVALID);
    }

    @Test
    void messagesInAnotherOrderThanSealed() {
        RawNode fr = node();
        Batch batch = fr.seal(fr.message(CORE_IE, "a"), fr.message(CORE_IE, "b"));

        assertThat(fr.put(with(batch, batch.messages().get(1), batch.messages().get(0))))
                .allMatch(result -> refusal(result) == RefusalCode.PROOF_INVALID);
    }

    @Test
    void fewerMessagesThanSealed() {
        RawNode fr = node();
        Batch batch = fr.seal(fr.message(CORE_IE, "a"), fr.message(CORE_IE, "b"));

        assertThat(refusal(fr.put(with(batch, batch.messages().get(0))).get(0))).isEqualTo(RefusalCode.PROOF_INVALID);
    }

    @Test
    void proofOfAnotherMessage() {
        RawNode fr = node();
        Batch batch = fr.seal(fr.message(CORE_IE, "a"), fr.message(CORE_IE, "b"));
        fr.sendSeal(batch);
        Batch swapped =
                new Batch(List.of(batch.messages().get(1), batch.messages().get(0)), batch.tree(), batch.seal());

        assertThat(fr.putOne(swapped, 0, 1)).allMatch(result -> refusal(result) == RefusalCode.PROOF_INVALID);
    }

    @Test
    @Provokes(RefusalCode.SEAL_INVALID)
    void sealWithAnotherRoot() {
        RawNode fr = node();
        RawMessage message = secret(fr, CORE_IE);
        Batch sealed = fr.seal(fr.message(CORE_IE, "what was sealed"));
        Seal.Builder forged = sealed.seal().toBuilder()
                .setRoot(ByteString.copyFrom(new MerkleTree(List.of(message.leaf(fr.statement()))).root()));

        assertThat(refusal(fr.put(with(with(sealed, forged), message)).get(0))).isEqualTo(RefusalCode.SEAL_INVALID);
    }

    @Test
    void sealThatIsNoCms() {
        RawNode fr = node();
        Batch sealed = fr.seal(secret(fr, CORE_IE));
        byte[] rubbish = "not a signature".repeat(10).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        Seal.Builder forged = sealed.seal().toBuilder()
                .setCms(ByteString.copyFrom(rubbish))
                .setId(ByteString.copyFrom(Sha256.of(rubbish)));

        assertThat(refusal(fr.put(with(sealed, forged)).get(0))).isEqualTo(RefusalCode.SEAL_INVALID);
    }

    @Test
    void sealLargerThanAnySeal() {
        RawNode fr = node();
        Batch sealed = fr.seal(secret(fr, CORE_IE));
        byte[] large = new byte[100_000];
        Seal.Builder forged = sealed.seal().toBuilder()
                .setCms(ByteString.copyFrom(large))
                .setId(ByteString.copyFrom(Sha256.of(large)));
        fr.sendSeal(with(sealed, forged));

        assertThat(refusal(fr.putOne(with(sealed, forged), 0).get(0))).isEqualTo(RefusalCode.SEAL_INVALID);
    }

    @Test
    void sealUnderAWrongId() {
        RawNode fr = node();
        Batch sealed = fr.seal(secret(fr, CORE_IE));
        Seal.Builder forged = sealed.seal().toBuilder().setId(ByteString.copyFrom(new byte[32]));

        assertThat(refusal(fr.put(with(sealed, forged)).get(0))).isEqualTo(RefusalCode.SEAL_INVALID);
    }

    @Test
    @Provokes(RefusalCode.SEAL_UNKNOWN)
    void sealThatWasNeverSent() {
        expectLines(0);
        RawNode fr = node();
        Batch sealed = fr.seal(secret(fr, CORE_IE));

        assertThat(refusal(() -> fr.putOne(sealed, 0))).isEqualTo(RefusalCode.SEAL_UNKNOWN);
    }

    @Test
    @Provokes(RefusalCode.SEAL_SIGNER_EXPIRED)
    void sealByAnExpiredKey() {
        assertThat(refusalOfSealBy(Flaw.EXPIRED)).isEqualTo(RefusalCode.SEAL_SIGNER_EXPIRED);
    }

    @Test
    @Provokes(RefusalCode.SEAL_SIGNER_REVOKED)
    void sealByARevokedKey() {
        assertThat(refusalOfSealBy(Flaw.REVOKED)).isEqualTo(RefusalCode.SEAL_SIGNER_REVOKED);
    }

    @Test
    @Provokes(RefusalCode.SEAL_SIGNER_UNTRUSTED)
    void sealByAForeignKey() {
        assertThat(refusalOfSealBy(Flaw.FOREIGN_CA)).isEqualTo(RefusalCode.SEAL_SIGNER_UNTRUSTED);
    }

    @Test
    void sealByAKeyForConnectionsOnly() {
        IssuedKey tls = gateway.keys(FR).tls();
        RawNode fr = new RawNode(gateway.dial(tls), FR, tls, RawNode.hello().build(), gateway.clock());

        assertThat(refusal(fr.put(secret(fr, CORE_IE)))).isEqualTo(RefusalCode.SEAL_SIGNER_UNTRUSTED);
    }

    private RefusalCode refusalOfSealBy(Flaw flaw) {
        IssuedKey key = gateway.pki().flawed(Identity.node(FR), Use.SEAL, flaw);
        gateway.pki().writeRevocationLists(gateway.pkiFiles().directory());
        gateway.reloadTrust();
        RawNode fr = new RawNode(
                gateway.dial(gateway.keys(FR).tls()), FR, key, RawNode.hello().build(), gateway.clock());
        return refusal(fr.put(secret(fr, CORE_IE)));
    }

    @Test
    void sealForAnotherNetwork() {
        RawNode fr = node();
        Batch elsewhere = Batch.of(fr.key(), new Statement("production", "PROD"), List.of(secret(fr, CORE_IE)));

        assertThat(refusal(fr.put(elsewhere).get(0))).isEqualTo(RefusalCode.PROOF_INVALID);
    }

    @Test
    void replayedMessage() {
        expectLines(0);
        RawNode fr = node();
        Batch batch = fr.seal(secret(fr, CORE_IE));
        PutResult first = fr.put(batch).get(0);

        PutResult replay = node().put(batch).get(0);

        assertThat(replay.getDuplicate()).isTrue();
        assertThat(replay.getAcceptance()).isEqualTo(first.getAcceptance());
        assertThat(gateway.node("NTA.IE@CUSTTAX.IE").depth(CORE_IE).getMessages())
                .isEqualTo(1);
    }

    @Test
    void messageReplayedByAnotherNode() {
        RawNode fr = node();
        Batch batch = fr.seal(secret(fr, CORE_IE));
        fr.put(batch);

        assertThat(refusal(gateway.node("NTA.DE@CUST.DE").put(batch).get(0)))
                .isEqualTo(RefusalCode.SEAL_SIGNER_MISMATCH);
    }

    @Test
    @Provokes(RefusalCode.SEAL_SIGNER_MISMATCH)
    void messageInAnotherNodesName() {
        RawNode fr = node();
        RawMessage message = RawMessage.of(fr.header(CORE_IE).setSender("NTA.DE@CUST.DE"), SECRET);

        assertThat(refusal(fr.put(message))).isEqualTo(RefusalCode.SEAL_SIGNER_MISMATCH);
    }

    @Test
    @Provokes(RefusalCode.HEADER_INVALID)
    void reportInTheGatewaysName() {
        RawNode fr = node();
        RawMessage forged = RawMessage.of(
                fr.header(CORE_FR)
                        .setKind(Kind.REPORT)
                        .setType("COA")
                        .setReport(Report.newBuilder().setType(ReportType.COA)),
                "");

        assertThat(refusal(fr.put(forged))).isEqualTo(RefusalCode.HEADER_INVALID);
    }

    @Test
    void lineEndsInAHeader() {
        RawNode fr = node();
        RawMessage injected = RawMessage.of(fr.header(CORE_IE).setType("CD001C-MSG.NCTS\nid=00"), SECRET);

        assertThat(refusal(fr.put(injected))).isEqualTo(RefusalCode.HEADER_INVALID);
    }

    @Test
    void headerThatIsNoHeader() {
        RawNode fr = node();
        RawMessage good = fr.message(CORE_IE, SECRET);
        byte[] rubbish = new byte[50];
        java.util.Arrays.fill(rubbish, (byte) 0xff);

        assertThat(refusal(fr.put(with(fr.seal(good), new RawMessage(rubbish, good.payload())))
                        .get(0)))
                .isEqualTo(RefusalCode.HEADER_INVALID);
    }
}
