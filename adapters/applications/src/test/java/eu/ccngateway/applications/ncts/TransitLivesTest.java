package eu.ccngateway.applications.ncts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ccngateway.applications.conversation.Stored;
import eu.ccngateway.applications.movement.Engine;
import eu.ccngateway.applications.movement.Net;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The lives of a movement, each from the beginning to the end, between the applications of four countries. */
class TransitLivesTest {

    private static final String BE = "NTA.BE";
    private static final String DE = "NTA.DE";
    private static final String AT = "NTA.AT";
    private static final String CH = "NTA.CH";

    private final Net net = new Net();

    TransitLivesTest() {
        Random random = new Random(7);
        for (String country : new String[] {"BE", "DE", "AT", "CH"}) {
            net.add(Ncts.application(country, random));
        }
    }

    private String released() {
        return net.act(BE, "dispatch", "", "office", "BE000001", "destination", "DE000002", "transit", "CH000003");
    }

    @Test
    void normalLifeWithTransit() {
        String mrn = released();
        net.act(CH, "cross", mrn);
        net.act(DE, "arrive", mrn);
        net.act(DE, "results", mrn);

        assertThat(net.exchange())
                .containsExactly("BE>DE CD001C", "BE>CH CD050C", "CH>BE CD118C", "DE>BE CD006C", "DE>BE CD018C");
        assertThat(net.state(BE, mrn, "DEPARTURE")).isEqualTo("WRITTEN_OFF");
        assertThat(net.state(DE, mrn, "DESTINATION")).isEqualTo("GOODS_RELEASED");
        assertThat(net.state(CH, mrn, "TRANSIT")).isEqualTo("PASSED");
    }

    @Test
    void exitForTransitGetsItsRecord() {
        String mrn = net.act(
                BE,
                "dispatch",
                "",
                "office",
                "BE000001",
                "destination",
                "CH000002",
                "transit",
                "CH000003",
                "exit",
                "DE000004");
        net.act(DE, "leave", mrn);
        net.act(CH, "cross", mrn);
        net.act(CH, "arrive", mrn);
        net.act(CH, "results", mrn);

        assertThat(net.exchange())
                .containsExactly(
                        "BE>CH CD001C",
                        "BE>CH CD050C",
                        "BE>DE CD160C",
                        "DE>BE CD168C",
                        "CH>BE CD118C",
                        "CH>BE CD006C",
                        "CH>BE CD018C");
        assertThat(mrn.charAt(16)).isEqualTo('K');
        assertThat(net.state(DE, mrn, "EXIT")).isEqualTo("LEFT");
    }

    @Test
    void diversionToAnotherOfficeOfDestinationAndTransit() {
        String mrn = released();
        net.act(AT, "request-transit-record", mrn, "office", "AT000009");
        net.act(AT, "cross", mrn);
        net.act(AT, "request-arrival-record", mrn, "office", "AT000005");
        net.act(AT, "arrive", mrn);
        net.act(AT, "results", mrn);

        assertThat(net.exchange())
                .containsExactly(
                        "BE>DE CD001C",
                        "BE>CH CD050C",
                        "AT>BE CD114C",
                        "BE>AT CD115C",
                        "AT>BE CD118C",
                        "AT>BE CD002C",
                        "BE>AT CD003C",
                        "AT>BE CD006C",
                        "BE>CH CD024C",
                        "BE>DE CD024C",
                        "AT>BE CD018C");
        assertThat(net.state(DE, mrn, "DESTINATION")).isEqualTo("DIVERTED");
        assertThat(net.state(CH, mrn, "TRANSIT")).isEqualTo("ARRIVAL_KNOWN");
        assertThat(net.state(AT, mrn, "DESTINATION")).isEqualTo("GOODS_RELEASED");
    }

    @Test
    void diversionOfAnUnknownMovementIsAnsweredWithReasonOneAndNothingElse() {
        String mrn = "26BEAAAAAAAAAAAAJ";
        mrn = mrn + eu.ccngateway.applications.identifier.Mrn.checkDigit(mrn);
        net.act(DE, "request-arrival-record", mrn, "office", "DE000002");

        assertThat(net.exchange()).containsExactly("DE>BE CD002C", "BE>DE CD003C");
        assertThat(text("CD003C"))
                .contains("<requestRejectionReasonCode>1<")
                .doesNotContain("CustomsOfficeOfDeparture>", "declarationType", "Consignment", "Holder");
        assertThat(net.state(DE, mrn, "DESTINATION")).isEqualTo("REFUSED");
        assertThat(net.state(BE, mrn, "DEPARTURE")).isEqualTo("NONE");
    }

    @Test
    void diversionAfterArrivalIsRefusedWithTheOfficeOfDeparture() {
        String mrn = released();
        net.act(DE, "arrive", mrn);
        net.act(AT, "request-arrival-record", mrn, "office", "AT000005");

        assertThat(text("CD003C"))
                .contains("<requestRejectionReasonCode>2<", "BE000001")
                .doesNotContain("Consignment");
    }

