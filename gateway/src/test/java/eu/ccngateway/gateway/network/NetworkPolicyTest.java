package eu.ccngateway.gateway.network;

import static eu.ccngateway.gateway.network.Networks.USUAL;
import static eu.ccngateway.gateway.network.Networks.policy;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.protocol.message.NodeId;
import eu.ccngateway.protocol.message.QueueAddress;
import org.junit.jupiter.api.Test;

class NetworkPolicyTest {

    private static final NodeId NTA_FR = NodeId.parse("NTA.FR@CUSTTAX.FR");
    private static final NodeId NECA_FR = NodeId.parse("NECA.FR@CUSTTAX.FR");
    private static final String TRANSIT = "CD001C-MSG.NCTS";

    private static QueueSpec queue(NetworkPolicy policy, String address) {
        return policy.queue(QueueAddress.parse(address)).orElseThrow();
    }

    @Test
    void namesQueuesAfterRoleEnvironmentAndApplication() {
        NetworkPolicy policy = policy(USUAL);

        assertThat(policy.queues())
                .extracting(queue -> queue.address().toString())
                .contains(
                        "CORE-RCT-QUE.NCTS@CUSTTAX.FR",
                        "ADMIN-RCT-QUE.NCTS@CUSTTAX.FR",
                        "REPORT-RCT-QUE.NCTS@CUSTTAX.FR",
                        "CORE-RCT-QUE.ECS@CUSTTAX.IE",
                        "CORE-RCT-QUE.NCTS@DG.EC")
                .doesNotContain("CORE-RCT-QUE.ECS@DG.EC")
                .hasSize(3 * 6 + 3);
        assertThat(queue(policy, "REPORT-RCT-QUE.ECS@CUSTTAX.IE").role()).isEqualTo(QueueRole.REPORT);
    }

    @Test
    void letsNodesSendToEveryDomainWithinTheirApplication() {
        NetworkPolicy policy = policy(USUAL);

        assertThat(policy.mayPut(NTA_FR, queue(policy, "CORE-RCT-QUE.NCTS@CUSTTAX.IE"), TRANSIT))
                .isTrue();
        assertThat(policy.mayPut(NTA_FR, queue(policy, "ADMIN-RCT-QUE.NCTS@DG.EC"), TRANSIT))
                .isTrue();
        assertThat(policy.mayPut(NTA_FR, queue(policy, "CORE-RCT-QUE.ECS@CUSTTAX.IE"), TRANSIT))
                .isFalse();
        assertThat(policy.mayPut(NTA_FR, queue(policy, "CORE-RCT-QUE.NCTS@CUSTTAX.IE"), "CD501C-MSG.ECS"))
                .isFalse();
    }

    @Test
    void keepsReportQueuesClosedToNodesThatPut() {
        NetworkPolicy policy = policy(USUAL);

        assertThat(policy.mayPut(NTA_FR, queue(policy, "REPORT-RCT-QUE.NCTS@CUSTTAX.IE"), TRANSIT))
                .isFalse();
        assertThat(policy.mayPut(NTA_FR, queue(policy, "REPORT-RCT-QUE.NCTS@CUSTTAX.FR"), TRANSIT))
                .isFalse();
        assertThat(policy.mayGet(NTA_FR, queue(policy, "REPORT-RCT-QUE.NCTS@CUSTTAX.FR")))
                .isTrue();
    }

    @Test
    void letsNodesTakeOnlyFromTheirOwnDomainAndApplication() {
        NetworkPolicy policy = policy(USUAL);

        assertThat(policy.mayGet(NTA_FR, queue(policy, "CORE-RCT-QUE.NCTS@CUSTTAX.FR")))
                .isTrue();
        assertThat(policy.mayGet(NTA_FR, queue(policy, "CORE-RCT-QUE.NCTS@CUSTTAX.IE")))
                .isFalse();
        assertThat(policy.mayGet(NTA_FR, queue(policy, "CORE-RCT-QUE.ECS@CUSTTAX.FR")))
                .isFalse();
        assertThat(policy.mayGet(NECA_FR, queue(policy, "CORE-RCT-QUE.ECS@CUSTTAX.FR")))
                .isTrue();
        assertThat(policy.mayServe(NTA_FR, queue(policy, "CORE-RCT-QUE.NCTS@CUSTTAX.IE")))
                .isFalse();
        assertThat(policy.mayServe(NTA_FR, queue(policy, "CORE-RCT-QUE.NCTS@CUSTTAX.FR")))
                .isTrue();
    }

