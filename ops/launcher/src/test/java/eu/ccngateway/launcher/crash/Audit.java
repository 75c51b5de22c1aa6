package eu.ccngateway.launcher.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.ccngateway.gateway.evidence.DuplicateWindow;
import eu.ccngateway.gateway.evidence.EvidenceStore;
import eu.ccngateway.gateway.evidence.Retention;
import eu.ccngateway.gateway.store.End;
import eu.ccngateway.protocol.message.MessageId;
import eu.ccngateway.protocol.seal.Statement;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.SoftAssertions;

/** Whether what the programs were told, and what the gateway wrote down, is one story, message by message. */
final class Audit {

    private static final int FAULTS_SHOWN = 20;

    private final Collection<Letter> letters;

    Audit(Collection<Letter> letters) {
        this.letters = letters;
    }

    /** Every accepted message was handed over once, and its sender was told once that it came and once that it was taken. */
    void ofWhatProgramsWereTold() {
        SoftAssertions all = new SoftAssertions();
        for (Letter letter : letters) {
            all.assertThat(letter.answers()).as("%s accepted", letter).isNotEmpty();
            all.assertThat(letter.answers().stream()
                            .map(accepted -> accepted.acceptance())
                            .distinct())
                    .as("%s accepted under one number", letter)
                    .hasSize(1);
            all.assertThat(letter.handedOver()).as("%s handed over", letter).hasSize(1);
            all.assertThat(letter.coas()).as("%s confirmed on arrival", letter).hasSize(1);
            all.assertThat(letter.cods()).as("%s confirmed on delivery", letter).hasSize(1);
            for (Letter.Copy copy : letter.handedOver()) {
                all.assertThat(copy.isWhole())
                        .as("%s whole and verified", letter)
                        .isTrue();
                all.assertThat(letter.coas()).as("CoA of %s", letter).allSatisfy(told -> isOn(told, copy));
                all.assertThat(letter.cods()).as("CoD of %s", letter).allSatisfy(told -> isOn(told, copy));
                all.assertThat(letter.answers())
                        .as("answers to %s", letter)
                        .allMatch(answer -> answer.acceptance().value() == copy.acceptance());
            }
            if (all.errorsCollected().size() > FAULTS_SHOWN) {
                break;
            }
        }
        all.assertAll();
    }

    private static void isOn(Letter.Told told, Letter.Copy copy) {
        assertThat(told.leaf()).isEqualTo(copy.leaf());
        assertThat(told.acceptance()).isEqualTo(copy.acceptance());
    }

    /** Waits until the evidence has the end of every message. */
    void awaitEvidence(Path evidence) {
        await("evidence of everything").atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
            EvidenceFiles files = EvidenceFiles.read(evidence);
            assertThat(files.ended()).hasSameSizeAs(letters);
            assertThat(files.accepted()).hasSameSizeAs(letters);
        });
    }

    /** The evidence has each acceptance and each end once, with the very reports that were handed over. */
    EvidenceFiles ofEvidence(Path directory) throws IOException {
        EvidenceFiles files = EvidenceFiles.read(directory);
        assertThat(files.doubled()).as("records that stand there twice").isEmpty();
        Map<MessageId, EvidenceFiles.Acceptance> accepted = new HashMap<>();
        files.accepted().forEach((id, all) -> {
            assertThat(all).as("acceptances of %s", id).hasSize(1);
            accepted.put(id, all.get(0));
        });
        assertThat(accepted).hasSameSizeAs(letters);
        assertThat(files.ended()).hasSameSizeAs(letters);
        for (Letter letter : letters) {
            EvidenceFiles.Acceptance acceptance = accepted.get(letter.id());
            assertThat(acceptance).as("evidence of %s", letter).isNotNull();
            assertThat(acceptance.sender()).isEqualTo(letter.sender());
            assertThat(acceptance.number()).as("acceptance of %s", letter).isEqualTo(letter.acceptance());
            assertThat(acceptance.leaf())
                    .as("leaf of %s", letter)
                    .isEqualTo(letter.handedOver().get(0).leaf());
            assertThat(acceptance.coas())
                    .as("CoA of %s", letter)
                    .containsExactly(letter.coas().get(0).reportId());
            List<EvidenceFiles.Finish> ends = files.ended().get(letter.acceptance());
            assertThat(ends).as("ends of %s", letter).hasSize(1);
            assertThat(ends.get(0).how()).isEqualTo(End.DELIVERED);
            assertThat(ends.get(0).reportOn(acceptance.leaf()))
                    .as("CoD of %s", letter)
                    .isEqualTo(letter.cods().get(0).reportId());
        }
        return files;
    }

    /** The duplicate window, filled as at a start, knows every message under its acceptance, and nothing else. */
    void ofDuplicates(Path evidence) throws IOException {
        Clock clock = Clock.systemUTC();
        DuplicateWindow window = new DuplicateWindow(DuplicateWindow.Bounds.STANDARD, clock, new Random());
        try (EvidenceStore store =
                EvidenceStore.open(evidence, new Statement("demo", "RCT"), new Retention(3650, 0), clock)) {
            store.replay(Instant.EPOCH, window::accepted);
        }
        assertThat(window.size()).as("ids remembered").isEqualTo(letters.size());
        for (Letter letter : letters) {
            byte[] leaf = HexFormat.of().parseHex(letter.handedOver().get(0).leaf());
            assertThat(window.claim(letter.domain(), letter.id().toBytes(), leaf))
                    .as("duplicate record of %s", letter)
                    .isInstanceOfSatisfying(
                            DuplicateWindow.Claim.Accepted.class,
                            claim -> assertThat(claim.acceptance()).isEqualTo(letter.acceptance()));
        }
    }
}
