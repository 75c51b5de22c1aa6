package eu.ccngateway.gateway.network;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.protocol.message.NodeId;
import eu.ccngateway.protocol.message.QueueAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Random networks, judged by the policy and by a reading of the rules that is slow and plain. */
class PolicyAgainstOracleTest {

    private static final List<String> APPLICATIONS = List.of("NCTS", "ECS", "ICS");
    private static final List<String> DOMAINS = List.of("CUSTTAX.FR", "CUSTTAX.IE", "CUST.DE", "DG.EC");
    private static final List<String> ROLES = List.of("CORE", "ADMIN", "REPORT");
    private static final List<String> TYPES = List.of("CD001C-MSG.NCTS", "CC015C-MSG.NCTS", "CD501C-MSG.ECS", "OTHER");

    private record OracleRule(String application, String from, String put, String types) {}

    private record OracleNode(String id, List<String> applications) {}

    @Test
    void decidesAsThePlainReadingDoes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            List<OracleNode> nodes = nodes(random);
            List<OracleRule> rules = rules(random);
            String yaml = yaml(nodes, rules);
            NetworkPolicy policy = Networks.policy(yaml);
            for (OracleNode node : nodes) {
                for (QueueSpec queue : policy.queues()) {
                    String as = "seed " + seed + ", " + node + " " + queue + "\n" + yaml;
                    for (String type : TYPES) {
                        boolean expected = mayPut(node, queue.address(), type, rules);
                        assertThat(policy.mayPut(NodeId.parse(node.id()), queue, type))
                                .as("put %s, %s", type, as)
                                .isEqualTo(expected);
                        assertThat(policy.mayPut(NodeId.parse(node.id()), queue, type))
                                .as("put again %s, %s", type, as)
                                .isEqualTo(expected);
                    }
                    assertThat(policy.mayGet(NodeId.parse(node.id()), queue))
                            .as(as)
                            .isEqualTo(mayGet(node, queue.address()));
                    assertThat(policy.mayCall(NodeId.parse(node.id()), queue, TYPES.get(0)))
                            .as(as)
                            .isFalse();
                }
            }
        }
    }

    private static boolean mayPut(OracleNode node, QueueAddress queue, String type, List<OracleRule> rules) {
        String application = queue.queue().substring(queue.queue().lastIndexOf('.') + 1);
        String domain = node.id().substring(node.id().indexOf('@') + 1);
        for (OracleRule rule : rules) {
            boolean isForApplication = node.applications().contains(application)
                    && rule.application().equals(application);
            boolean isQueue = rule.put().contains("@")
                    ? like(rule.put(), queue.toString())
                    : queue.queue().startsWith(rule.put() + "-");
            if (isForApplication && like(rule.from(), domain) && isQueue && like(rule.types(), type)) {
                return true;
            }
        }
        return false;
    }

    private static boolean mayGet(OracleNode node, QueueAddress queue) {
        String application = queue.queue().substring(queue.queue().lastIndexOf('.') + 1);
        return node.id().endsWith("@" + queue.gatewayName())
                && node.applications().contains(application);
    }

    private static boolean like(String pattern, String text) {
        return Pattern.matches(pattern.replace(".", "\\.").replace("*", ".*").replace("?", "."), text);
    }

    private static List<OracleNode> nodes(Random random) {
        List<OracleNode> nodes = new ArrayList<>();
        for (String domain : DOMAINS) {
            for (int i = random.nextInt(3); i >= 0; i--) {
                List<String> applications = APPLICATIONS.stream()
                        .filter(name -> random.nextBoolean())
                        .toList();
                nodes.add(new OracleNode("N" + i + "@" + domain, applications));
            }
        }
        return nodes;
    }

    private static List<OracleRule> rules(Random random) {
        List<OracleRule> rules = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            String application = pick(random, APPLICATIONS);
            String queue = pick(
                    random,
                    List.of("*", "C*", "*-QUE." + application, pick(random, ROLES) + "-RCT-QUE." + application));
            String gateway = pick(random, List.of("*", "CUST*", "*.EC", "CUST???.FR", pick(random, DOMAINS)));
            String put = random.nextInt(3) == 0 ? pick(random, ROLES) : queue + "@" + gateway;
            String from = pick(random, List.of("*", "CUST.*", "??.EC", pick(random, DOMAINS)));
            rules.add(
                    new OracleRule(application, from, put, pick(random, List.of("*", "CD*", "*-MSG." + application))));
        }
        return rules;
    }

    private static String yaml(List<OracleNode> nodes, List<OracleRule> rules) {
        StringBuilder yaml = new StringBuilder("network: demo\nenvironment: RCT\napplications:\n");
        APPLICATIONS.forEach(name -> yaml.append("  ").append(name).append(":\n"));
        yaml.append("domains:\n");
        DOMAINS.forEach(name -> yaml.append("  ").append(name).append(":\n"));
        yaml.append("nodes:\n");
        nodes.forEach(node -> yaml.append("  ")
                .append(node.id())
                .append(": { applications: ")
                .append(node.applications())
                .append(" }\n"));
        yaml.append(rules.isEmpty() ? "rules: []\n" : "rules:\n");
        rules.forEach(rule -> yaml.append("  - { application: ")
                .append(rule.application())
                .append(", from: \"")
                .append(rule.from())
                .append("\", put: \"")
                .append(rule.put())
                .append("\", types: \"")
                .append(rule.types())
                .append("\" }\n"));
        return yaml.toString();
    }

    private static String pick(Random random, List<String> words) {
        return words.get(random.nextInt(words.size()));
    }
}