    @Test
    void givesAStrangerNothing() {
        NetworkPolicy policy = policy(USUAL);
        NodeId stranger = NodeId.parse("NTA.XX@CUSTTAX.FR");

        assertThat(policy.node(stranger)).isEmpty();
        assertThat(policy.mayPut(stranger, queue(policy, "CORE-RCT-QUE.NCTS@CUSTTAX.IE"), TRANSIT))
                .isFalse();
        assertThat(policy.mayGet(stranger, queue(policy, "CORE-RCT-QUE.NCTS@CUSTTAX.FR")))
                .isFalse();
        assertThat(policy.rights(stranger)).isEmpty();
    }

    @Test
    void resolvesCountryAliasesToTheOneDomain() {
        NetworkPolicy policy = policy(USUAL);

        assertThat(queue(policy, "CORE-RCT-QUE.NCTS@CUSTTAX.GR"))
                .isEqualTo(queue(policy, "CORE-RCT-QUE.NCTS@CUSTTAX.EL"));
        assertThat(queue(policy, "CORE-RCT-QUE.NCTS@CUSTTAX.GR").domain()).isEqualTo("CUSTTAX.EL");
    }

    @Test
    void prefersARealDomainToAnAlias() {
        NetworkPolicy policy =
                policy(USUAL.replace("DG.EC:", "CUSTTAX.GR:").replace("CSMIS.EC@DG.EC", "CSMIS.EC@CUSTTAX.GR"));

        assertThat(queue(policy, "CORE-RCT-QUE.NCTS@CUSTTAX.GR").domain()).isEqualTo("CUSTTAX.GR");
    }

    @Test
    void suggestsAddressesNearAWrongOne() {
        NetworkPolicy policy = policy(USUAL);

        assertThat(policy.near(QueueAddress.parse("CORE-RTC-QUE.NCTS@CUSTTAX.IE")))
                .first()
                .hasToString("CORE-RCT-QUE.NCTS@CUSTTAX.IE");
        assertThat(policy.near(QueueAddress.parse("CORE-RCT-QUE.NCTS@CUSTAX.IE")))
                .first()
                .hasToString("CORE-RCT-QUE.NCTS@CUSTTAX.IE");
        assertThat(policy.near(QueueAddress.parse("completely@different"))).isEmpty();
    }

    @Test
    void listsRightsAsPatternsForPeople() {
        NetworkPolicy policy = policy(USUAL);

        assertThat(policy.rights(NTA_FR))
                .extracting(right -> right.getDirection() + " " + right.getQueue() + " " + right.getType())
                .containsExactly(
                        "GET ADMIN-RCT-QUE.NCTS@CUSTTAX.FR *",
                        "GET CORE-RCT-QUE.NCTS@CUSTTAX.FR *",
                        "GET REPORT-RCT-QUE.NCTS@CUSTTAX.FR *",
                        "SERVE ADMIN-RCT-QUE.NCTS@CUSTTAX.FR *",
                        "SERVE CORE-RCT-QUE.NCTS@CUSTTAX.FR *",
                        "PUT ADMIN-RCT-QUE.NCTS@* *-MSG.NCTS",
                        "PUT CORE-RCT-QUE.NCTS@* *-MSG.NCTS",
                        "CALL ADMIN-RCT-QUE.NCTS@* *-MSG.NCTS",
                        "CALL CORE-RCT-QUE.NCTS@* *-MSG.NCTS");
    }

    @Test
    void opensWithRulesOnlyWhatTheySay() {
        NetworkPolicy policy = policy(USUAL + """
                rules:
                  - { application: NCTS, from: CUSTTAX.*, put: CORE-RCT-QUE.NCTS@CUSTTAX.*, types: [CD???C-MSG.NCTS] }
                  - { application: NCTS, from: CUSTTAX.FR, put: ADMIN-RCT-QUE.NCTS@DG.EC }
                """);

        assertThat(policy.mayPut(NTA_FR, queue(policy, "CORE-RCT-QUE.NCTS@CUSTTAX.IE"), TRANSIT))
                .isTrue();
        assertThat(policy.mayPut(NTA_FR, queue(policy, "CORE-RCT-QUE.NCTS@CUSTTAX.IE"), "CC015C-MSG.NCTS"))
                .isFalse();
        assertThat(policy.mayPut(NTA_FR, queue(policy, "CORE-RCT-QUE.NCTS@DG.EC"), TRANSIT))
                .isFalse();
        assertThat(policy.mayPut(NTA_FR, queue(policy, "ADMIN-RCT-QUE.NCTS@DG.EC"), TRANSIT))
                .isTrue();
        assertThat(policy.mayPut(
                        NodeId.parse("CSMIS.EC@DG.EC"), queue(policy, "CORE-RCT-QUE.NCTS@CUSTTAX.IE"), TRANSIT))
                .isFalse();
        assertThat(policy.mayPut(NECA_FR, queue(policy, "CORE-RCT-QUE.ECS@CUSTTAX.IE"), "CD501C-MSG.ECS"))
                .isFalse();
        assertThat(policy.mayCall(NTA_FR, queue(policy, "CORE-RCT-QUE.NCTS@CUSTTAX.IE"), TRANSIT))
                .isFalse();
    }

