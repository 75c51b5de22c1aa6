package eu.ccngateway.launcher.local;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.gateway.config.GatewayConfig;
import eu.ccngateway.gateway.network.Domain;
import eu.ccngateway.gateway.network.NetworkFile;
import eu.ccngateway.gateway.network.NetworkPolicy;
import eu.ccngateway.protocol.message.NodeId;
import eu.ccngateway.protocol.message.QueueAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalDirectoryTest {

    @TempDir
    Path path;

    @Test
    void writesExamplesThatAreUsable() throws Exception {
        LocalDirectory directory = new LocalDirectory(path);
        directory.writeMissing(directory.tokenSha256());

        GatewayConfig config = GatewayConfig.read(directory.gatewayYaml());
        NetworkPolicy policy = NetworkFile.read(directory.networkYaml());

        assertThat(config.networkFile()).isEqualTo(directory.networkYaml());
        assertThat(config.admin().operatorTokenSha256()).isEqualTo(Optional.of(directory.tokenSha256()));
        assertThat(config.keeping().archivedBytesMax())
                .as("payloads are kept for evidence")
                .isEqualTo(1L << 30);
        assertThat(policy.network()).isEqualTo(config.gateway().network());
    }

    @Test
    void makesTheDemoNetworkThatIsPromised() throws Exception {
        LocalDirectory directory = new LocalDirectory(path);
        directory.writeMissing(directory.tokenSha256());
        NetworkPolicy policy = NetworkFile.read(directory.networkYaml());

        assertThat(policy.domains())
                .extracting(Domain::name)
                .contains(
                        "CUSTTAX.FR",
                        "CUSTTAX.IE",
                        "CUSTTAX.PL",
                        "CUST.DE",
                        "CUST.IT",
                        "CUST.BE",
                        "CUST.NO",
                        "CUST.CH",
                        "DG.EC",
                        "TRADE.ZZ");
        for (Domain domain : policy.domains()) {
            for (String application : new String[] {"NCTS", "ECS", "ICS"}) {
                for (String role : new String[] {"CORE", "ADMIN", "REPORT"}) {
                    String queue = role + "-RCT-QUE." + application + "@" + domain.name();
                    assertThat(policy.queue(QueueAddress.parse(queue)))
                            .as(queue)
                            .isPresent();
                }
            }
            if (!domain.isCentral() && !domain.country().equals("ZZ")) {
                for (String node : new String[] {"NTA", "NECA", "NICA"}) {
                    NodeId id = NodeId.parse(node + "." + domain.country() + "@" + domain.name());
                    assertThat(policy.node(id)).as(id.toString()).isPresent();
                }
            }
        }
        assertThat(policy.nodes()).hasSizeGreaterThanOrEqualTo(27);
    }

    @Test
    void leavesFilesAloneThatAreThere() throws Exception {
        LocalDirectory directory = new LocalDirectory(path);
        Files.writeString(directory.networkYaml(), "mine");
        directory.writeMissing(directory.tokenSha256());

        assertThat(directory.networkYaml()).hasContent("mine");
    }

    @Test
    void keepsTheTokenSecretAndTheSame() throws Exception {
        LocalDirectory directory = new LocalDirectory(path);
        String first = directory.tokenSha256();

        assertThat(directory.tokenSha256()).isEqualTo(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path.resolve("operator.token"))))
                .isEqualTo("rw-------");
        assertThat(Files.readString(path.resolve("operator.token"))).doesNotContain(first);
    }

    @Test
    void removesEverything() throws Exception {
        Path inner = Files.createDirectories(path.resolve("x/y"));
        Files.writeString(inner.resolve("f"), "f");
        new LocalDirectory(path.resolve("x")).delete();

        assertThat(path.resolve("x")).doesNotExist();
    }
}
