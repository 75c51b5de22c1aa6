package eu.ccngateway.applications.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PatternsTest {

    @Test
    void confirmsABatchOnceItIsWhole() throws FormInvalid {
        Exchange surveillance = new Exchange("SURV", "DE", "EC");
        surveillance.act("DE", "batch", "day-1", "generate", "450");

        assertThat(surveillance.seen()).containsExactly("DE>EC PART", "DE>EC PART", "DE>EC PART", "EC>DE RECEIPT");
        assertThat(surveillance.last("RECEIPT").fields()).containsEntry("records", "450");
        assertThat(surveillance.states()).contains("WHOLE 450", "CONFIRMED");
        assertThat(surveillance.delivered()).allMatch(outgoing -> outgoing.priority() == 1);
    }

    @Test
    void asksAgainForThePartThatIsMissing() throws FormInvalid {
        Exchange surveillance = new Exchange("SURV", "DE", "EC");
        surveillance.lose(outgoing -> new String(outgoing.payload(), java.nio.charset.StandardCharsets.UTF_8)
                .contains("<field name=\"part\">2<"));
        surveillance.act("DE", "batch", "day-1", "generate", "450");
        assertThat(surveillance.seen()).containsExactly("DE>EC PART", "DE>EC PART", "EC>DE RESEND");
        assertThat(surveillance.last("RESEND").fields()).containsEntry("missing", "2");

        surveillance.lose(outgoing -> false);
        surveillance.pass(Duration.ofMinutes(10));

        assertThat(surveillance.seen()).endsWith("EC>DE RESEND", "DE>EC PART", "EC>DE RECEIPT");
        assertThat(surveillance.states()).contains("CONFIRMED");
    }

    @Test
    void countsABatchThatComesTwiceOnce() throws FormInvalid {
        Exchange surveillance = new Exchange("SURV", "DE", "EC");
        surveillance.act("DE", "batch", "day-1", "generate", "10");
        byte[] part = surveillance.last("PART").toXml();
        surveillance.hand("EC", "NA.DE", "PART", part);
        surveillance.deliver();

        assertThat(surveillance.seen()).endsWith("EC>DE RECEIPT");
        assertThat(surveillance.states().stream().filter("WHOLE 10"::equals)).hasSize(1);
        assertThatThrownBy(() -> surveillance.act("DE", "batch", "day-1", "generate", "10"))
                .hasMessageContaining("sent already");
    }

    @Test
    void closesTheBatchOfTheDayAtMidnight() {
        Exchange surveillance = new Exchange("SURV", "DE", "EC");
        surveillance.act("DE", "record", "", "commodity", "22041000", "value", "12.50");
        surveillance.pass(Duration.ofHours(13));
        assertThat(surveillance.seen()).isEmpty();
        surveillance.pass(Duration.ofHours(1));

        assertThat(surveillance.seen()).containsExactly("DE>EC PART", "EC>DE RECEIPT");
    }

    @Test
    void asksForTheWholeAfterAGapAndKnowsWhoHasWhat() {
        Exchange tariff = new Exchange("TARIC", "EC", "DE", "FR");
        tariff.act("EC", "enter", "01012100", "duty", "0");
        tariff.act("EC", "publish", "");
        tariff.lose(outgoing -> outgoing.to().equals("NA.FR"));
        tariff.act("EC", "enter", "01012910", "duty", "5");
        tariff.act("EC", "publish", "");
        tariff.lose(outgoing -> false);
        Publisher centre = tariff.application("EC", Publisher.class);
        assertThat(centre.receipts(2)).isEqualTo(Map.of("NA.DE", "DELIVERED", "NA.FR", "SENT"));

        tariff.act("EC", "remove", "01012100");
        tariff.act("EC", "publish", "");

        assertThat(tariff.seen()).endsWith("FR>EC FULLREQ", "EC>FR FULL");
        Subscriber france = tariff.application("FR", Subscriber.class);
        assertThat(france.version()).isEqualTo(3);
        assertThat(france.entries()).isEqualTo(centre.entries());
        assertThat(france.entries()).containsOnlyKeys("01012910");
    }

    @Test
    void publishesAtMidnightWhatWasEnteredDuringTheDay() {
        Exchange tariff = new Exchange("TARIC", "EC", "DE");
        tariff.act("EC", "enter", "01012100", "duty", "0");
        tariff.pass(Duration.ofHours(13));
        assertThat(tariff.seen()).isEmpty();
        tariff.pass(Duration.ofHours(1));
        assertThat(tariff.seen()).containsExactly("EC>DE CHANGE");
        tariff.pass(Duration.ofDays(3));
        assertThat(tariff.seen()).hasSize(1);
    }

    @Test
    void sendsACrisisToAllAtTheHighestPriorityAndKnowsWhoHasNotAnswered() {
        Exchange risk = new Exchange("CRMS2", "DE", "FR", "PL", "EC");
        risk.lose(outgoing -> outgoing.to().equals("NA.PL"));
        String form = risk.act("DE", "alert", "", "category", "medicines", "crisis", "true");

        assertThat(risk.delivered())
                .filteredOn(outgoing -> outgoing.name().equals("CRISIS"))
                .hasSize(2)
                .allMatch(outgoing -> outgoing.priority() == 9);
        AnyToAll germany = risk.application("DE", AnyToAll.class);
        assertThat(germany.openFeedback(form)).containsExactly("NA.PL");
        assertThat(germany.byCategory()).isEqualTo(Map.of("medicines", 1));

        risk.act("FR", "feedback", form, "evaluation", "found 3 consignments");
        assertThat(risk.states()).contains("NA.FR found 3 consignments");
    }

    @Test
    void refusesWhatIsOutOfSequenceUnknownOrThereAlready() throws FormInvalid {
        Exchange clearance = new Exchange("CCI", "DE", "FR");
        String movement = clearance.act("DE", "send", "", "type", "DECLARED", "to", "FR");
        assertThat(clearance.seen()).containsExactly("DE>FR DECLARED", "FR>DE CONTROLLED", "DE>FR RELEASED");

        byte[] declared = clearance.last("DECLARED").toXml();
        clearance.hand("FR", "NA.DE", "DECLARED", declared);
        clearance.deliver();
        assertThat(clearance.last("REFUSED").fields()).containsEntry("code", "26");

        byte[] again = clearance.last("RELEASED").toXml();
        clearance.hand("FR", "NA.DE", "RELEASED", again);
        clearance.deliver();
        assertThat(clearance.last("REFUSED").fields()).containsEntry("code", "92");

        String unknown = new String(again, java.nio.charset.StandardCharsets.UTF_8).replace(movement, "CCI0");
        clearance.hand("FR", "NA.DE", "RELEASED", unknown.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        clearance.deliver();
        assertThat(clearance.last("REFUSED").fields()).containsEntry("code", "90");
    }

    @Test
    void answersOutOfItsRegisterAndNoticesWhoDoesNotAnswer() throws FormInvalid {
        Exchange numbers = new Exchange("VIES", "DE", "FR");
        numbers.act("DE", "send", "", "type", "QUERY", "to", "FR", "reference", "FR123");
        assertThat(numbers.last("RESULT").fields()).containsEntry("result", "not found");

        numbers.act("FR", "enter", "FR123", "name", "Dupont");
        numbers.act("DE", "send", "", "type", "QUERY", "to", "FR", "reference", "FR123");
        assertThat(numbers.last("RESULT").fields())
                .containsEntry("result", "found")
                .containsEntry("name", "Dupont");

        numbers.lose(outgoing -> true);
        numbers.act("DE", "send", "", "type", "QUERY", "to", "FR", "reference", "FR123");
        numbers.pass(Duration.ofHours(1));
        assertThat(numbers.states()).contains("UNANSWERED");
    }

    @Test
    void letsOnlyNamedFieldsOverTheBridgeAndHoldsThemWhileAPartnerIsClosed() throws FormInvalid {
        Exchange bridge = new Exchange("SPEED2", "DE", "EC", "CN");
        bridge.act("DE", "send", "", "type", "TRANSITOUT", "to", "CN", "goods", "wine", "secret", "the price");
        assertThat(bridge.seen()).containsExactly("DE>EC TRANSITOUT", "EC>CN TRANSITOUT");
        assertThat(bridge.last("TRANSITOUT").fields())
                .containsEntry("goods", "wine")
                .doesNotContainKey("secret");

        bridge.act("EC", "close", "", "partner", "CN");
        bridge.act("DE", "send", "", "type", "TRANSITOUT", "to", "CN", "goods", "beer");
        bridge.act("DE", "send", "", "type", "RISKOUT", "to", "CN", "category", "arms");
        assertThat(bridge.seen()).endsWith("DE>EC TRANSITOUT", "DE>EC RISKOUT");
        bridge.pass(Duration.ofMinutes(5));
        bridge.act("EC", "open", "", "partner", "CN");

        assertThat(bridge.seen()).endsWith("EC>CN TRANSITOUT", "EC>CN RISKOUT");
        assertThat(bridge.application("EC", Bridge.class).counters().get("CN"))
                .containsEntry("out", "3")
                .containsEntry("fieldsDropped", "1")
                .containsEntry("closedSeconds", "300");
    }

    @Test
    void tellsWhatItKnowsWhenAsked() {
        Exchange bridge = new Exchange("SPEED2", "DE", "EC", "CN");
        bridge.act("EC", "close", "", "partner", "CN");
        bridge.act("DE", "send", "", "type", "TRANSITOUT", "to", "CN", "goods", "beer");
        bridge.pass(Duration.ofMinutes(5));
        bridge.act("EC", "status", "");
        assertThat(bridge.states())
                .contains("CLOSED {closedSeconds=300, held=1, out=1}", "OPEN {closedSeconds=0, held=0}");

        Exchange tariff = new Exchange("TARIC", "EC", "DE", "FR");
        tariff.lose(outgoing -> outgoing.to().equals("NA.FR"));
        tariff.act("EC", "enter", "01012100", "duty", "0");
        tariff.act("EC", "publish", "");
        int before = tariff.states().size();
        tariff.act("EC", "status", "");
        assertThat(tariff.states().subList(before, tariff.states().size())).containsExactly("DELIVERED", "SENT");

        Exchange surveillance = new Exchange("SURV-RECAPP", "DE", "EC");
        surveillance.act("DE", "batch", "day", "generate", "5");
        surveillance.act("DE", "status", "");
        surveillance.act("EC", "status", "");
        assertThat(surveillance.states()).endsWith("0 records", "CONFIRMED", "WHOLE 5");
    }

    @Test
    void refusesAPartnerBeyondTheBridgeThatNobodyAgreedOn() throws FormInvalid {
        Exchange bridge = new Exchange("SPEED2", "DE", "EC");
        bridge.act("DE", "send", "", "type", "TRANSITOUT", "to", "BR");

        assertThat(bridge.last("REFUSED").fields()).containsEntry("code", "14");
    }

    @Test
    void refusesAFormThatAnotherCountrySealed() throws FormInvalid {
        Exchange numbers = new Exchange("VIES", "DE", "FR", "PL");
        numbers.act("DE", "send", "", "type", "QUERY", "to", "FR", "reference", "FR123");
        byte[] germanys = numbers.last("QUERY").toXml();

        numbers.hand("FR", "NA.PL", "QUERY", germanys);
        numbers.deliver();

        assertThat(numbers.seen()).endsWith("FR>PL REFUSED");
        assertThat(numbers.last("REFUSED").field("reason").orElseThrow()).contains("sealed by NA.PL");
    }
}
