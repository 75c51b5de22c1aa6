package eu.ccngateway.loadtest.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetersTest {

    @Test
    void addsUpWhatOnlyDiffersInItsLabels() {
        Meters before = Meters.parse("ccn_messages_stored_total{domain=\"CUSTTAX.FR\"} 1.0\n");
        Meters after = Meters.parse("""
                # HELP ccn_messages_stored_total Messages made durable
                # TYPE ccn_messages_stored_total counter
                ccn_messages_stored_total{domain="CUSTTAX.FR"} 11.0
                ccn_messages_stored_total{domain="CUST.DE"} 1.5E3
                ccn_ready 1
                """);

        assertThat(after.sum("ccn_messages_stored_total")).contains(1_511.0);
        assertThat(after.since(before, "ccn_messages_stored_total")).isEqualTo(1_510);
        assertThat(after.sum("ccn_ready")).contains(1.0);
        assertThat(after.sum("ccn_no_such_meter")).isEmpty();
    }

    @Test
    void isEmptyWhereNobodyAnswers() {
        assertThat(Meters.read("http://127.0.0.1:1")).isEmpty();
        assertThat(Meters.read("no url")).isEmpty();
    }
}
