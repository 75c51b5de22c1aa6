package eu.ccngateway.gateway.network;

import static eu.ccngateway.gateway.network.Networks.USUAL;
import static eu.ccngateway.gateway.network.Networks.faults;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkFileTest {

    @TempDir
    Path directory;

    @Test
    void takesTheUsualNetwork() {
        assertThat(faults(USUAL)).isEmpty();
    }

    @Test
    void readsFromAFile() throws Exception {
        Path file = Files.writeString(directory.resolve("network.yaml"), USUAL);

        assertThat(NetworkFile.read(file).network()).isEqualTo("demo");
    }

    @Test
    void refusesAMissingFile() {
        assertThatThrownBy(() -> NetworkFile.read(directory.resolve("none.yaml")))
                .isInstanceOf(NetworkFileInvalid.class)
                .hasMessageContaining("none.yaml: no such file");
    }

    @Test
    void reportsEveryFaultAtItsLine() {
        String yaml = """
                network: de mo
                environment: rct
                applications:
                  NCTS: { queues: [CORE, ADMN] }
                  ecs:
                domains:
                  CUSTTAX.FR: { country: FRA }
                  CUSTTAX.IE: { centrall: true }
                  CUSTTAX.FR:
                nodes:
                  NTA.FR@CUSTAX.FR: { applications: [NCTS] }
                  NTA.IE: { applications: [NCTS] }
                  NTA.IE@CUSTTAX.IE: { applications: [NCTX] }
                  NECA.IE@CUSTTAX.IE:
                rules:
                  - { aplication: NCTS, put: CORE }
                  - { put: CORE-RTC-QUE.NCTS@* }
                  - { put: "CORE-RCT-QUE.NCTS@CUSTAX.*" }
                  - { from: CUSTTAX.PL, put: [CORE, "A B@*"] }
                  - { types: [CD001C-MSG.NCTS] }
                limits: { queue-depth: 0, in-flight-bytes: 12 parsecs }
                aliases: { EL: Greece }
                """;

        assertThat(faults(yaml))
                .containsExactly(
                        "network.yaml:1:10: network: de mo (expected: 1-32 letters, digits, '.', '_' or '-', as in demo)",
                        "network.yaml:2:14: environment: rct (expected: 2-8 capital letters or digits: PROD, RCT or TRN)",
                        "network.yaml:4:26: applications.NCTS.queues[1]: ADMN (expected: one of CORE, ADMIN, REPORT; did you mean ADMIN?)",
                        "network.yaml:5:3: applications: ecs (expected: 1-20 capital letters or digits, as in NCTS)",
                        "network.yaml:7:26: domains.CUSTTAX.FR.country: FRA (expected: two capital letters, as in FR)",
                        "network.yaml:8:17: domains.CUSTTAX.IE: centrall (expected: one of country, central, applications, limits; did you mean central?)",
                        "network.yaml:9:3: domains.CUSTTAX.FR: given twice (expected: once; first on line 7)",
                        "network.yaml:11:3: nodes: NTA.FR@CUSTAX.FR (expected: a node of a domain of this file: one of CUSTTAX.FR, CUSTTAX.IE; did you mean CUSTTAX.FR?)",
                        "network.yaml:12:3: nodes: NTA.IE (expected: NODE@DOMAIN, as in NTA.FR@CUSTTAX.FR)",
                        "network.yaml:13:39: nodes.NTA.IE@CUSTTAX.IE.applications[0]: NCTX (expected: NCTS; did you mean NCTS?)",
                        "network.yaml:14:22: nodes.NECA.IE@CUSTTAX.IE.applications: missing (expected: a value; add it)",
                        "network.yaml:16:7: rules[0]: aplication (expected: one of application, from, put, call, types; did you mean application?)",
                        "network.yaml:17:12: rules[1].put: CORE-RTC-QUE.NCTS@* (expected: a queue of NCTS; did you mean CORE-RCT-QUE.NCTS?)",
                        "network.yaml:18:12: rules[2].put: CORE-RCT-QUE.NCTS@CUSTAX.* (expected: a domain of this file behind the @)",
                        "network.yaml:19:13: rules[3].from: CUSTTAX.PL (expected: a domain of this file; did you mean CUSTTAX.FR?)",
                        "network.yaml:19:37: rules[3].put[1]: A B@* (expected: CORE, ADMIN, REPORT or QUEUE@GATEWAY, as in CORE-RCT-QUE.NCTS@*; '*' and '?' stand for any characters)",
                        "network.yaml:20:5: rules[4].put: missing, and call as well (expected: one of them, with the queues this rule opens)",
                        "network.yaml:21:24: limits.queue-depth: 0 (expected: 1-1000000000)",
                        "network.yaml:21:44: limits.in-flight-bytes: 12 parsecs (expected: 1 MiB to 1 TiB, as in 64 MiB)",
                        "network.yaml:22:16: aliases.EL: Greece (expected: two capital letters, as in FR)");
    }

    @Test
    void namesWhatIsMissing() {
        assertThat(faults("{}"))
                .containsExactly(
                        "network.yaml:1:1: network: missing (expected: a value; add it)",
                        "network.yaml:1:1: environment: missing (expected: a value; add it)",
                        "network.yaml:1:1: applications: missing (expected: a value; add it)",
                        "network.yaml:1:1: domains: missing (expected: a value; add it)",
                        "network.yaml:1:1: nodes: missing (expected: a value; add it)");
    }

    @Test
    void refusesARulesKeyWithNothingBehindIt() {
        assertThat(faults(USUAL + "rules:\n"))
                .singleElement()
                .asString()
                .contains("16:1: rules: nothing (expected: a list; [] lets nobody send");
    }

    @Test
    void refusesOneQueueInTwoApplications() {
        assertThat(faults(USUAL.replace("  ECS:", "  ECS: { queues: { CORE-RCT-QUE.NCTS: CORE } }")))
                .anySatisfy(fault -> assertThat(fault)
                        .contains("5:10: applications.ECS.queues: CORE-RCT-QUE.NCTS belongs to NCTS already"));
    }

    @Test
    void asksForTheCountryWhereTheNameDoesNotTell() {
        assertThat(faults(
                        USUAL.replace("CUSTTAX.IE:", "TESTCENTRE:").replace("NTA.IE@CUSTTAX.IE", "NTA.IE@TESTCENTRE")))
                .singleElement()
                .asString()
                .contains("domains.TESTCENTRE.country: missing");
    }
}
