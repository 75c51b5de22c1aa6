package eu.ccngateway.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RegisterTextTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Validity YEAR = new Validity(NOW, NOW.plus(Duration.ofDays(365)));
    private static final RegisterEntry NODE = new RegisterEntry(
            new BigInteger("4fa0", 16),
            new CertificateOrder(Identity.node("NTA.FR@CUSTTAX.FR"), Use.SEAL, KeyKind.RSA_3072),
            "ab12",
            YEAR,
            Optional.of(new Revocation(NOW, RevocationReason.KEY_COMPROMISE)));
    private static final RegisterEntry GATEWAY = new RegisterEntry(
            new BigInteger("7b", 16),
            new CertificateOrder(
                    Identity.gateway("GW1@demo"), Use.TLS, KeyKind.EC_P256, List.of("gw1.example.org", "192.0.2.7")),
            "ab12",
            YEAR,
            Optional.empty());
    private static final Register REGISTER =
            new Register(Duration.ofDays(365), Duration.ofDays(7), 12, List.of(NODE, GATEWAY));

    private final String text = RegisterText.write(REGISTER);

    @Test
    void readsBackWhatItWrote() {
        assertThat(RegisterText.read(text, "register.tsv")).isEqualTo(REGISTER);
    }

    @Test
    void isMadeForGrep() {
        assertThat(text.lines())
                .contains("4fa0\tccn:node:NTA.FR@CUSTTAX.FR\tseal\trsa-3072\tab12\t-\t2026-03-01T12:00:00Z"
                        + "\t2027-03-01T12:00:00Z\t2026-03-01T12:00:00Z\tkey-compromise");
    }

    @Test
    void noticesEveryCutOffCopy() {
        for (int length = 0; length < text.length() - 1; length++) {
            String cut = text.substring(0, length);
            assertThatThrownBy(() -> RegisterText.read(cut, "register.tsv"))
                    .as("cut after %d characters", length)
                    .isInstanceOf(PkiException.class);
        }
    }

    @Test
    void namesTheLineThatIsWrong() {
        assertThatThrownBy(() -> RegisterText.read(text.replace("rsa-3072", "rsa-1"), "register.tsv"))
                .hasMessageStartingWith("register.tsv line 7: 'rsa-1'");
        assertThatThrownBy(() -> RegisterText.read(text.replace("PT168H", "soon"), "register.tsv"))
                .hasMessageStartingWith("register.tsv line 3:");
        assertThatThrownBy(() -> RegisterText.read(text.replace("-register-1", "-register-2"), "register.tsv"))
                .hasMessageStartingWith("register.tsv line 1:");
        assertThatThrownBy(() -> RegisterText.read(text.replace("\t-\t-\n", "\t-\n"), "register.tsv"))
                .hasMessageStartingWith("register.tsv line 8: 9 columns");
    }
}
