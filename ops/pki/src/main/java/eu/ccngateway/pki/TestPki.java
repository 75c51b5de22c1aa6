package eu.ccngateway.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/**
 * A PKI in memory for tests: quick to make, with certificates of any validity and any {@link Flaw}. Safe for use by
 * several threads.
 */
public final class TestPki {
    private static final String NAME = "CCN Gateway test";
    private static final Duration AUTHORITY_VALIDITY = Duration.ofDays(10 * 365);
    private static final Duration LEAF_VALIDITY = Duration.ofDays(365);
    private static final Duration CRL_VALIDITY = Duration.ofDays(7);

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Authority root;
    private final Authority issuing;
    private final AtomicLong crlNumber = new AtomicLong();
    private final Map<BigInteger, Revocation> revokedByIssuing = new LinkedHashMap<>();
    private final Map<BigInteger, Revocation> revokedByRoot = new LinkedHashMap<>();
    private final Map<Place, IssuedKey> issued = new LinkedHashMap<>();

    private record Place(Identity identity, Use use) {}

    private TestPki(Clock clock) {
        this.clock = clock;
        Instant now = clock.instant();
        Validity validity = new Validity(now.minus(AUTHORITY_VALIDITY), now.plus(AUTHORITY_VALIDITY));
        this.root = Authority.root(NAME, KeyKind.EC_P256, validity, random);
        this.issuing = root.subordinate(NAME, KeyKind.EC_P256, validity);
    }

    public static TestPki create() {
        return create(Clock.systemUTC());
    }

    /** Its authorities hold ten years to either side of what the clock says now. */
    public static TestPki create(Clock clock) {
        return new TestPki(clock);
    }

    /** The trust anchor. */
    public X509Certificate root() {
        return root.certificate();
    }

    public X509Certificate issuing() {
        return issuing.certificate();
    }

    /** A node's certificate, as in {@code node("NTA.FR@CUSTTAX.FR", Use.TLS)}: EC P-256, for a year. */
    public IssuedKey node(String identity, Use use) {
        return issue(Identity.node(identity), use, KeyKind.EC_P256);
    }

    /** A gateway's certificate, as in {@code gateway("GW1@demo", Use.TLS)}: EC P-256, for a year. */
    public IssuedKey gateway(String identity, Use use) {
        return issue(Identity.gateway(identity), use, KeyKind.EC_P256);
    }

    public IssuedKey issue(Identity identity, Use use, KeyKind keyKind) {
        return issue(new CertificateOrder(identity, use, keyKind), aYear());
    }

    /** A certificate that holds in a window of the caller's choice. */
    public IssuedKey issue(CertificateOrder order, Validity validity) {
        LeafProfile profile = LeafProfile.of(order.identity(), order.use(), order.hostNames());
        IssuedKey key = issue(order.keyKind().generate(random), profile, validity);
        synchronized (issued) {
            issued.put(new Place(order.identity(), order.use()), key);
        }
        return key;
    }

    /** A certificate that is good but for one thing. It is not among those {@link #write} writes. */
    public IssuedKey flawed(Identity identity, Use use, Flaw flaw) {
        Instant now = clock.instant();
        KeyPair pair = flaw == Flaw.WEAK_KEY ? weakPair() : KeyKind.EC_P256.generate(random);
        LeafProfile profile = flawed(LeafProfile.of(identity, use, List.of()), identity, use, flaw);
        return switch (flaw) {
            case EXPIRED -> issue(pair, profile, new Validity(now.minus(LEAF_VALIDITY), now.minus(Duration.ofDays(1))));
            case NOT_YET_VALID ->
                issue(pair, profile, new Validity(now.plus(Duration.ofDays(1)), now.plus(LEAF_VALIDITY)));
            case REVOKED ->
                revokedAnHourAgo(
                        issue(pair, profile, new Validity(now.minus(Duration.ofDays(1)), now.plus(LEAF_VALIDITY))));
            case FOREIGN_CA -> create(clock).issue(pair, profile, aYear());
            case SELF_SIGNED -> selfSigned(pair, profile);
            case ISSUED_BY_NODE -> issuedByNode(pair, profile);
            case WRONG_KEY_USAGE,
                    WRONG_PURPOSE,
                    WRONG_DOMAIN,
                    WEAK_KEY,
                    NO_IDENTITY,
                    TWO_IDENTITIES,
                    MALFORMED_IDENTITY -> issue(pair, profile, aYear());
        };
    }

    /** Puts a certificate of this PKI on the next revocation list; of the issuing CA, too. */
    public void revoke(X509Certificate certificate, Instant at, RevocationReason reason) {
        boolean isByRoot = certificate.equals(issuing());
        Map<BigInteger, Revocation> revoked = isByRoot ? revokedByRoot : revokedByIssuing;
        synchronized (revoked) {
            revoked.put(certificate.getSerialNumber(), new Revocation(at, reason));
        }
    }

    /** The root's and the issuing CA's revocation lists as of now, for a week. */
    public List<X509CRL> revocationLists() {
        Instant now = clock.instant();
        return revocationLists(new Validity(now, now.plus(CRL_VALIDITY)));
    }

