package eu.ccngateway.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.launcher.console.Console;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What holds for every command. */
class CommandLineTest {

    private static final Set<String> WITHOUT_DATA = Set.of(
            "ccn",
            "ccn up",
            "ccn gateway",
            "ccn check",
            "ccn pki",
            "ccn pki init",
            "ccn pki issue",
            "ccn pki sign",
            "ccn pki renew",
            "ccn pki revoke",
            "ccn pki crl",
            "ccn dead-letters retry",
            "ccn dead-letters discard",
            "ccn evidence",
            "ccn evidence export",
            "ccn evidence verify",
            "ccn door",
            "ccn door http",
            "ccn unavailability",
            "ccn unavailability agree",
            "ccn unavailability start",
            "ccn unavailability end",
            "ccn unavailability withdraw",
            "ccn unavailability amend",
            "ccn sla",
            "ccn sla close",
            "ccn sla correct",
            "ccn prober",
            "ccn loadtest",
            "ccn scenario");

    static List<String> commands() {
        List<String> names = new ArrayList<>();
        collect(Ccn.commandLine(Console.ofThisProcess()), names);
        return names;
    }

    private static void collect(CommandLine command, List<String> names) {
        names.add(command.getCommandSpec().qualifiedName());
        command.getSubcommands().values().forEach(sub -> collect(sub, names));
    }

    private static String[] with(String command, String option) {
        String[] words = command.split(" ");
        String[] arguments = new String[words.length];
        System.arraycopy(words, 1, arguments, 0, words.length - 1);
        arguments[words.length - 1] = option;
        return arguments;
    }

    @ParameterizedTest
    @MethodSource("commands")
    void showsHelpWithAnExample(String command) {
        Shell.Result result = new Shell().run(with(command, "--help"));

        assertThat(result.code()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .contains("Usage: " + command)
                .contains("Example:")
                .contains("./" + (command.equals("ccn") ? "ccn up" : command));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void endsWithTwoForAnOptionNobodyKnows(String command) {
        Shell.Result result = new Shell().run(with(command, "--no-such-option"));

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("ccn: ").contains("try: " + command + " --help");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void offersOutputWhereItPrintsData(String command) {
        String help = new Shell().run(with(command, "--help")).out();

        assertThat(help.contains("--output=json|table")).isEqualTo(!WITHOUT_DATA.contains(command));
    }

    @Test
    void saysItsVersion() {
        assertThat(new Shell().run("--version").out())
                .startsWith("CCN Gateway ")
                .contains("Java ");
    }

    @Test
    void endsWithThreeWhereNoNetworkIs() {
        Shell.Result result = new Shell().run("whoami", "--as", "NTA.FR", "--network", "no-such-directory");

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains("network.json: no such file; start a network with: ./ccn up");
    }

    @Test
    void readsTheReportToWaitForWithOrWithoutATime() {
        for (String[] words : new String[][] {{"cod"}, {"cod", "60"}, {"coa=5min"}, {"COA", "2.5s"}}) {
            List<String> line = new ArrayList<>(List.of("put", "--as", "A", "--to", "Q@D", "--type", "T", "--wait"));
            line.addAll(List.of(words));
            line.addAll(List.of("file", "--network", "no-such-directory"));

            Shell.Result result = new Shell().run(line.toArray(String[]::new));
            assertThat(result.code()).as(result.err()).isEqualTo(3);
        }
    }

    @Test
    void endsWithTwoForOptionsThatContradictEachOther() {
        Shell shell = new Shell();

        assertThat(shell.run("get", "--as", "A", "--queue", "Q", "--all").code())
                .isEqualTo(2);
        assertThat(shell.run("get", "--as", "A", "--queue", "Q", "--no-ack", "--rollback")
                        .code())
                .isEqualTo(2);
        assertThat(shell.run("browse", "--as", "A", "--queue", "Q", "--delete").code())
                .isEqualTo(2);
        assertThat(shell.run("put", "--as", "A", "--to", "Q@D", "--type", "T", "--message-id", "1", "a", "b")
                        .code())
                .isEqualTo(2);
        assertThat(shell.run("put", "--as", "A", "--to", "Q@D", "--type", "T", "--wait", "later", "a")
                        .code())
                .isEqualTo(2);
    }
}
