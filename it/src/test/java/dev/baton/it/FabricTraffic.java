package dev.baton.it;

import dev.baton.it.lab.Await;
import dev.baton.model.Ipv4Address;
import dev.baton.vpc.Namespace;
import dev.baton.vpc.NamespaceThread;
import dev.baton.vpc.VpcException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// A stream of datagrams from one machine, a few thousand a second, and what of it arrives at which of the others.
final class FabricTraffic implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int PORT = 4000;
    private static final long PAUSE_NANOS = 100_000;

    private final DatagramSocket sender;
    private final List<DatagramSocket> receivers;
    private final List<AtomicLong> arrived = new ArrayList<>();
    private final AtomicLong sent = new AtomicLong();
    private volatile boolean isRunning = true;
    private volatile InetSocketAddress target;
    private volatile boolean pausing = true;

    /// Whose next arrival is waited for, and when it was; 0 until then.
    private volatile int awaited = -1;

    private volatile long awaitedAt;

    private FabricTraffic(DatagramSocket sender, List<DatagramSocket> receivers) {
        this.sender = sender;
        this.receivers = receivers;
        this.target = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), PORT);
    }

    /// Everything is ready, nothing is sent yet.
    static FabricTraffic start(Namespace from, List<Namespace> to) throws VpcException {
        List<DatagramSocket> receivers = new ArrayList<>();
        for (Namespace each : to) {
            receivers.add(NamespaceThread.call("receiver", each, () -> new DatagramSocket(PORT)));
        }
        FabricTraffic traffic =
                new FabricTraffic(NamespaceThread.call("sender", from, () -> new DatagramSocket()), receivers);
        for (int number = 0; number < receivers.size(); number++) {
            int member = number;
            traffic.arrived.add(new AtomicLong());
            Thread.ofPlatform().daemon().start(() -> traffic.receive(member));
        }
        Thread.ofPlatform().daemon().start(traffic::send);
        return traffic;
    }

    private void send() {
        byte[] payload = new byte[32];
        while (isRunning) {
            if (!pausing) {
                try {
                    sender.send(new DatagramPacket(payload, payload.length, target));
                    sent.incrementAndGet();
                } catch (IOException closed) {
                    return;
                }
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void receive(int member) {
        DatagramPacket packet = new DatagramPacket(new byte[64], 64);
        try {
            while (isRunning) {
                receivers.get(member).receive(packet);
                if (awaited == member) {
                    awaitedAt = System.nanoTime();
                    awaited = -1;
                }
                arrived.get(member).incrementAndGet();
            }
        } catch (IOException closed) {
            // That is how it ends.
        }
    }

    /// The stream goes to this address from now on; returns when it arrives at this member.
    void leadTo(Ipv4Address address, int member) {
        settle();
        target = new InetSocketAddress(address.toInetAddress(), PORT);
        long before = arrived.get(member).get();
        pausing = false;
        Await.until("it arrives", SOON, () -> arrived.get(member).get() > before, () -> address + " at " + member);
    }

    /// How long it takes from this moment until the stream arrives at this member.
    Duration untilAt(int member, Runnable cause) {
        awaitedAt = 0;
        awaited = member;
        long begin = System.nanoTime();
        cause.run();
        Await.until("it moves", SOON, () -> awaitedAt != 0, () -> "to " + member);
        return Duration.ofNanos(awaitedAt - begin);
    }

    /// Stops the stream and waits for what is still on its way, if it is.
    void settle() {
        pausing = true;
        long end = System.nanoTime() + Duration.ofMillis(200).toNanos();
        while (lost() != 0 && System.nanoTime() < end) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    long sent() {
        return sent.get();
    }

    /// What was sent and has not arrived anywhere.
    long lost() {
        return sent.get() - arrived.stream().mapToLong(AtomicLong::get).sum();
    }

    @Override
    public void close() {
        isRunning = false;
        sender.close();
        receivers.forEach(DatagramSocket::close);
    }
}
