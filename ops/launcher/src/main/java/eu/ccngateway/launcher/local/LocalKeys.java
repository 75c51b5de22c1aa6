package eu.ccngateway.launcher.local;

import eu.ccngateway.gateway.network.NodeGrant;
import eu.ccngateway.launcher.network.NetworkJson;
import eu.ccngateway.pki.CertificateOrder;
import eu.ccngateway.pki.Identity;
import eu.ccngateway.pki.KeyKind;
import eu.ccngateway.pki.Pki;
import eu.ccngateway.pki.PkiFiles;
import eu.ccngateway.pki.PkiOptions;
import eu.ccngateway.pki.RegisterEntry;
import eu.ccngateway.pki.Use;
import eu.ccngateway.protocol.message.GatewayId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Keys and certificates of a local network: makes what is missing and renews what will soon expire. */
final class LocalKeys {

    private static final Duration RENEW_BEFORE = Duration.ofDays(30);
    private static final Duration REFRESH_AFTER = Duration.ofDays(1);
    private static final List<Use> USES = List.of(Use.TLS, Use.SEAL);

    private final Pki pki;
    private final Clock clock;

    private LocalKeys(Pki pki, Clock clock) {
        this.pki = pki;
        this.clock = clock;
    }

    static LocalKeys in(Path directory, Clock clock) {
        boolean isThere = Files.exists(directory.resolve("register.tsv"));
        Pki pki = isThere
                ? Pki.open(directory, clock)
                : Pki.create(directory, PkiOptions.defaults().withName("CCN Gateway demo"), clock);
        return new LocalKeys(pki, clock);
    }

    PkiFiles files() {
        return pki.files();
    }

    /** Everything a gateway needs to start: its keys, and current revocation lists. */
    void ensureGateway(GatewayId gateway) {
        refreshLists();
        ensure(List.of(Identity.gateway(gateway.toString())));
    }

    void ensureNodes(Collection<NodeGrant> nodes) {
        ensure(nodes.stream().map(node -> Identity.node(node.id().toString())).toList());
    }

    /** New revocation lists where those that are there are a day old; they hold for a week only. */
    private void refreshLists() {
        try {
            Instant made = Files.getLastModifiedTime(files().issuingCrl()).toInstant();
            if (made.isBefore(clock.instant().minus(REFRESH_AFTER))) {
                pki.refreshCrls();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(files().issuingCrl() + " cannot be read", e);
        }
    }

    /** A certificate that was revoked is left alone: somebody wanted it so. */
    private void ensure(List<Identity> identities) {
        Instant now = clock.instant();
        Map<String, RegisterEntry> last = new HashMap<>();
        for (RegisterEntry entry : pki.list()) {
            last.put(entry.order().identity() + " " + entry.order().use(), entry);
        }
        for (Identity identity : identities) {
            for (Use use : USES) {
                RegisterEntry entry = last.get(identity + " " + use);
                if (entry == null) {
                    pki.issue(new CertificateOrder(identity, use, KeyKind.EC_P256));
                } else if (entry.revocation().isEmpty()
                        && entry.validity().notAfter().isBefore(now.plus(RENEW_BEFORE))) {
                    pki.renew(identity, use);
                }
            }
        }
    }

    /** What network.json says about the nodes whose keys are here. */
    SortedMap<String, NetworkJson.NodeKeys> described(Collection<NodeGrant> nodes) {
        SortedMap<String, NetworkJson.NodeKeys> keys = new TreeMap<>();
        for (NodeGrant node : nodes) {
            Identity identity = Identity.node(node.id().toString());
            if (Files.exists(files().key(identity, Use.TLS)) && Files.exists(files().key(identity, Use.SEAL))) {
                keys.put(
                        node.id().name(),
                        new NetworkJson.NodeKeys(
                                node.id().domain(),
                                absolute(files().certificate(identity, Use.TLS)),
                                absolute(files().key(identity, Use.TLS)),
                                absolute(files().certificate(identity, Use.SEAL)),
                                absolute(files().key(identity, Use.SEAL))));
            }
        }
        return keys;
    }

    static Path absolute(Path file) {
        return file.toAbsolutePath().normalize();
    }
}
