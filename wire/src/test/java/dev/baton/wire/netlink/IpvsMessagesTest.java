package dev.baton.wire.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.testkit.Hex;
import dev.baton.wire.netlink.IpvsDestination.Tunnel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Fixtures are what a little-endian machine sends; the family's number is the kernel's choice, here 0x1d.
class IpvsMessagesTest {
    private static final int FAMILY = 0x1d;
    private static final IpvsService.Key WEB = new IpvsService.Key.Address(IpAddress.of("10.0.0.1"), 6, 80);
    private static final IpvsService.Key NAMES = new IpvsService.Key.Address(IpAddress.of("fd00::1"), 17, 53);
    private static final IpvsService.Key MARK = new IpvsService.Key.Mark(-1, IpFamily.IPV6);

    @BeforeAll
    static void fixturesAreLittleEndian() {
        assumeTrue(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN, "fixtures are little-endian");
    }

    private static byte[] written(IpvsRequest request) {
        ByteBuffer buffer = ByteBuffer.allocate(512);
        request.write(new NetlinkWriter(buffer), FAMILY, 7);
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private static NetlinkMessage message(byte[] bytes) {
        return NetlinkMessage.split(ByteBuffer.wrap(bytes)).getFirst();
    }

    @Test
    void aPersistentServiceHasFlagsTimeoutAndNetmask() {
        IpvsService service =
                new IpvsService(WEB, "wlc", IpvsConstants.IP_VS_SVC_F_PERSISTENT, 300, 24, Optional.of("sip"));
        assertThat(written(new IpvsRequest.AddService(service)))
                .containsExactly(Hex.bytes(
                        "64000000 1d00 0500 07000000 00000000", // 100 bytes, the family, REQUEST|ACK
                        "01 01 0000", // IPVS_CMD_NEW_SERVICE
                        "5000 0180", // IPVS_CMD_ATTR_SERVICE, nested
                        "0600 0100 0200 0000", // AF_INET
                        "0600 0200 0600 0000", // TCP
                        "0800 0300 0a000001", // 10.0.0.1
                        "0600 0400 0050 0000", // port 80 in network order
                        "0800 0600 776c6300", // wlc
                        "0800 0b00 73697000", // sip
                        "0c00 0700 01000000 ffffffff", // flags and their mask
                        "0800 0800 2c010000", // 300 s
                        "0800 0900 ffffff00")); // 255.255.255.0
    }

    @Test
    void aTunnelledDestinationTellsItsOwnFamily() {
        IpvsDestination destination = new IpvsDestination(
                IpAddress.of("10.1.0.11"), 53, IpvsConstants.IP_VS_CONN_F_TUNNEL, new Tunnel(1, 6080, 1), 3, 100, 50);
        assertThat(written(new IpvsRequest.AddDestination(NAMES, destination)))
                .containsExactly(Hex.bytes(
                        "98000000 1d00 0500 07000000 00000000",
                        "05 01 0000", // IPVS_CMD_NEW_DEST
                        "3000 0180 0600 0100 0a00 0000 0600 0200 1100 0000", // AF_INET6, UDP
                        "1400 0300 fd000000 00000000 00000000 00000001 0600 0400 0035 0000",
                        "5400 0280 0600 0b00 0200 0000", // IPVS_CMD_ATTR_DEST: AF_INET
                        "0800 0100 0a01000b 0600 0200 0035 0000",
                        "0800 0300 02000000 0800 0400 03000000", // tunnel, weight 3
                        "0800 0500 64000000 0800 0600 32000000", // thresholds
                        "0500 0d00 01 000000 0600 0e00 17c0 0000 0600 0f00 0100 0000")); // GUE, port 6080, csum
    }

    @Test
    void listsAskForADump() {
        assertThat(written(new IpvsRequest.ListServices()))
                .containsExactly(Hex.bytes("14000000 1d00 0103 07000000 00000000 04 01 0000"));
        assertThat(written(new IpvsRequest.Flush()))
                .containsExactly(Hex.bytes("14000000 1d00 0500 07000000 00000000 11 01 0000"));
    }

    @Test
    void theFamilysNumberIsAskedForByName() {
        ByteBuffer buffer = ByteBuffer.allocate(64);
        GenericFamily.writeQuestion(new NetlinkWriter(buffer), "IPVS", 1);
        assertThat(Arrays.copyOf(buffer.array(), buffer.position()))
                .containsExactly(
                        Hex.bytes("20000000 1000 0500 01000000 00000000 03 01 0000 0900 0200 49505653 00 000000"));
        assertThat(GenericFamily.number(
                        message(Hex.bytes("1c000000 1000 0000 01000000 00000000 01 02 0000 0600 0100 1d00 0000"))))
                .hasValue(FAMILY);
    }

    @Test
    void whatIsWrittenIsRead() {
        List<IpvsService> services = List.of(
                new IpvsService(WEB, "sh", IpvsConstants.IP_VS_SVC_F_SCHED2, 0, 32, Optional.empty()),
                new IpvsService(NAMES, "rr", IpvsConstants.IP_VS_SVC_F_ONEPACKET, 0, 128, Optional.empty()),
                new IpvsService(MARK, "mh", IpvsConstants.IP_VS_SVC_F_PERSISTENT, 50, 64, Optional.of("sip")));
        for (IpvsService service : services) {
            assertThat(IpvsService.parse(message(written(new IpvsRequest.AddService(service)))))
                    .isEqualTo(service);
        }
        IpvsDestination destination = new IpvsDestination(
                IpAddress.of("fd00::11"), 8080, IpvsConstants.IP_VS_CONN_F_MASQ, Tunnel.IPIP, 0, 0, 0);
        assertThat(IpvsDestination.parse(
                        message(written(new IpvsRequest.SetDestination(MARK, destination))), IpFamily.IPV6))
                .isEqualTo(destination);
        IpvsDaemon daemon = new IpvsDaemon(
                IpvsConstants.IP_VS_STATE_BACKUP,
                "eth0",
                51,
                OptionalInt.of(1400),
                Optional.of(IpAddress.of("ff05::81")),
                OptionalInt.of(9000),
                OptionalInt.of(3));
        assertThat(IpvsDaemon.parse(message(written(new IpvsRequest.StartDaemon(daemon)))))
                .isEqualTo(daemon);
        IpvsTimeouts timeouts = new IpvsTimeouts(900, 120, 300);
        assertThat(IpvsTimeouts.parse(message(written(new IpvsRequest.SetTimeouts(timeouts)))))
                .isEqualTo(timeouts);
    }

    @Test
    void countersHave64Bits() {
        assertThat(IpvsDestination.counters(message(Hex.bytes(
                        "50000000 1d00 0200 07000000 00000000 05 01 0000",
                        "3c00 0280 3800 0c80", // IPVS_CMD_ATTR_DEST { IPVS_DEST_ATTR_STATS64 {
                        "0c00 0100 0100000001000000 0400 0c00 0c00 0200 0300000000000000", // 2^32 + 1 connections
                        "0c00 0400 0400000000000000 0c00 0500 0500000000000000"))))
                .isEqualTo(new IpvsDestination.Counters(0x1_0000_0001L, 3, 0, 4, 5));
    }

    @Test
    void damagedMessagesAreReadOrRefusedAndNothingElse() {
        byte[] good = written(new IpvsRequest.AddService(new IpvsService(WEB, "wlc", 1, 300, 24, Optional.of("sip"))));
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            byte[] damaged = good.clone();
            for (int count = 0; count <= seed % 4; count++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                NetlinkMessage.split(ByteBuffer.wrap(damaged)).forEach(IpvsService::parse);
            } catch (IllegalArgumentException refused) {
                assertThat(refused.getMessage()).as("seed %d", seed).isNotBlank();
            }
        }
        assertThatThrownBy(() -> IpvsDestination.parse(message(good), IpFamily.IPV4))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
