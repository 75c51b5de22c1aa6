package eu.ccngateway.gateway.testkit;

import java.util.List;

/** A small network: three member states and a central domain. */
public final class DemoNetwork {

    public static final String FR = "NTA.FR@CUSTTAX.FR";
    public static final String IE = "NTA.IE@CUSTTAX.IE";
    public static final String DE = "NTA.DE@CUST.DE";

    /** Central; knows NCTS only. */
    public static final String EC = "NTA.EC@DG.EC";

    public static final String CORE_FR = "CORE-RCT-QUE.NCTS@CUSTTAX.FR";
    public static final String REPORT_FR = "REPORT-RCT-QUE.NCTS@CUSTTAX.FR";
    public static final String CORE_IE = "CORE-RCT-QUE.NCTS@CUSTTAX.IE";
    public static final String ADMIN_IE = "ADMIN-RCT-QUE.NCTS@CUSTTAX.IE";
    public static final String REPORT_IE = "REPORT-RCT-QUE.NCTS@CUSTTAX.IE";
    public static final String CORE_DE = "CORE-RCT-QUE.NCTS@CUST.DE";
    public static final String REPORT_DE = "REPORT-RCT-QUE.NCTS@CUST.DE";

    public static final String TYPE = "CD001C-MSG.NCTS";

    public static final List<String> NODES = List.of(FR, IE, DE, EC);

    public static final String YAML = """
            network: demo
            environment: RCT
            applications:
              NCTS:
              ECS:
            domains:
              CUSTTAX.FR:
              CUSTTAX.IE:
              CUST.DE:
              DG.EC: { central: true, applications: [NCTS] }
            nodes:
              NTA.FR@CUSTTAX.FR: { applications: [NCTS, ECS] }
              NTA.IE@CUSTTAX.IE: { applications: [NCTS] }
              NTA.DE@CUST.DE: { applications: [NCTS] }
              NTA.EC@DG.EC: { applications: [NCTS] }
            """;

    private DemoNetwork() {}

    /** The same with limits of a domain set: {@code withLimits("CUSTTAX.IE", "queue-depth: 3")}. */
    public static String withLimits(String domain, String limits) {
        return YAML.replace("  " + domain + ":\n", "  " + domain + ": { limits: { " + limits + " } }\n");
    }
}
