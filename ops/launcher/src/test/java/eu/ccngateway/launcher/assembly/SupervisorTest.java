package eu.ccngateway.launcher.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.DomainDatagramPacket;
import io.netty.channel.unix.DomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {

    @TempDir
    Path directory;

    @Test
    void tellsSystemdWhenItIsReadyAndWhenItStops() {
        Assumptions.assumeTrue(Epoll.isAvailable(), "no native sockets: what systemd is told is NOT TESTED");
        List<String> heard = new CopyOnWriteArrayList<>();
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        Path socket = directory.resolve("notify");
        try {
            new Bootstrap()
                    .group(loop)
                    .channel(EpollDomainDatagramChannel.class)
                    .handler(new SimpleChannelInboundHandler<DomainDatagramPacket>() {
                        @Override
                        protected void channelRead0(ChannelHandlerContext context, DomainDatagramPacket packet) {
                            heard.add(packet.content().toString(StandardCharsets.UTF_8));
                        }
                    })
                    .bind(new DomainSocketAddress(socket.toString()))
                    .syncUninterruptibly();
            Supervisor manager = new Supervisor(Optional.of(socket.toString()));

            manager.ready("takes messages at 127.0.0.1:7443");
            manager.stopping();

            await().atMost(10, TimeUnit.SECONDS)
                    .until(() -> heard.equals(List.of(
                            "READY=1\nSTATUS=takes messages at 127.0.0.1:7443", "STOPPING=1\nSTATUS=draining")));
        } finally {
            loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        }
    }

    @Test
    void goesOnWhenNobodyListens() {
        assertThatCode(() -> new Supervisor(Optional.of(directory + "/none")).ready("x"))
                .doesNotThrowAnyException();
        assertThatCode(() -> new Supervisor(Optional.empty()).ready("x")).doesNotThrowAnyException();
        assertThat(directory).isEmptyDirectory();
    }
}
