package eu.ccngateway.launcher.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.ccngateway.applications.identifier.Mrn;
import eu.ccngateway.gateway.config.Secret;
import eu.ccngateway.launcher.Shell;
import eu.ccngateway.launcher.console.Json;
import eu.ccngateway.launcher.local.TemporaryNetwork;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody at Belgium writes messages by hand and puts them; the transit application of Germany answers. */
class HandwrittenMessageIT {

    private static final String ACT = "dispatch office=DE004600 destination=FR000040\n";
    private static final String REQUEST = """
            <ncts:CD002C xmlns:ncts="http://ncts.dgtaxud.ec" PhaseID="NCTS5.1">
              <messageSender>NTA.BE</messageSender>
              <messageRecipient>NTA.DE</messageRecipient>
              <preparationDateAndTime>2026-11-20T09:00:00</preparationDateAndTime>
              <messageIdentification>%s</messageIdentification>
              <messageType>CD002C</messageType>
              <TransitOperation>
                <MRN>%s</MRN>
              </TransitOperation>
              <CustomsOfficeOfDestinationActual>
                <referenceNumber>BE101000</referenceNumber>
              </CustomsOfficeOfDestinationActual>
            </ncts:CD002C>
            """;

    @TempDir
    private static Path directory;

    private static TemporaryNetwork network;
    private static Thread germany;
    private static Shell shell;
    private static String mrn;

    @BeforeAll
    static void startAnApplicationAndLetItDispatch() throws Exception {
        network = TemporaryNetwork.start(TemporaryNetwork.DEMO, Secret.Environment.of(name -> null));
        shell = new Shell("--network", network.directory().toString());
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        String[] command = {"application", "NCTS", "--domain", "DE", "--output", "json"};
        germany = new Thread(() -> shell.runInto(said, ACT.getBytes(StandardCharsets.UTF_8), command), "NTA.DE");
        germany.start();
        mrn = await().atMost(Duration.ofSeconds(60))
                .until(() -> dispatched(said), Optional::isPresent)
                .orElseThrow();
    }

    private static Optional<String> dispatched(ByteArrayOutputStream said) throws IOException {
        for (String line : said.toString(StandardCharsets.UTF_8).lines().toList()) {
            if (line.contains("\"DONE\"")) {
                return Optional.of(String.valueOf(Json.readObject(line).get("movement")));
            }
        }
        return Optional.empty();
    }

    @AfterAll
    static void stop() throws Exception {
        germany.interrupt();
        germany.join(60_000);
        network.close();
    }

    /** What comes back to a request. */
    private static String answer(String queue, String request) throws IOException {
        Path file = Files.writeString(directory.resolve("my.xml"), request);
        Shell.Result put = shell.run(
                "put",
                "--as",
                "NTA.BE",
                "--to",
                "CORE-RCT-QUE.NCTS@CUST.DE",
                "--type",
                "CD002C-MSG.NCTS",
                file.toString());
        assertThat(put.code()).as(put.err()).isZero();
        Shell.Result got = shell.run("get", "--as", "NTA.BE", "--queue", queue, "--wait", "30");
        assertThat(got.code()).as(got.err()).isZero();
        return got.out();
    }

    @Test
    void requestForAMovementThatIsHeldBringsBackItsRecord() throws Exception {
        String record = answer("CORE-RCT-QUE.NCTS", REQUEST.formatted("mine-1", mrn));

        assertThat(record)
                .contains("CD003C", "<MRN>" + mrn + "</MRN>", "<correlationIdentifier>mine-1</correlationIdentifier>")
                .contains("<referenceNumber>DE004600</referenceNumber>", "<referenceNumber>FR000040</referenceNumber>")
                .contains("<referenceNumber>BE101000</referenceNumber>", "<HouseConsignment>")
                .doesNotContain("requestRejectionReasonCode");
    }

    @Test
    void requestForAMovementThatNobodyKnowsIsAnsweredNegatively() throws Exception {
        String other = mrn.substring(0, 4) + "AAAAAAAAAAAAJ";
        String unknown = other + Mrn.checkDigit(other);
        String refusal = answer("CORE-RCT-QUE.NCTS", REQUEST.formatted("mine-2", unknown));

        assertThat(refusal)
                .contains("CD003C", unknown, "<requestRejectionReasonCode>1<")
                .doesNotContain("Consignment>", "CustomsOfficeOfDeparture>");
    }

    @Test
    void wrongCheckDigitIsRefusedByCode() throws Exception {
        char wrong = mrn.charAt(17) == '9' ? '0' : (char) (mrn.charAt(17) + 1);
        String refusal = answer("ADMIN-RCT-QUE.NCTS", REQUEST.formatted("mine-3", mrn.substring(0, 17) + wrong));

        assertThat(refusal).contains("CD906C", "<errorCode>93<", "/CD002C/TransitOperation/MRN<", ">mine-3<");
    }

    @Test
    void identificationUsedBeforeIsRefusedByCode() throws Exception {
        answer("CORE-RCT-QUE.NCTS", REQUEST.formatted("mine-4", mrn));
        String refusal = answer("ADMIN-RCT-QUE.NCTS", REQUEST.formatted("mine-4", mrn));

        assertThat(refusal).contains("CD906C", "<errorCode>26<", "/CD002C/messageIdentification<");
    }

    @Test
    void faultOfFormIsRefusedWithItsLine() throws Exception {
        String bad = REQUEST.formatted("mine-5", mrn).replace("<referenceNumber>", "<reference>");
        assertThat(answer("ADMIN-RCT-QUE.NCTS", bad)).contains("CD917C", "<errorLineNumber>11<", "<errorCode>52<");
        String unknown = REQUEST.formatted("mine-6", mrn).replace("referenceNumber>", "reference>");
        assertThat(answer("ADMIN-RCT-QUE.NCTS", unknown))
                .contains("CD917C", "<errorLineNumber>11<", "<errorColumnNumber>", "<errorCode>15<", ">mine-6<");
    }
}
