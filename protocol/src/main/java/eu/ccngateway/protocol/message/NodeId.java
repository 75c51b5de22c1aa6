package eu.ccngateway.protocol.message;

/** A node as its certificate names it: {@code NTA.FR@CUSTTAX.FR}, name at domain. */
public record NodeId(String name, String domain) {

    public NodeId {
        Names.check("node", name, 48);
        Names.check("domain", domain, 48);
    }

    public static NodeId parse(String text) {
        String[] parts = Names.split("node", text, "NAME@DOMAIN, for example NTA.FR@CUSTTAX.FR");
        return new NodeId(parts[0], parts[1]);
    }

    @Override
    public String toString() {
        return name + "@" + domain;
    }
}