    @Test
    void letsNobodySendWithAnEmptyListOfRules() {
        NetworkPolicy policy = policy(USUAL + "rules: []\n");

        assertThat(policy.mayPut(NTA_FR, queue(policy, "CORE-RCT-QUE.NCTS@CUSTTAX.IE"), TRANSIT))
                .isFalse();
    }

    @Test
    void narrowsWhatANodeTakes() {
        NetworkPolicy policy = policy(USUAL.replace(
                "NTA.FR@CUSTTAX.FR: { applications: [NCTS] }",
                "NTA.FR@CUSTTAX.FR: { applications: [NCTS], get: [REPORT, CORE-*], serve: [] }"));

        assertThat(policy.mayGet(NTA_FR, queue(policy, "CORE-RCT-QUE.NCTS@CUSTTAX.FR")))
                .isTrue();
        assertThat(policy.mayGet(NTA_FR, queue(policy, "REPORT-RCT-QUE.NCTS@CUSTTAX.FR")))
                .isTrue();
        assertThat(policy.mayGet(NTA_FR, queue(policy, "ADMIN-RCT-QUE.NCTS@CUSTTAX.FR")))
                .isFalse();
        assertThat(policy.mayServe(NTA_FR, queue(policy, "CORE-RCT-QUE.NCTS@CUSTTAX.FR")))
                .isFalse();
    }

    @Test
    void takesQueueNamesOfItsOwn() {
        NetworkPolicy policy = policy("""
                network: demo
                environment: RCT
                applications:
                  AEOI:
                    queues: { DAC9-RCT-QUE.AEOI: CORE, DAC9-CCN-REPORT-RCT-QUE.AEOI: REPORT }
                    types: [DAC4-*-MSG.AEOI]
                domains: { TAX.FR: , CUSTTAX.IE: }
                nodes: { USR.FR@TAX.FR: { applications: AEOI } }
                """);
        NodeId node = NodeId.parse("USR.FR@TAX.FR");

        assertThat(policy.mayPut(node, queue(policy, "DAC9-RCT-QUE.AEOI@CUSTTAX.IE"), "DAC4-INIT-MSG.AEOI"))
                .isTrue();
        assertThat(policy.mayPut(node, queue(policy, "DAC9-RCT-QUE.AEOI@CUSTTAX.IE"), "DAC6-INIT-MSG.AEOI"))
                .isFalse();
        assertThat(policy.mayGet(node, queue(policy, "DAC9-CCN-REPORT-RCT-QUE.AEOI@TAX.FR")))
                .isTrue();
    }

    @Test
    void fallsBackFromDomainLimitsToCommonOnesToBuiltInOnes() {
        NetworkPolicy policy = policy(
                USUAL.replace("DG.EC: { central: true,", "DG.EC: { central: true, limits: { in-flight-bytes: 2 GiB },")
                        + "limits: { queue-depth: 500, in-flight-messages: 77 }\n");

        assertThat(policy.limits("DG.EC"))
                .isEqualTo(new DomainLimits(77, 2L << 30, DomainLimits.DEFAULTS.connectionsPerNode(), 500));
        assertThat(queue(policy, "CORE-RCT-QUE.NCTS@CUSTTAX.FR").depthMax()).isEqualTo(500);
        assertThat(policy.limits("NOWHERE")).isEqualTo(DomainLimits.DEFAULTS);
    }

    @Test
    void knowsCountriesAndCentralDomains() {
        NetworkPolicy policy = policy(USUAL);

        assertThat(policy.domains())
                .extracting(domain -> domain.name() + " " + domain.country() + " " + domain.isCentral())
                .containsExactly("CUSTTAX.FR FR false", "CUSTTAX.IE IE false", "CUSTTAX.EL GR false", "DG.EC EC true");
    }

    @Test
    void remembersDecisionsOnlyUpToABound() {
        TypeGate gate = new TypeGate(java.util.Set.of(new Wildcard("A*")));

        for (int i = 0; i < 10_000; i++) {
            assertThat(gate.lets("A" + i)).isTrue();
            assertThat(gate.lets("B" + i)).isFalse();
        }
        assertThat(gate.remembered()).isLessThanOrEqualTo(1_024);
    }
}