    @Test
    void differencesAreResolvedWithinThirteenDays() {
        String mrn = released();
        net.act(DE, "arrive", mrn);
        net.act(DE, "control-arrival", mrn);
        net.act(DE, "differences", mrn, "mass", "12.5");
        assertThat(net.state(BE, mrn, "DEPARTURE")).isEqualTo("DISCREPANCIES");
        net.pass(Duration.ofDays(12));
        net.act(BE, "resolve", mrn);

        assertThat(net.exchange()).endsWith("DE>BE CD018C", "BE>DE CD049C");
        assertThat(net.state(BE, mrn, "DEPARTURE")).isEqualTo("WRITTEN_OFF");
        assertThat(net.state(DE, mrn, "DESTINATION")).isEqualTo("GOODS_RELEASED");
    }

    @Test
    void differencesThatNobodyResolvesAreSaidToBeUnresolvedAfterThirteenDays() {
        String mrn = released();
        net.act(DE, "arrive", mrn);
        net.act(DE, "differences", mrn);
        net.pass(Duration.ofDays(13).minusSeconds(1));
        assertThat(net.state(BE, mrn, "DEPARTURE")).isEqualTo("DISCREPANCIES");
        net.pass(Duration.ofSeconds(1));

        assertThat(text("CD049C")).contains("<discrepanciesResolved>0<").doesNotContain("writeOffDate");
        assertThat(net.state(BE, mrn, "DEPARTURE")).isEqualTo("UNRESOLVED");
        assertThat(net.state(DE, mrn, "DESTINATION")).isEqualTo("UNRESOLVED");
    }

    @Test
    void invalidationIsToldToEverybodyAndFreesTheGuarantee() {
        String grn = "26DE0000000000000";
        grn = grn.substring(0, 16) + digit(grn.substring(0, 16));
        String mrn = net.act(
                BE,
                "declare",
                "",
                "office",
                "BE000001",
                "destination",
                "DE000002",
                "transit",
                "CH000003",
                "grn",
                grn,
                "amount",
                "500.00");
        net.act(BE, "check-guarantee", mrn);
        net.act(BE, "use-guarantee", mrn);
        net.act(BE, "release", mrn);
        net.act(BE, "invalidate", mrn);

        assertThat(net.exchange())
                .containsExactly(
                        "BE>DE CD200C",
                        "DE>BE CD201C",
                        "BE>DE CD203C",
                        "DE>BE CD205C",
                        "BE>DE CD001C",
                        "BE>CH CD050C",
                        "BE>DE CD204C",
                        "BE>DE CD010C",
                        "BE>CH CD010C");
        assertThat(net.state(DE, mrn, "DESTINATION")).isEqualTo("CANCELLED");
        assertThat(net.state(CH, mrn, "TRANSIT")).isEqualTo("CANCELLED");
        assertThat(net.state(DE, mrn, "GUARANTEE")).isEqualTo("CANCELLED");
        assertThat(net.engine(DE).movement(grn).facts()).doesNotContainKey("used." + mrn);
    }

    @Test
    void guaranteeIsRefusedForAmountAccessCodeAndWrongNumber() {
        String grn = "26DE0000000000000";
        grn = grn.substring(0, 16) + digit(grn.substring(0, 16));
        net.act(DE, "register-guarantee", grn, "access", "9999", "amount", "1000.00");
        String mrn = net.act(
                BE, "declare", "", "office", "BE000001", "destination", "DE000002", "grn", grn, "access", "9999");
        net.act(BE, "use-guarantee", mrn, "amount", "1000.01");
        assertThat(text("CD205C")).contains("<code>G05<");
        net.act(BE, "use-guarantee", mrn, "amount", "900.00", "access", "1111");
        assertThat(text("CD205C")).contains("<code>G03<");
        net.act(BE, "check-guarantee", mrn, "access", "9999", "grn", "26DE0000000000009");
        assertThat(text("CD201C")).contains("<code>G01<");
        assertThat(net.state(BE, mrn, "DEPARTURE")).isEqualTo("GUARANTEE_REFUSED");
        assertThatThrownBy(() -> net.act(BE, "release", mrn)).hasMessageContaining("refuse-release");
    }

    @Test
    void incidentOnTheWayIsForwarded() {
        String mrn = released();
        net.act(CH, "report-incident", mrn, "office", "CH000003", "code", "2");

        assertThat(net.exchange()).endsWith("CH>BE CD180C", "BE>DE CD181C");
        assertThat(net.engine(DE).movement(mrn).fact("incidents")).contains("CH000003");
    }

