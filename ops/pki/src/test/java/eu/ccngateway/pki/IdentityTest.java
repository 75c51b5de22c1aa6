package eu.ccngateway.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NTA.FR",
                "@CUSTTAX.FR",
                "NTA.FR@",
                "NTA.FR@CUSTTAX.FR@X",
                "../../etc@CUSTTAX.FR",
                ".hidden@CUSTTAX.FR",
                "NTA/FR@CUSTTAX.FR",
                "NTA FR@CUSTTAX.FR",
                "NTA\tFR@CUSTTAX.FR",
                "NTA.FR@CUSTTAX.FR\n",
                "NTÀ.FR@CUSTTAX.FR",
                "A123456789012345678901234567890123456789012345678901234567890123456@CUSTTAX.FR"
            })
    void refusesWhatIsNoIdentity(String text) {
        assertThatThrownBy(() -> Identity.node(text))
                .isInstanceOf(PkiException.class)
                .hasMessageContaining("expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ccn:robot:NTA.FR@CUSTTAX.FR", "NTA.FR@CUSTTAX.FR", "ccn:node:NTA.FR", "CCN:node:A@B"})
    void refusesWhatIsNoIdentityUri(String uri) {
        assertThatThrownBy(() -> Identity.ofUri(uri)).isInstanceOf(PkiException.class);
    }

    @Test
    void uriNamesTheSameIdentity() {
        Identity node = Identity.node("NTA.FR@CUSTTAX.FR");
        Identity gateway = Identity.gateway("GW1@demo");

        assertThat(node.uri()).isEqualTo("ccn:node:NTA.FR@CUSTTAX.FR");
        assertThat(Identity.ofUri(node.uri())).isEqualTo(node);
        assertThat(Identity.ofUri(gateway.uri())).isEqualTo(gateway);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NTA.FR@CUSTTAX.FR | CN=NTA.FR,O=CUSTTAX.FR,C=FR",
                "NTA.DE@CUST.de | CN=NTA.DE,O=CUST.de,C=DE",
                "CS@DG.EC | CN=CS,O=DG.EC,C=EC",
                "N1@LAB.01 | CN=N1,O=LAB.01",
                "N1@X | CN=N1,O=X"
            })
    void subjectNamesNodeDomainAndCountry(String identity, String subject) {
        IssuedKey key = TestPki.create(CLOCK).node(identity, Use.SEAL);

        assertThat(key.certificate().getSubjectX500Principal().getName()).isEqualTo(subject);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a.example", "a..b", "a b", "gw1,gw2", "http://gw1", "[::1]", "a\tb", "gw_1"})
    void refusesWhatIsNoHostName(String hostName) {
        CertificateOrder order =
                new CertificateOrder(Identity.gateway("GW1@demo"), Use.TLS, KeyKind.EC_P256, List.of(hostName));

        assertThatThrownBy(() -> LeafProfile.of(order.identity(), order.use(), order.hostNames()))
                .hasMessageContaining("expected: a DNS name or an IP address");
    }

    @Test
    void refusesHostNamesOfNodes() {
        assertThatThrownBy(() -> LeafProfile.of(Identity.node("A@B"), Use.TLS, List.of("a.example")))
                .hasMessageContaining("nodes only connect");
    }
}
