package eu.ccngateway.protocol.message;

/** A gateway as its certificate names it: {@code GW1@demo}, name at network. It signs the reports. */
public record GatewayId(String name, String network) {

    public GatewayId {
        Names.check("gateway", name, 48);
        Names.check("network", network, 48);
    }

    public static GatewayId parse(String text) {
        String[] parts = Names.split("gateway", text, "NAME@NETWORK, for example GW1@demo");
        return new GatewayId(parts[0], parts[1]);
    }

    @Override
    public String toString() {
        return name + "@" + network;
    }
}
