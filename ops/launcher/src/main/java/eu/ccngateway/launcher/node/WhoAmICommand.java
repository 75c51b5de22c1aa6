package eu.ccngateway.launcher.node;

import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.launcher.console.Fields;
import eu.ccngateway.launcher.console.Json;
import eu.ccngateway.launcher.console.Listing;
import eu.ccngateway.launcher.console.OutputFormat;
import eu.ccngateway.launcher.console.OutputOption;
import eu.ccngateway.launcher.network.NetworkJson;
import eu.ccngateway.node.Node;
import eu.ccngateway.node.NodeConfig;
import eu.ccngateway.node.WhoAmI;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ccn whoami}. */
@Command(
        name = "whoami",
        description = "Connects and says who this node is to the gateway, what it may do, and what will expire when.",
        footer = {"", "Example:", "  ./ccn whoami --as NTA.FR"})
public final class WhoAmICommand implements Callable<Integer> {

    @Mixin
    private NodeSession session = new NodeSession();

    @Mixin
    private OutputOption output = new OutputOption();

    private final Console console;
    private final Clock clock;

    public WhoAmICommand(Console console) {
        this.console = console;
        this.clock = Clock.systemUTC();
    }

    @Override
    public Integer call() {
        NodeConfig config = session.config();
        WhoAmI who;
        try (Node node = Node.connect(config)) {
            who = node.whoAmI();
        }
        Fields tls = certificate(config.tlsKey().certificate());
        Fields seal = certificate(config.sealingKey().certificate());
        List<Fields> lists = revocationLists(session.network());
        if (output.format() == OutputFormat.JSON) {
            console.say(Json.write(json(who, tls, seal, lists).values()));
        } else {
            table(who, tls, seal, lists);
        }
        return ExitCode.OK.number();
    }

    private static Fields json(WhoAmI who, Fields tls, Fields seal, List<Fields> lists) {
        List<Object> rights = new ArrayList<>();
        who.rights()
                .forEach(right -> rights.add(new Fields()
                        .add("direction", right.direction())
                        .add("queue", right.queue())
                        .add("type", right.type())
                        .values()));
        return new Fields()
                .add("node", who.node())
                .add("domain", who.domain())
                .add("applications", who.applications())
                .add("gateway", who.gateway())
                .add("network", who.network())
                .add("environment", who.environment())
                .add("session", who.session())
                .add("clockOffsetMs", who.clockOffset().toMillis())
                .add("tlsCertificate", tls)
                .add("sealCertificate", seal)
                .add("crlNextUpdate", who.crlNextUpdate())
                .add("revocationLists", lists.stream().map(Fields::values).toList())
                .add("rights", rights);
    }

    private void table(WhoAmI who, Fields tls, Fields seal, List<Fields> lists) {
        line("node", who.node());
        line("domain", who.domain());
        line("applications", String.join(", ", who.applications()));
        line("gateway", who.gateway() + ", network " + who.network() + ", environment " + who.environment());
        line("clock offset", who.clockOffset().toMillis() + " ms");
        line("TLS certificate", expiry(tls));
        line("seal certificate", expiry(seal));
        lists.forEach(list -> line(
                "CRL",
                list.values().get("issuer") + ", " + list.values().get("ageHours") + " h old, next by "
                        + list.values().get("nextUpdate")));
        console.say("");
        try (Listing rights = new Listing(console, OutputFormat.TABLE, "direction=MAY", "queue=QUEUE", "type=TYPE")) {
            who.rights()
                    .forEach(right -> rights.add(new Fields()
                            .add("direction", right.direction())
                            .add("queue", right.queue())
                            .add("type", right.type())));
        }
    }

    private void line(String name, String value) {
        console.say(name + " ".repeat(Math.max(1, 18 - name.length())) + value);
    }

    private static String expiry(Fields certificate) {
        return "expires in " + certificate.values().get("days") + " days, "
                + certificate.values().get("expires");
    }

    private Fields certificate(X509Certificate certificate) {
        Instant expires = certificate.getNotAfter().toInstant();
        return new Fields()
                .add("serial", certificate.getSerialNumber().toString(16))
                .add("expires", expires)
                .add("days", Duration.between(clock.instant(), expires).toDays());
    }

    private List<Fields> revocationLists(NetworkJson network) {
        return network.crls().stream()
                .flatMap(file -> revocationList(file).stream())
                .toList();
    }

    private Optional<Fields> revocationList(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            X509CRL list = (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(in);
            Instant issued = list.getThisUpdate().toInstant();
            Fields fields = new Fields()
                    .add("issuer", list.getIssuerX500Principal().getName())
                    .add("issued", issued)
                    .add("ageHours", Duration.between(issued, clock.instant()).toHours());
            return Optional.of(fields.add(
                    "nextUpdate", Optional.ofNullable(list.getNextUpdate()).map(date -> date.toInstant())));
        } catch (IOException | GeneralSecurityException e) {
            console.note("ccn: " + file + ": not readable as a revocation list: " + e.getMessage());
            return Optional.empty();
        }
    }
}
