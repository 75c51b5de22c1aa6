package eu.ccngateway.applications.identifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MrnTest {

    @ParameterizedTest
    @CsvSource({
        "23BECC0000010003A9, 756512",
        "23DE6D16E9D9644EB1, 1443608",
        "23DE37D25B5E6FC0B9, 1199944",
        "21BE000000000952L1, 1728684",
        "51GBLFUWH7WOI085M4, 2050459",
        "24GBQ4OPL9LU18CNZ7, 3697646",
        "23GB000246IF9W5YJ0, 2985388",
        "24GB000246J8NY33L7, 2101678",
        "99IT9876AB88901209, 154031"
    })
    void computesEveryTabledCheckDigitAndSum(String mrn, long sum) {
        String body = mrn.substring(0, 17);

        assertThat(CheckDigit.sum(body)).isEqualTo(sum);
        assertThat(Mrn.checkDigit(body)).isEqualTo(mrn.charAt(17));
    }

    @ParameterizedTest
    @CsvSource({"23BECC0000010003A9", "23GB000246IF9W5YJ0", "51GBLFUWH7WOI085M4", "24GBQ4OPL9LU18CNZ7"})
    void acceptsMrnsOfEitherShape(String mrn) {
        assertThat(Mrn.fault(mrn)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"86LMNE52YHVC0HIKF7, 3", "98IT02110007A12348, 6", "19GB00006010016355, 7", "10GB08I01234567891, 2"})
    void computesAnotherDigitForTheTabledSamplesThatWereMadeUp(String mrn, char computed) {
        assertThat(Mrn.checkDigit(mrn.substring(0, 17))).isEqualTo(computed);
        assertThat(Mrn.isValid(mrn)).isFalse();
    }

    @Test
    void namesTheRightDigitWhenItRefusesAWrongOne() {
        assertThat(Mrn.fault("23BECC0000010003A8")).contains("check digit 9");
        assertThatThrownBy(() -> new Mrn("23BECC0000010003A8"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("MRN: 23BECC0000010003A8 (expected: check digit 9)");
    }

    @ParameterizedTest
    @CsvSource({
        "''",
        "23be00000100003A9",
        "23BECC0000010003A99",
        "23BECC000001 003A9",
        "XXBECC0000010003A9",
        "23BECC0000010003É9"
    })
    void refusesWhatHasNotTheShape(String text) {
        assertThat(Mrn.isValid(text)).isFalse();
    }

    @RepeatedTest(20)
    void makesNumbersThatAreRightAndBreakWithAnyDigitChanged() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (Mrn.Procedure procedure : Mrn.Procedure.values()) {
            Mrn mrn = Mrn.make(2026, "BE", procedure, random);
            char wrong = mrn.text().charAt(17) == '9' ? '0' : (char) (mrn.text().charAt(17) + 1);

            assertThat(mrn.text()).as("seed %d", seed).startsWith("26BE").hasSize(Mrn.LENGTH);
            assertThat(mrn.text().charAt(16)).isEqualTo(procedure.letter());
            assertThat(mrn.country()).isEqualTo("BE");
            assertThat(Mrn.isValid(mrn.text().substring(0, 17) + wrong)).isFalse();
        }
    }
}
