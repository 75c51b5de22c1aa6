package eu.ccngateway.gateway.network;

import eu.ccngateway.gateway.yaml.Fault;
import eu.ccngateway.gateway.yaml.Faults;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Network files as text. */
final class Networks {

    /** Short as a real one may be: everything unsaid is the usual. */
    static final String USUAL = """
            network: demo
            environment: RCT
            applications:
              NCTS:
              ECS:
            domains:
              CUSTTAX.FR:
              CUSTTAX.IE:
              CUSTTAX.EL: { country: GR }
              DG.EC: { central: true, applications: [NCTS] }
            nodes:
              NTA.FR@CUSTTAX.FR: { applications: [NCTS] }
              NECA.FR@CUSTTAX.FR: { applications: [ECS] }
              NTA.IE@CUSTTAX.IE: { applications: [NCTS] }
              CSMIS.EC@DG.EC: { applications: [NCTS] }
            """;

    private Networks() {}

    static NetworkPolicy policy(String yaml) {
        try {
            return parse(yaml);
        } catch (NetworkFileInvalid e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    static NetworkPolicy parse(String yaml) throws NetworkFileInvalid {
        return NetworkFile.parse(yaml.getBytes(StandardCharsets.UTF_8), new Faults("network.yaml"));
    }

    static List<String> faults(String yaml) {
        try {
            parse(yaml);
            return List.of();
        } catch (NetworkFileInvalid e) {
            return e.faults().stream().map(Fault::toString).toList();
        }
    }
}