    /** Lists with a window of the caller's choice, such as one that has run out. */
    public List<X509CRL> revocationLists(Validity validity) {
        BigInteger number = BigInteger.valueOf(crlNumber.incrementAndGet());
        return List.of(
                root.crl(number, validity, copy(revokedByRoot)), issuing.crl(number, validity, copy(revokedByIssuing)));
    }

    /**
     * Writes authorities, revocation lists and every good key so far, as {@link Pki} lays them out, but without the
     * authorities' keys.
     */
    public PkiFiles write(Path directory) {
        PkiFiles files = new PkiFiles(directory);
        PkiStore store = new PkiStore(files, random);
        try {
            Files.createDirectories(directory);
            store.writePublicParts(root(), issuing());
            writeRevocationLists(store);
            Map<Place, IssuedKey> keys;
            synchronized (issued) {
                keys = Map.copyOf(issued);
            }
            keys.forEach((place, key) -> key.write(
                    files.key(place.identity(), place.use()), files.certificate(place.identity(), place.use())));
        } catch (IOException e) {
            throw store.unusable(e);
        }
        return files;
    }

    /** Writes only the revocation lists anew, as after a revocation. */
    public void writeRevocationLists(Path directory) {
        PkiStore store = new PkiStore(new PkiFiles(directory), random);
        try {
            writeRevocationLists(store);
        } catch (IOException e) {
            throw store.unusable(e);
        }
    }

    private void writeRevocationLists(PkiStore store) throws IOException {
        List<X509CRL> crls = revocationLists();
        store.writeCrl(store.files().rootCrl(), crls.get(0));
        store.writeCrl(store.files().issuingCrl(), crls.get(1));
    }

    private IssuedKey issue(KeyPair pair, LeafProfile profile, Validity validity) {
        X509Certificate certificate = issuing.certify(pair.getPublic(), profile, validity);
        return new IssuedKey(pair.getPrivate(), List.of(certificate, issuing()));
    }

    private static LeafProfile flawed(LeafProfile good, Identity identity, Use use, Flaw flaw) {
        GeneralName own = LeafProfile.uri(identity.uri());
        return switch (flaw) {
            case WRONG_KEY_USAGE -> good.withKeyUsage(KeyUsage.keyEncipherment);
            case WRONG_PURPOSE -> good.withPurposes(List.of(KeyPurposeId.id_kp_codeSigning));
            case WRONG_DOMAIN -> LeafProfile.of(inOtherDomain(identity), use, List.of());
            case NO_IDENTITY -> good.withNames(List.of());
            case TWO_IDENTITIES ->
                good.withNames(
                        List.of(own, LeafProfile.uri(inOtherDomain(identity).uri())));
            case MALFORMED_IDENTITY ->
                good.withNames(List.of(LeafProfile.uri("ccn:" + identity.kind() + ":" + identity.name())));
            case EXPIRED, NOT_YET_VALID, REVOKED, FOREIGN_CA, SELF_SIGNED, ISSUED_BY_NODE, WEAK_KEY -> good;
        };
    }

    /** {@code CUSTTAX.FR} becomes {@code OTHER.FR}; a name without a dot becomes {@code OTHER}. */
    private static Identity inOtherDomain(Identity identity) {
        int dot = identity.domain().lastIndexOf('.');
        String ending = dot < 0 ? "" : identity.domain().substring(dot);
        return new Identity(identity.kind(), identity.name(), "OTHER" + ending);
    }

    private IssuedKey revokedAnHourAgo(IssuedKey key) {
        revoke(key.certificate(), clock.instant().minus(Duration.ofHours(1)), RevocationReason.KEY_COMPROMISE);
        return key;
    }

    private IssuedKey selfSigned(KeyPair pair, LeafProfile profile) {
        X509Certificate named = issuing.certify(pair.getPublic(), profile, aYear());
        X509Certificate own =
                new Authority(pair.getPrivate(), named, random).certify(pair.getPublic(), profile, aYear());
        return new IssuedKey(pair.getPrivate(), List.of(own));
    }

    private IssuedKey issuedByNode(KeyPair pair, LeafProfile profile) {
        KeyPair nodePair = KeyKind.EC_P256.generate(random);
        LeafProfile nodeProfile = LeafProfile.of(Identity.node("EVIL.FR@CUSTTAX.FR"), Use.COMBINED, List.of());
        X509Certificate node = issuing.certify(nodePair.getPublic(), nodeProfile, aYear());
        X509Certificate leaf =
                new Authority(nodePair.getPrivate(), node, random).certify(pair.getPublic(), profile, aYear());
        return new IssuedKey(pair.getPrivate(), List.of(leaf, node, issuing()));
    }

    private KeyPair weakPair() {
        return KeyKind.generate("RSA", new RSAKeyGenParameterSpec(1024, RSAKeyGenParameterSpec.F4), random);
    }

    private Validity aYear() {
        return Validity.startingAt(clock.instant(), LEAF_VALIDITY);
    }

    private static Map<BigInteger, Revocation> copy(Map<BigInteger, Revocation> revoked) {
        synchronized (revoked) {
            return new LinkedHashMap<>(revoked);
        }
    }
}
