package eu.ccngateway.launcher.assembly;

import eu.ccngateway.gateway.config.ConfigInvalid;
import eu.ccngateway.gateway.config.GatewayConfig;
import eu.ccngateway.gateway.config.Secret;
import eu.ccngateway.gateway.network.NetworkFile;
import eu.ccngateway.gateway.network.NetworkFileInvalid;
import eu.ccngateway.gateway.network.NetworkPolicy;
import eu.ccngateway.gateway.network.NodeGrant;
import eu.ccngateway.gateway.trust.ReloadableTrust;
import eu.ccngateway.gateway.yaml.FileInvalid;
import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.launcher.console.Fields;
import eu.ccngateway.launcher.console.Listing;
import eu.ccngateway.launcher.console.OutputFormat;
import eu.ccngateway.protocol.message.NodeId;
import eu.ccngateway.protocol.tls.CredentialException;
import eu.ccngateway.protocol.tls.KeyFiles;
import eu.ccngateway.protocol.tls.KeyMaterial;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ccn check}. */
@Command(
        name = "check",
        description = {
            "Validates a configuration with all it names (keys, trust, network file) and explains what it means.",
            "Every fault is reported at once, with file, line and column. Nothing is started."
        },
        footer = {
            "",
            "Example:",
            "  ./ccn check --config .ccn/gateway.yaml",
            "  ./ccn check --config .ccn/gateway.yaml --node NTA.FR@CUSTTAX.FR"
        })
public final class CheckCommand implements Callable<Integer> {

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "Configuration; see ops/gateway.yaml.")
    private Path config = Path.of("gateway.yaml");

    @Option(names = "--node", paramLabel = "NODE@DOMAIN", description = "Lists what this node may do.")
    private @Nullable String node;

    private final Console console;
    private final Clock clock;
    private boolean isFaulty;

    public CheckCommand(Console console) {
        this.console = console;
        this.clock = Clock.systemUTC();
    }

    @Override
    public Integer call() {
        try {
            explain(GatewayConfig.read(config));
        } catch (ConfigInvalid e) {
            faults(e);
        }
        console.note(isFaulty ? "ccn: not usable; correct the lines above" : "ccn: usable");
        return (isFaulty ? ExitCode.FAILED : ExitCode.OK).number();
    }

    private void explain(GatewayConfig read) {
        Secret.Environment environment = Secret.Environment.of(System::getenv);
        line("gateway", read.gateway().toString());
        line("listens on", read.listen().toString());
        line(
                "admin",
                "http://" + read.admin().listen()
                        + (read.admin().operatorTokenSha256().isPresent()
                                ? ", changes need the operator's token"
                                : ", read only"));
        line("data", read.dataDirectory().toString());
        line("storage", Storage.described(read.storage()));
        Storage.secretFault(read.storage(), environment).ifPresent(this::fault);
        line(
                "evidence",
                read.keeping().evidenceDirectory() + ", " + read.keeping().evidenceDays() + " days");
        line(
                "payloads",
                read.keeping().archivedBytesMax() == 0
                        ? "leave with their acknowledgement"
                        : "archived, at most " + (read.keeping().archivedBytesMax() >> 20) + " MiB");
        keys(read, environment);
        network(read);
    }

    private void keys(GatewayConfig read, Secret.Environment environment) {
        try {
            KeyFiles files = new KeyFiles(clock);
            line("TLS key", described(read.credentials().tls().load(files, environment)));
            line("seal key", described(read.credentials().seal().load(files, environment)));
            ReloadableTrust trust = ReloadableTrust.open(read.credentials(), read.gateway(), clock, environment);
            line("trust", trust.get().anchors().toString());
            line("TLS engine", trust.get().tls().choice().toString());
        } catch (CredentialException | Secret.SecretMissing e) {
            fault(String.valueOf(e.getMessage()));
        }
    }

    private String described(KeyMaterial key) {
        X509Certificate certificate = key.certificate();
        Instant expires = certificate.getNotAfter().toInstant();
        return certificate.getSubjectX500Principal().getName() + ", "
                + certificate.getPublicKey().getAlgorithm() + ", expires in "
                + Duration.between(clock.instant(), expires).toDays() + " days, " + expires;
    }

    private void network(GatewayConfig read) {
        try {
            NetworkPolicy policy = NetworkFile.read(read.networkFile());
            line(
                    "network",
                    policy.network() + ", environment " + policy.environment() + ", "
                            + policy.domains().size() + " domains, "
                            + policy.nodes().size() + " nodes, "
                            + policy.queues().size() + " queues");
            if (!policy.network().equals(read.gateway().network())) {
                fault(read.networkFile() + ": network: " + policy.network() + " (expected: "
                        + read.gateway().network() + ", as the gateway's name " + read.gateway() + " says)");
            }
            if (node != null) {
                rights(policy, NodeId.parse(node));
            }
        } catch (NetworkFileInvalid e) {
            faults(e);
        }
    }

    private void rights(NetworkPolicy policy, NodeId id) {
        if (policy.node(id).isEmpty()) {
            fault(id + ": no such node (expected: one of "
                    + String.join(
                            ", ",
                            policy.nodes().stream()
                                    .map(NodeGrant::id)
                                    .map(NodeId::toString)
                                    .toList()) + ")");
            return;
        }
        console.say("");
        try (Listing listing = new Listing(console, OutputFormat.TABLE, "direction=MAY", "queue=QUEUE", "type=TYPE")) {
            policy.rights(id)
                    .forEach(right -> listing.add(new Fields()
                            .add("direction", right.getDirection())
                            .add("queue", right.getQueue())
                            .add("type", right.getType())));
        }
    }

    private void faults(FileInvalid invalid) {
        invalid.faults().forEach(fault -> fault(fault.toString()));
    }

    private void fault(String text) {
        isFaulty = true;
        console.note(text);
    }

    private void line(String name, String value) {
        console.say(name + " ".repeat(Math.max(1, 14 - name.length())) + value);
    }
}
