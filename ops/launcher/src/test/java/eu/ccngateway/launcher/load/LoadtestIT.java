package eu.ccngateway.launcher.load;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.launcher.Shell;
import eu.ccngateway.launcher.console.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Load runs as a user starts them, small: each starts its networks and rivals, and leaves none of them behind. */
class LoadtestIT {

    private static final String SMALL = "--gateway-jvm=-Xmx512m -XX:TieredStopAtLevel=1";

    @TempDir
    Path directory;

    private final Shell shell = new Shell();

    @AfterEach
    void leavesNoProcess() {
        assertThat(ProcessHandle.current().children()).isEmpty();
    }

    private static Map<String, Object> last(Shell.Result result) throws Exception {
        List<String> lines = result.lines();
        assertThat(lines).as(result.err()).isNotEmpty();
        return Json.readObject(lines.get(lines.size() - 1));
    }

    @Test
    void aRunAccountsForEveryMessageOfAMixedProfile() throws Exception {
        Path html = directory.resolve("run.html");
        Path json = directory.resolve("run.json");
        Shell.Result result = shell.run(
                "loadtest",
                "run",
                "--start",
                "--profile=europe",
                "--messages=400",
                "--domains=3",
                "--connections=5",
                "--verify=all",
                "--output=json",
                "--html=" + html,
                "--json=" + json,
                SMALL);

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(last(result))
                .containsEntry("sent", 400L)
                .containsEntry("accepted", 400L)
                .containsEntry("delivered", 400L)
                .containsEntry("coa", 400L)
                .containsEntry("cod", 400L)
                .containsEntry("rechecked", 1_200L)
                .containsEntry("verified", true);
        assertThat(last(result).get("setting"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("queues", 9L)
                .containsEntry("connections", 5L)
                .containsKeys("gatewayJdk", "gatewayTls", "gatewayJournal");
        assertThat(html).content().contains("every message is accounted for");
        assertThat(Json.readObject(Files.readString(json))).containsKey("seconds");
    }

    @Test
    void aCompressedYearComesToThePublishedFigures() throws Exception {
        Shell.Result result = shell.run(
                "loadtest",
                "year",
                "--year=2019",
                "--scale=1:10000000",
                "--compression=20000000",
                "--domains=4",
                "--output=json",
                SMALL);

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(last(result).get("volume").toString())
                .contains("figure=messages, unit=million, published=6902.0, fromMeters=6900.0");
    }

    @Test
    void aBacklogIsDrainedAndTheUrgentMessageIsSeen() throws Exception {
        Shell.Result result = shell.run("loadtest", "curve", "backlog", "--points=300", "--output=json", SMALL);

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(last(result))
                .containsEntry("point", 300L)
                .containsEntry("verified", true)
                .containsKeys("fillPerSecond", "drainPerSecond");
        assertThat((Long) last(result).get("cameBeforeUrgent"))
                .as("it came, and not as if it were one of a queue of all")
                .isBetween(0L, 299L);
    }

    @Test
    void othersAreMeasuredWhileOneIsStalled() throws Exception {
        Shell.Result result = shell.run(
                "loadtest",
                "curve",
                "stall",
                "--points=1",
                "--rate=100",
                "--warmup=1",
                "--seconds=2",
                "--output=json",
                SMALL);

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(last(result)).containsEntry("verified", true).containsKey("p99CoDMs");
        assertThat((Double) last(result).get("p99CoDMs"))
                .as("what the stalled queue holds is not among it")
                .isPositive();
    }

    @Test
    void aComparisonEndsWithTheObjectThatChecksRead() throws Exception {
        Shell.Result result = shell.run(
                "loadtest",
                "compare",
                "--peer=artemis",
                "--rounds=1",
                "--seconds=2",
                "--warmup=1",
                "--queues=3",
                "--producers=2",
                "--output=json",
                SMALL);

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(last(result))
                .containsOnlyKeys("peer", "ratio", "ratioMin", "ratioMax", "oursPerSecond", "theirsPerSecond", "rounds")
                .containsEntry("peer", "artemis")
                .containsEntry("rounds", 1L);
        assertThat((Double) last(result).get("theirsPerSecond")).isPositive();
        assertThat(result.out()).contains("journal", "mutual, TLS 1.3");
    }

    @Test
    void listsProfilesAndShowsOneAsAFile() throws Exception {
        assertThat(shell.run("loadtest", "list").out()).contains("transit", "europe", "4670");
        assertThat(shell.run("loadtest", "list", "--show=europe").out()).contains("profile: europe");
        assertThat(shell.run("loadtest", "list", "--show=nothing").code()).isEqualTo(2);
    }

    @Test
    void refusesMoreDomainsThanThereAre() {
        Shell.Result result = shell.run("loadtest", "run", "--start", "--domains=60", SMALL);

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("--domains: 60");
    }
}
