package eu.ccngateway.applications.xml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckTest {

    private final Outline outline = Outline.parse(
            "M",
            List.of(
                    "# A message",
                    "Operation     1",
                    "  MRN         1     mrn",
                    "  flag        1     code      CL027",
                    "  mass        ?     n..16,6>0",
                    "  day         ?     date",
                    "  count       ?     int:1-99",
                    "  short       ?     an2",
                    "Office        1..2",
                    "  reference   1     office    CL171",
                    "incident      ?     n1        CL019"));
    private final CodeLists lists = CodeLists.parse(
            List.of("CL027 format 0 1", "CL019 complete 1 2", "CL070 format BE DE", "CL171 office CL070"));

    @ParameterizedTest
    @CsvSource({
        "<flag>1</flag>, <flag>7</flag>, NOT_IN_LIST, /M/Operation/flag",
        "<flag>1</flag>, '', MISSING, /M/Operation/flag",
        "<flag>1</flag>, <flag>1</flag><flag>1</flag>, TOO_MANY, /M/Operation/flag",
        "<flag>1</flag>, <x>1</x><flag>1</flag>, NOT_SUPPORTED_HERE, /M/Operation/x",
        "<flag>1</flag>, <flag>1</flag><mass>0</mass>, WRONG_TYPE, /M/Operation/mass",
        "<flag>1</flag>, <flag>1</flag><mass>1.1234567</mass>, TOO_LONG, /M/Operation/mass",
        "<flag>1</flag>, <flag>1</flag><day>2026-02-30</day>, WRONG_TYPE, /M/Operation/day",
        "<flag>1</flag>, <flag>1</flag><count>0</count>, TOO_SMALL, /M/Operation/count",
        "<flag>1</flag>, <flag>1</flag><short>a</short>, TOO_SHORT, /M/Operation/short",
        "<flag>1</flag>, <flag>1</flag><short>abc</short>, TOO_LONG, /M/Operation/short",
        "23BECC0000010003A9, 23becc0000010003A9, WRONG_PATTERN, /M/Operation/MRN",
        "BE000001, BE00001, WRONG_PATTERN, /M/Office[2]/reference"
    })
    void findsEachFaultOfForm(String good, String bad, Fault.Code code, String pointer) throws XmlRefused {
        List<Fault> faults = Check.form(read(document().replace(good, bad)), outline, lists);

        assertThat(faults).hasSize(1);
        assertThat(faults.get(0).code()).isEqualTo(code);
        assertThat(faults.get(0).pointer()).isEqualTo(pointer);
        assertThat(faults.get(0).at().line()).isPositive();
    }

    @Test
    void findsNothingInAGoodDocument() throws XmlRefused {
        assertThat(Check.form(read(document()), outline, lists)).isEmpty();
        assertThat(Check.codes(read(document()), outline, lists)).isEmpty();
    }

    @Test
    void findsValuesOutsideCodeListsAndOfficesOfStrangeCountries() throws XmlRefused {
        String bad = document().replace("BE000001", "US000001").replace("</M>", "<incident>9</incident></M>");

        assertThat(Check.form(read(bad), outline, lists)).isEmpty();
        assertThat(Check.codes(read(bad), outline, lists))
                .extracting(Fault::text, Fault::value)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("CL171", "US000001"),
                        org.assertj.core.groups.Tuple.tuple("CL019", "9"));
    }

    private static Element read(String text) throws XmlRefused {
        return new XmlReader().read(text.getBytes(UTF_8)).root();
    }

    private static String document() {
        return "<M>\n<Operation><MRN>23BECC0000010003A9</MRN><flag>1</flag></Operation>\n"
                + "<Office><reference>DE000001</reference></Office><Office><reference>BE000001</reference></Office></M>";
    }
}
