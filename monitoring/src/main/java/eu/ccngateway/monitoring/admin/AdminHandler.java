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
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection to the admin port. Answers are worked out on other threads, one request at a time. */
final class AdminHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(AdminHandler.class);

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
            send(context, Answer.fault(503, "too many requests at a time; try again"), true);
        }
    }

    private void answer(ChannelHandlerContext context, Asked asked, boolean isHead, boolean isLast) {
        Answer answer;
        try {
            answer = api.answer(asked);
        } catch (IOException | RuntimeException e) {
            LOG.error("admin request {} /{} failed", asked.method(), String.join("/", asked.path()), e);
            answer = Answer.fault(500, "internal fault; the gateway's log says more");
        }
        Answer shown = isHead ? new Answer(answer.status(), answer.contentType(), new byte[0], answer.allow()) : answer;
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
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Referrer-Policy", "no-referrer");
        if (!answer.allow().isEmpty()) {
            headers.set(HttpHeaderNames.ALLOW, answer.allow());
        }
        if (answer.status() == HttpResponseStatus.UNAUTHORIZED.code()) {
            headers.set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer");
        }
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
