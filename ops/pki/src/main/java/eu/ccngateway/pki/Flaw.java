package eu.ccngateway.pki;

/** What may be wrong with a certificate; {@link TestPki#flawed} makes one of each. Apart from its flaw it is good. */
public enum Flaw {
    /** Held until a day ago. */
    EXPIRED,
    /** Holds from tomorrow. */
    NOT_YET_VALID,
    /** On the revocation list since an hour ago; was valid for a day. */
    REVOKED,
    /** By another root and issuing CA of exactly the same names. */
    FOREIGN_CA,
    /** By the key itself. */
    SELF_SIGNED,
    /** By a node, which is no authority; the chain holds the node's certificate and the issuing CA's. */
    ISSUED_BY_NODE,
    /** Key usage is keyEncipherment alone: neither a connection nor a seal may be signed with it. */
    WRONG_KEY_USAGE,
    /** Extended key usage is codeSigning alone. */
    WRONG_PURPOSE,
    /** The same name in another domain ({@code NTA.FR@OTHER.FR}): a good certificate of somebody else. */
    WRONG_DOMAIN,
    /** An RSA key of 1024 bits. */
    WEAK_KEY,
    /** No URI that names an identity, though the subject would do. */
    NO_IDENTITY,
    /** Two URIs: the identity, and another node's. */
    TWO_IDENTITIES,
    /** A URI that starts as an identity and is none: {@code ccn:node:NTA.FR}. */
    MALFORMED_IDENTITY
}