    @Test
    void goodsThatDoNotArriveAreLookedForAndFound() {
        String mrn = released();
        net.pass(Duration.ofDays(15));
        assertThat(net.exchange()).endsWith("BE>DE CD142C");
        net.act(DE, "ask-information", mrn, "office", "DE000002");
        net.act(DE, "answer-enquiry", mrn);
        net.act(DE, "arrive", mrn);
        net.act(DE, "results", mrn);

        assertThat(net.exchange())
                .endsWith(
                        "DE>BE CD145C",
                        "BE>DE CD144C",
                        "DE>BE CD143C",
                        "DE>BE CD006C",
                        "BE>CH CD024C",
                        "BE>DE CD059C",
                        "DE>BE CD018C");
        assertThat(net.state(BE, mrn, "DEPARTURE")).isEqualTo("WRITTEN_OFF");
        assertThat(net.state(DE, mrn, "ENQUIRED")).isEqualTo("CANCELLED");
    }

    @Test
    void goodsThatAreNotFoundAreRecoveredAfterSevenMonths() {
        String mrn = released();
        net.act(BE, "enquire", mrn, "days", "40");
        net.pass(Duration.ofDays(41));
        assertThat(net.state(BE, mrn, "ENQUIRY")).isEqualTo("OVERDUE");
        net.pass(Duration.ofDays(180));
        assertThat(net.state(BE, mrn, "DEPARTURE")).isEqualTo("RECOVERY");
        net.act(BE, "request-recovery", mrn, "office", "AT000007");
        net.act(AT, "refuse-recovery", mrn);
        net.act(BE, "request-recovery", mrn, "office", "DE000007");
        net.act(DE, "accept-recovery", mrn);
        net.act(DE, "collect", mrn);

        assertThat(net.exchange())
                .endsWith(
                        "BE>DE CD142C",
                        "BE>DE CD063C",
                        "BE>CH CD063C",
                        "BE>AT CD150C",
                        "AT>BE CD151C",
                        "BE>DE CD150C",
                        "DE>BE CD151C",
                        "DE>BE CD152C");
        assertThat(net.state(BE, mrn, "DEPARTURE")).isEqualTo("WRITTEN_OFF");
        assertThat(net.state(BE, mrn, "RECOVERY")).isEqualTo("COLLECTED");
        assertThat(net.state(DE, mrn, "DESTINATION")).isEqualTo("RECOVERY");
    }

    @Test
    void questionsAreAnsweredWithoutChangingAnything() {
        String mrn = released();
        net.act(AT, "query", mrn, "office", "AT000001");
        net.act(BE, "ask-status", mrn);
        net.act(BE, "ask-status", mrn, "role", "Transit", "office", "CH000003");
        net.act(AT, "ask-availability", mrn, "to", BE);

        assertThat(net.exchange())
                .endsWith(
                        "AT>BE CD027C",
                        "BE>AT CD038C",
                        "BE>DE CD094C",
                        "DE>BE CD095C",
                        "BE>CH CD094C",
                        "CH>BE CD095C",
                        "AT>BE CD974C",
                        "BE>AT CD975C");
        assertThat(net.state(AT, mrn, "QUERY")).isEqualTo("ANSWERED");
        assertThat(net.state(BE, mrn, "DEPARTURE")).isEqualTo("RELEASED");
    }

    @Test
    void lateResultsAreAskedForAfterSixDays() {
        String mrn = released();
        net.act(DE, "arrive", mrn);
        net.pass(Duration.ofDays(6));

        assertThat(net.exchange()).endsWith("BE>DE CD094C", "DE>BE CD095C");
    }

    @Test
    void tirMovementsAreCopiedToTheBridge() {
        String mrn = net.act(BE, "dispatch", "", "office", "BE000001", "destination", "DE000002", "type", "TIR");

        assertThat(net.exchange()).containsExactly("BE>DE CD001C", "BE>EC CD012C");
        assertThat(net.state(DE, mrn, "DESTINATION")).isEqualTo("AAR_CREATED");
    }

    @Test
    void applicationStartedAgainGoesOnWhereItWas() {
        String mrn = released();
        Engine again = Ncts.application("DE", new Random(99));
        for (Stored stored : net.stored(DE)) {
            again.restore(stored);
        }
        net.add(again);
        net.act(DE, "arrive", mrn);
        net.act(DE, "results", mrn);

        assertThat(net.state(BE, mrn, "DEPARTURE")).isEqualTo("WRITTEN_OFF");
        Engine departure = Ncts.application("BE", new Random(98));
        net.stored(BE).forEach(departure::restore);
        assertThat(departure.movement(mrn).states())
                .isEqualTo(net.engine(BE).movement(mrn).states());
        assertThat(departure.movement(mrn).facts())
                .isEqualTo(net.engine(BE).movement(mrn).facts());
        assertThat(departure.acts(mrn)).isEqualTo(net.engine(BE).acts(mrn));
    }

    private static char digit(String body) {
        for (char digit = '0'; digit <= '9'; digit++) {
            if (eu.ccngateway.applications.identifier.Grn.isValid(body + digit)) {
                return digit;
            }
        }
        throw new AssertionError(body);
    }

    private String text(String name) {
        return new String(net.last(name).payload(), StandardCharsets.UTF_8);
    }
}
