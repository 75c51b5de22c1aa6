package eu.ccngateway.applications.identifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtherIdentifiersTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:15:30Z");

    @Test
    void computesTheTabledGrn() {
        assertThat(CheckDigit.sum("24GB000001000029")).isEqualTo(328366);
        assertThat(Grn.fault("24GB0000010000295")).isEmpty();
        assertThat(Grn.fault("24GB0000010000295A000001")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"24GB0000010000296", "01GB0000010000029", "26GB0000X6524786A9", "24GB0000010000295A00001", ""})
    void refusesTheTabledGrnsThatDoNotVerify(String text) {
        assertThat(Grn.isValid(text)).isFalse();
    }

    @Test
    void namesTheGrnDigitThatWasExpected() {
        assertThat(Grn.fault("01GB0000010000029")).contains("check digit 5");
    }

    @Test
    void makesGrnsThatAreRight() {
        assertThat(Grn.make(2026, "DE", new Random(7)).country()).isEqualTo("DE");
    }

    @Test
    void knowsEoriLrnOfficeAndAddress() {
        assertThat(new Eori("BE0123456789").country()).isEqualTo("BE");
        assertThat(Eori.isValid("BE")).isFalse();
        assertThat(Eori.isValid("BE 12")).isFalse();
        assertThat(Eori.isValid("BE1234567890123456")).isFalse();
        assertThat(Lrn.isValid("A".repeat(22))).isTrue();
        assertThat(Lrn.isValid("A".repeat(23))).isFalse();
        assertThat(new Office("DE004851").country()).isEqualTo("DE");
        assertThat(Office.isValid("DE00485")).isFalse();
        assertThat(Office.isValid("de004851")).isFalse();
        assertThat(new Address("NTA.BE").country()).isEqualTo("BE");
        assertThat(Address.isValid("NTA")).isFalse();
        assertThatThrownBy(() -> new Office("X")).hasMessageContaining("DE004851");
    }

    @Test
    void makesIdentificationsOfTheLengthAskedFor() {
        long seed = System.nanoTime();
        for (int length : new int[] {Identifications.SHORT, Identifications.LONG}) {
            Identifications made = new Identifications(length, new Random(seed));
            Set<String> all = new HashSet<>();
            for (int i = 0; i < 10_000; i++) {
                String next = made.next(NOW);
                assertThat(next).hasSize(length);
                all.add(next);
            }
            assertThat(all).as("seed %d", seed).hasSize(10_000);
        }
    }

    @Test
    void refusesOtherLengths() {
        assertThatThrownBy(() -> new Identifications(20, new Random(1))).hasMessage("length: 20 (expected: 14 or 35)");
    }

    @Test
    void wantsCorrelationOfAnswersAndNotOfOpenings() {
        assertThat(Correlation.of("CD003C")).isEqualTo(Correlation.REQUIRED);
        assertThat(Correlation.of("CD001C")).isEqualTo(Correlation.FORBIDDEN);
        assertThat(Correlation.of("CD006C")).isEqualTo(Correlation.OPTIONAL);
    }
}
