package eu.ccngateway.launcher.local;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.gateway.network.NodeGrant;
import eu.ccngateway.pki.Identity;
import eu.ccngateway.pki.Pki;
import eu.ccngateway.pki.RevocationReason;
import eu.ccngateway.pki.Use;
import eu.ccngateway.protocol.message.GatewayId;
import eu.ccngateway.protocol.message.NodeId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalKeysTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final GatewayId GATEWAY = GatewayId.parse("GW1@demo");
    private static final List<NodeGrant> NODES =
            List.of(new NodeGrant(NodeId.parse("NTA.FR@CUSTTAX.FR"), List.of("NCTS")));

    @TempDir
    Path directory;

    private LocalKeys keysAt(Instant now) {
        return LocalKeys.in(directory, Clock.fixed(now, ZoneOffset.UTC));
    }

    private int certificates() {
        return Pki.open(directory).list().size();
    }

    @Test
    void makesWhatIsMissingOnce() {
        LocalKeys keys = keysAt(START);
        keys.ensureGateway(GATEWAY);
        keys.ensureNodes(NODES);
        keysAt(START).ensureNodes(NODES);

        assertThat(certificates()).isEqualTo(4);
        assertThat(keys.described(NODES).get("NTA.FR").sealKey()).isAbsolute().exists();
    }

    @Test
    void renewsThirtyDaysBeforeTheEnd() {
        keysAt(START).ensureNodes(NODES);

        keysAt(START.plus(Duration.ofDays(334))).ensureNodes(NODES);
        assertThat(certificates()).isEqualTo(2);
        keysAt(START.plus(Duration.ofDays(336))).ensureNodes(NODES);
        assertThat(certificates()).isEqualTo(4);
    }

    @Test
    void leavesARevokedNodeWithoutANewCertificate() {
        keysAt(START).ensureNodes(NODES);
        Pki.open(directory, Clock.fixed(START, ZoneOffset.UTC))
                .revoke(Identity.node("NTA.FR@CUSTTAX.FR"), Use.TLS, RevocationReason.KEY_COMPROMISE);

        keysAt(START.plus(Duration.ofDays(350))).ensureNodes(NODES);

        assertThat(certificates()).as("only the seal's was renewed").isEqualTo(3);
    }

    @Test
    void issuesRevocationListsAnewWhenTheyAreADayOld() throws Exception {
        LocalKeys keys = keysAt(START);
        Path list = keys.files().issuingCrl();
        byte[] first = Files.readAllBytes(list);
        Files.setLastModifiedTime(list, FileTime.from(START));

        keysAt(START.plus(Duration.ofHours(23))).ensureGateway(GATEWAY);
        assertThat(list).hasBinaryContent(first);
        keysAt(START.plus(Duration.ofHours(25))).ensureGateway(GATEWAY);
        assertThat(Files.readAllBytes(list)).isNotEqualTo(first);
    }
}
