package eu.ccngateway.monitoring.admin;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.timeout.ReadTimeoutException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection to the admin port. Answers are worked out on other threads, one request at a time. */
final class AdminHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(AdminHandler.class);

    /** A browser runs and loads nothing but what this port serves, shows it in no frame, and tells nobody of it. */
    private static final Map<String, String> BROWSER = Map.of(
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Permissions-Policy", "camera=(), geolocation=(), microphone=()",
            "Referrer-Policy", "no-referrer");

    private static final String OF_DATA = "default-src 'none'; frame-ancestors 'none'";
    private static final String OF_THE_PAGE =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:;"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final AdminApi api;
    private final Door door;
    private final Executor executor;

    AdminHandler(AdminApi api, Door door, Executor executor) {
        this.api = api;
        this.door = door;
        this.executor = executor;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        boolean isLast = !HttpUtil.isKeepAlive(request);
        Optional<Answer> refusal = door.refusal(request);
        if (refusal.isPresent()) {
            send(context, refusal.get(), true);
            return;
        }
        Asked asked = door.asked(request);
        boolean isHead = request.method().equals(HttpMethod.HEAD);
        Asked effective = isHead ? new Asked("GET", asked.path(), asked.query(), asked.isOperator()) : asked;
        context.channel().config().setAutoRead(false);
        try {
            executor.execute(() -> answer(context, effective, isHead, isLast));
        } catch (RejectedExecutionException e) {
            send(context, Answer.problem(503, "too many requests at a time; try again"), true);
        }
    }

    private void answer(ChannelHandlerContext context, Asked asked, boolean isHead, boolean isLast) {
        Answer answer;
        try {
            answer = api.answer(asked);
        } catch (IOException | RuntimeException e) {
            LOG.error("admin request {} /{} failed", asked.method(), String.join("/", asked.path()), e);
            answer = Answer.problem(500, "internal fault; the gateway's log says more");
        }
        Answer shown = isHead ? answer.withoutBody() : answer;
        context.executor().execute(() -> {
            send(context, shown, isLast);
            context.channel().config().setAutoRead(true);
        });
    }

    private static void send(ChannelHandlerContext context, Answer answer, boolean isLast) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(answer.status()),
                Unpooled.wrappedBuffer(answer.body()));
        HttpHeaders headers = response.headers();
        headers.set(HttpHeaderNames.CONTENT_TYPE, answer.contentType());
        headers.setInt(HttpHeaderNames.CONTENT_LENGTH, answer.body().length);
        headers.set(HttpHeaderNames.CACHE_CONTROL, "no-store");
        BROWSER.forEach(headers::set);
        headers.set("Content-Security-Policy", answer.contentType().startsWith("text/html") ? OF_THE_PAGE : OF_DATA);
        answer.headers().forEach(headers::set);
        HttpUtil.setKeepAlive(response, !isLast);
        ChannelFuture sent = context.writeAndFlush(response);
        if (isLast) {
            sent.addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException || cause instanceof ReadTimeoutException)) {
            LOG.warn("admin connection of {} failed: {}", context.channel().remoteAddress(), cause.toString());
        }
        context.close();
    }
}
