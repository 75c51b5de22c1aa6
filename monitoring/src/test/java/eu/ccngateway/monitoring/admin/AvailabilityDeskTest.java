package eu.ccngateway.monitoring.admin;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.monitoring.calendar.Unavailability;
import eu.ccngateway.monitoring.sla.AvailabilityDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AvailabilityDeskTest {

    @TempDir
    Path root;

    private static Clock at(Instant now) {
        return Clock.fixed(now, ZoneOffset.UTC);
    }

    private static Map<String, Object> service(JsonObject answer, String name) {
        return ((List<?>) answer.fields().get("services"))
                .stream()
                        .map(service -> ((JsonObject) service).fields())
                        .filter(service -> service.get("service").equals(name))
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void saysWhatToDoWhereNobodyMeasures() {
        AvailabilityDesk desk = new AvailabilityDesk(new AvailabilityDirectory(root.resolve("none")), at(Measured.NOW));

        assertThat(desk.availability().fields())
                .containsEntry("isMeasured", false)
                .hasEntrySatisfying("hint", hint -> assertThat(hint.toString()).contains("./ccn prober"));
        assertThat(desk.calendar()).isEmpty();
    }

    @Test
    void countsTheMinutesOfAStoppedApplicationAgainstIt() throws Exception {
        JsonObject answer = new AvailabilityDesk(Measured.in(root), at(Measured.NOW)).availability();

        assertThat(answer.fields()).containsEntry("isMeasured", true).doesNotContainKey("hint");
        assertThat(service(answer, "NCTS/CUSTTAX.IE"))
                .containsEntry("state", "UNSCHEDULED")
                .containsEntry("unscheduledMinutes", 3L)
                .containsEntry("since", Measured.NOW.minus(Duration.ofMinutes(3)));
        assertThat(service(answer, "CCN_CSI"))
                .containsEntry("state", "UP")
                .containsEntry("unscheduledMinutes", 0L)
                .containsKeys("target", "budgetLeftMinutes", "burnRate");
        assertThat(service(answer, "NCTS")).containsEntry("members", 1).doesNotContainKey("target");
        assertThat((List<?>) answer.fields().get("services"))
                .extracting(service -> ((JsonObject) service).fields().get("service"))
                .as("what has a target first, then groups")
                .isEqualTo(List.of("CCN_CSI", "NCTS", "NCTS/CUSTTAX.IE"));
    }

    @Test
    void saysSoWhenTheProberHasGone() throws Exception {
        AvailabilityDesk desk = new AvailabilityDesk(Measured.in(root), at(Measured.NOW.plus(Duration.ofMinutes(5))));

        JsonObject answer = desk.availability();
        assertThat(answer.fields())
                .hasEntrySatisfying(
                        "hint", hint -> assertThat(hint.toString()).contains("nobody has looked", "./ccn prober"));
        assertThat(service(answer, "CCN_CSI")).containsEntry("state", "UNKNOWN");
    }

    @Test
    void saysSoWhereTheFilesCannotBeRead() throws Exception {
        Measured.in(root);
        Path calendar = root.resolve("calendar.csv");
        Files.writeString(calendar, Files.readString(calendar).replaceFirst("RELEASE", "INCIDENT"));

        assertThat(new AvailabilityDesk(new AvailabilityDirectory(root), at(Measured.NOW))
                        .availability()
                        .fields())
                .containsEntry("isMeasured", false)
                .hasEntrySatisfying("hint", hint -> assertThat(hint.toString()).contains("./ccn sla status"));
    }

    @Test
    void listsWhatIsToComeBeforeWhatIsOver() throws Exception {
        AvailabilityDesk desk = new AvailabilityDesk(Measured.in(root), at(Measured.NOW));

        assertThat(desk.calendar())
                .extracting((Unavailability it) -> it.planned().note())
                .containsExactly("next", "later", "over");
        assertThat(desk.entry(desk.calendar().get(1)).fields())
                .containsEntry("told", 2)
                .containsEntry("acknowledged", List.of("CUSTTAX.FR"))
                .containsEntry("isInTime", true)
                .containsEntry("isOver", false);
    }

    @Test
    void readsTheFilesNotOftenerThanNeeded() throws Exception {
        AvailabilityDirectory directory = Measured.in(root);
        AvailabilityDesk desk = new AvailabilityDesk(directory, at(Measured.NOW));
        desk.availability();
        Files.delete(root.resolve(AvailabilityDirectory.SERVICES));

        assertThat(desk.availability().fields()).containsEntry("isMeasured", true);
    }
}
