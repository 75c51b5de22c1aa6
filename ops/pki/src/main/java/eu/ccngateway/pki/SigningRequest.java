package eu.ccngateway.pki;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.jspecify.annotations.Nullable;

/** Somebody's PKCS#10 request. Only its key is taken; what else it asks for (subject, extensions) is not looked at. */
final class SigningRequest {
    private static final int TEXT_MAX = 64 * 1024;

    private SigningRequest() {}

    /** The request's key, once its kind is one we certify and the request proves that the sender holds it. */
    static PublicKey verifiedKey(String pem) {
        if (pem.length() > TEXT_MAX) {
            throw unreadable(pem.length() + " characters, more than " + TEXT_MAX, null);
        }
        byte[] encoded = Pem.read(pem, "CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST")
                .orElseThrow(() -> unreadable("no such block found", null));
        try {
            JcaPKCS10CertificationRequest request = new JcaPKCS10CertificationRequest(encoded);
            PublicKey key = request.getPublicKey();
            KeyKind.of(key);
            if (!request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
                throw unproven(null);
            }
            return key;
        } catch (PKCSException | OperatorCreationException e) {
            throw unproven(e);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            if (e instanceof PkiException refusal) {
                throw refusal;
            }
            throw unreadable("its content is not a PKCS#10 request with a usable key", e);
        }
    }

    private static PkiException unreadable(String found, @Nullable Exception cause) {
        return new PkiException(
                "Signing request: " + found + " (expected: one PEM block CERTIFICATE REQUEST);"
                        + " make it with: openssl req -new -key tls.key -subj /CN=node -out tls.csr",
                cause);
    }

    private static PkiException unproven(@Nullable Exception cause) {
        return new PkiException(
                "Signing request: its signature does not verify with its own key"
                        + " (expected: signed by the key it is for); make a new request",
                cause);
    }
}
