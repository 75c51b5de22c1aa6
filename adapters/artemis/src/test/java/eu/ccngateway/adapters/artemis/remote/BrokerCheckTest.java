package eu.ccngateway.adapters.artemis.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Settings that would lose messages are named, with what they should be. */
class BrokerCheckTest {

    private static final String GOOD = """
            {"addressFullMessagePolicy":"PAGE","maxDeliveryAttempts":-1,"redeliveryDelay":0,
             "expiryAddress":"demo.ccn.expired","maxReadPageBytes":-1,"maxReadPageMessages":-1}""";

    @Test
    void findsNothingInGoodSettings() {
        assertThat(BrokerCheck.faults(GOOD, "demo.ccn.expired")).isEmpty();
    }

    @Test
    void namesEverySettingThatWouldLoseMessages() {
        String bad = GOOD.replace("PAGE", "DROP")
                .replace("\"maxDeliveryAttempts\":-1", "\"maxDeliveryAttempts\":10")
                .replace("demo.ccn.expired", "ExpiryQueue")
                .replace("\"redeliveryDelay\":0", "\"redeliveryDelay\":500")
                .replace("\"maxReadPageBytes\":-1", "\"maxReadPageBytes\":20971520");

        assertThat(BrokerCheck.faults(bad, "demo.ccn.expired"))
                .containsExactly(
                        "max-delivery-attempts: 10 (expected: -1)",
                        "expiry-address: ExpiryQueue (expected: demo.ccn.expired)",
                        "redelivery-delay: 500 (expected: 0)",
                        "address-full-policy: DROP (expected: PAGE)",
                        "max-read-page-bytes: 20971520 (expected: -1, or at least 67108864)");
    }

    @Test
    void namesSettingThatIsMissing() {
        assertThat(BrokerCheck.faults(GOOD.replace("expiryAddress", "other"), "demo.ccn.expired"))
                .containsExactly("expiry-address: not set (expected: demo.ccn.expired)");
    }

    @Test
    void refusesSettingsOfOursThatCannotWork() {
        BrokerAddress here = new BrokerAddress("127.0.0.1", 61616);
        assertThatThrownBy(() -> RemoteSettings.plain("GW1", "demo.")).hasMessageContaining("brokers: none");
        assertThatThrownBy(() -> RemoteSettings.plain("GW 1", "demo.", here)).hasMessageContaining("gateway: GW 1");
        assertThatThrownBy(() -> RemoteSettings.plain("GW1", "demo", here)).hasMessageContaining("prefix: demo");
        assertThatThrownBy(() -> RemoteSettings.plain("GW1", "demo.", here).withPatience(Duration.ZERO))
                .hasMessageContaining("patience: PT0S");
        assertThatThrownBy(() -> BrokerAddress.parse("broker1")).hasMessageContaining("broker1 (expected: host:port");
        assertThat(BrokerAddress.parse("broker1:61617")).isEqualTo(new BrokerAddress("broker1", 61617));
    }
}
