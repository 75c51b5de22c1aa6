package eu.ccngateway.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ccngateway.pki.PkiFiles;
import eu.ccngateway.pki.Use;
import eu.ccngateway.protocol.tls.TrustPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeConfigTest {

    @TempDir
    private Path directory;

    private final TestNetwork network = new TestNetwork();

    private void writeNetwork(String gateway) throws IOException {
        network.pki.node(TestNetwork.FR, Use.TLS);
        network.pki.node(TestNetwork.FR, Use.SEAL);
        network.pki.write(directory.resolve("pki"));
        String home = "pki/nodes/" + TestNetwork.FR;
        Files.writeString(directory.resolve("network.json"), """
                {"gateway": "%s", "admin": "http://127.0.0.1:1", "environment": "RCT",
                 "trust": "pki/ca-chain.crt", "crls": ["pki/crl/root.crl", "pki/crl/issuing.crl"],
                 "nodes": {"NTA.FR": {"domain": "CUSTTAX.FR", "certificate": "%s/tls.crt", "key": "%s/tls.key",
                   "sealCertificate": "%s/seal.crt", "sealKey": "%s/seal.key", "x": [1, true, null, "\\u00e9"]}}}
                """.formatted(gateway, home, home, home, home));
    }

    @Test
    void readsTheNetworkThatWasStarted() throws IOException {
        try (ScriptedGateway gateway = new ScriptedGateway(network)) {
            writeNetwork("127.0.0.1:" + gateway.port());
            NodeConfig config = NodeConfig.ofNetwork(directory, "NTA.FR");
            assertThat(config.node().toString()).isEqualTo(TestNetwork.FR);
            assertThat(config.environment()).contains("RCT");
            assertThat(config.sealingKey().certificate())
                    .isNotEqualTo(config.tlsKey().certificate());
            assertThat(NodeConfig.ofNetwork(directory, TestNetwork.FR).gateways())
                    .containsExactly(new Endpoint("127.0.0.1", gateway.port()));
            try (Node node = Node.connect(config)) {
                assertThat(node.put(TestNetwork.message(TestNetwork.TO_IE, new byte[0]))
                                .await())
                        .isNotNull();
            }
        }
    }

    @Test
    void saysWhichNodesThereAre() throws IOException {
        writeNetwork("127.0.0.1:1");
        assertThatThrownBy(() -> NodeConfig.ofNetwork(directory, "NTA.XX"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NTA.XX")
                .hasMessageContaining("NTA.FR");
        assertThatThrownBy(() -> NodeConfig.ofNetwork(directory.resolve("nowhere"), "NTA.FR"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("./ccn up");
    }

    @Test
    void saysWhereTheJsonIsWrong() {
        for (String wrong :
                List.of("", "[]", "{", "{\"a\" 1}", "{\"a\":}", "{\"a\":\"\\x\"}", "{\"a\":tru}", "{} {}")) {
            assertThatThrownBy(() -> Json.object("network.json", wrong))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("network.json: at character");
        }
        assertThatThrownBy(() -> Json.object("network.json", "{\"a\":" + "[".repeat(100)))
                .hasMessageContaining("nesting");
        assertThat(Json.object("x", "{\"a\":[1,-2.5e3,\"\\n\\u00e9\",{}],\"b\":null}"))
                .hasToString("{a=[1.0, -2500.0, \n\u00e9, {}], b=null}");
    }

    @Test
    void refusesOptionsOutOfRange() {
        assertThatThrownBy(() -> NodeOptions.builder().inFlightMax(0).build()).hasMessageContaining("inFlightMax: 0");
        assertThatThrownBy(() -> NodeOptions.builder().patience(Duration.ZERO).build())
                .hasMessageContaining("patience");
        assertThatThrownBy(() -> Endpoint.parse("host")).hasMessageContaining("HOST:PORT");
        assertThatThrownBy(() -> Endpoint.parse("host:70000")).hasMessageContaining("70000");
        assertThat(Endpoint.parse("[::1]:7443")).hasToString("[::1]:7443");
        assertThatThrownBy(() -> network.config().build()).hasMessageContaining("gateways");
        assertThatThrownBy(() -> network.config()
                        .gateway("h:1")
                        .reportQueue("REPORT-RCT-QUE.NCTS@CUSTTAX.IE")
                        .build())
                .hasMessageContaining("CUSTTAX.FR");
        assertThatThrownBy(() -> NodeConfig.builder()
                        .gateway("h:1")
                        .tlsKey(network.gatewayTls)
                        .trust(network::anchors)
                        .build()
                        .node())
                .hasMessageContaining("ccn:gateway:GW1@demo");
    }

    @Test
    void readsTrustFilesAgainWhenTheyChangeAndKeepsTheLastGoodOnes() throws IOException {
        PkiFiles files = network.pki.write(directory);
        Instant[] now = {Instant.parse("2026-01-01T00:00:00Z")};
        Clock clock = new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneId.of("UTC");
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now[0];
            }
        };
        TrustFiles trust = new TrustFiles(
                List.of(files.authorities()),
                List.of(files.rootCrl(), files.issuingCrl()),
                TrustPolicy.strict(),
                clock);
        var first = trust.get();
        now[0] = now[0].plusSeconds(6);
        assertThat(trust.get()).isSameAs(first);
        network.pki.writeRevocationLists(directory);
        Files.setLastModifiedTime(
                files.issuingCrl(), FileTime.from(Instant.now().plusSeconds(10)));
        now[0] = now[0].plusSeconds(6);
        var second = trust.get();
        assertThat(second).isNotSameAs(first);
        Files.writeString(files.issuingCrl(), "no list");
        Files.setLastModifiedTime(
                files.issuingCrl(), FileTime.from(Instant.now().plusSeconds(20)));
        now[0] = now[0].plusSeconds(6);
        assertThat(trust.get()).isSameAs(second);
    }
}
