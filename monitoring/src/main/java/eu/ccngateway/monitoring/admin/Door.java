package eu.ccngateway.monitoring.admin;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.util.NetUtil;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Looks at a request before anything is done for it. The Host header must name this machine by a name that was agreed
 * upon, or by an address: a web page that made its own name point here (DNS rebinding) is turned away.
 */
final class Door {

    private static final Pattern TARGET = Pattern.compile("/[A-Za-z0-9._~!$&'()*+,;=:@%/?-]*");
    private static final String BEARER = "Bearer ";

    private final Set<String> hosts;
    private final Optional<byte[]> tokenDigest;

    Door(AdminPort port) {
        this.hosts = port.hosts();
        this.tokenDigest = port.operatorTokenSha256().map(HexFormat.of()::parseHex);
    }

    /** Why a request is turned away, if it is. */
    Optional<Answer> refusal(FullHttpRequest request) {
        if (!request.decoderResult().isSuccess()) {
            return Optional.of(Answer.problem(400, "not an HTTP request this port takes"));
        }
        List<String> names = request.headers().getAll(HttpHeaderNames.HOST);
        if (names.size() != 1 || !isKnown(names.get(0))) {
            return Optional.of(Answer.problem(
                    421, "Host header (expected: localhost, an address, or one of admin.hosts in the configuration)"));
        }
        if (!TARGET.matcher(request.uri()).matches()) {
            return Optional.of(Answer.problem(400, "request target (expected: a path)"));
        }
        if (isFromElsewhere(request)) {
            return Optional.of(
                    Answer.problem(403, "sent by a page of another site (expected: the console of this port)"));
        }
        return Optional.empty();
    }

    /** Browsers say which page sends a request; programs say nothing. The token would stop it as well. */
    private static boolean isFromElsewhere(FullHttpRequest request) {
        String site = request.headers().get("Sec-Fetch-Site", "none");
        String origin = request.headers().get(HttpHeaderNames.ORIGIN, "");
        String host = request.headers().get(HttpHeaderNames.HOST, "");
        boolean isOther = !origin.isEmpty() && !origin.equals("http://" + host) && !origin.equals("https://" + host);
        return site.equals("cross-site") && !request.method().equals(HttpMethod.GET) || isOther;
    }

    Asked asked(FullHttpRequest request) {
        QueryStringDecoder target = new QueryStringDecoder(request.uri(), StandardCharsets.UTF_8);
        List<String> path = List.of(target.path().substring(1).split("/", -1));
        return new Asked(request.method().name(), path, target.parameters(), isOperator(request));
    }

    private boolean isOperator(FullHttpRequest request) {
        List<String> shown = request.headers().getAll(HttpHeaderNames.AUTHORIZATION);
        if (shown.size() != 1 || !shown.get(0).startsWith(BEARER) || tokenDigest.isEmpty()) {
            return false;
        }
        String token = shown.get(0).substring(BEARER.length()).strip();
        return MessageDigest.isEqual(sha256(token), tokenDigest.get());
    }

    private boolean isKnown(String host) {
        String name = withoutPort(host).toLowerCase(Locale.ROOT);
        boolean isAddress = NetUtil.isValidIpV4Address(name)
                || name.startsWith("[")
                        && name.endsWith("]")
                        && NetUtil.isValidIpV6Address(name.substring(1, name.length() - 1));
        return isAddress || name.equals("localhost") || hosts.contains(name);
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') && host.substring(colon + 1).matches("[0-9]{1,5}")
                ? host.substring(0, colon)
                : host;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }
}
