package eu.ccngateway.protocol.tls;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.util.List;

/** The elliptic curves that keys of the network may lie on. */
final class Curves {

    private static final List<ECParameterSpec> ALLOWED = List.of(named("secp256r1"), named("secp384r1"));

    private Curves() {}

    static boolean isAllowed(ECParameterSpec parameters) {
        return ALLOWED.stream()
                .anyMatch(allowed -> allowed.getCurve().equals(parameters.getCurve())
                        && allowed.getGenerator().equals(parameters.getGenerator())
                        && allowed.getOrder().equals(parameters.getOrder())
                        && allowed.getCofactor() == parameters.getCofactor());
    }

    private static ECParameterSpec named(String name) {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(name));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime does not know the curve " + name, e);
        }
    }
}
