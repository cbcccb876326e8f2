package dev.baton.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.Tick;
import dev.baton.vrrp.Event;
import dev.baton.vrrp.VrrpEngine;
import dev.baton.wire.AhHeader;
import dev.baton.wire.ArpPacket;
import dev.baton.wire.ByteView;
import dev.baton.wire.DecodeResult;
import dev.baton.wire.HmacTrailer;
import dev.baton.wire.Ipv4Header;
import dev.baton.wire.NeighborAdvertisement;
import dev.baton.wire.VrrpHeader;
import dev.baton.wire.VrrpPacket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Whatever comes off the wire: every decoder gives a record or an error that names a field, never an exception.
class DecoderFuzzTest {
    private static final List<Function<ByteView, DecodeResult<?>>> DECODERS = List.of(
            Ipv4Header::decode,
            VrrpHeader::decode,
            bytes -> VrrpPacket.decode(bytes, IpFamily.IPV4),
            bytes -> VrrpPacket.decode(bytes, IpFamily.IPV6),
            AhHeader::decode,
            HmacTrailer::decode,
            ArpPacket::decode,
            NeighborAdvertisement::decode);

    @FuzzTest(maxDuration = "60s")
    void everyDecoderAnswers(byte[] bytes) {
        for (Function<ByteView, DecodeResult<?>> decoder : DECODERS) {
            if (decoder.apply(ByteView.of(bytes)).toString().isEmpty()) {
                throw new AssertionError("an answer without words");
            }
        }
    }

    @FuzzTest(maxDuration = "60s")
    void engineSurvivesWhateverArrives(byte[] bytes) {
        VrrpEngine engine = Engines.withEveryKindOfInstance();
        InterfaceName device = new InterfaceName("eth0");
        Tick now = Tick.ofMillis(1);
        engine.handle(now, new Event.LinkChanged(device, true));
        for (IpFamily family : IpFamily.values()) {
            IpAddress own = IpAddress.of(family == IpFamily.IPV4 ? "192.0.2.1" : "fe80::1");
            engine.handle(now, new Event.SourceAddressChanged(device, family, Optional.of(own)));
        }
        engine.handle(now, new Event.Started(Duration.ZERO));
        ByteView packet = ByteView.of(bytes);
        engine.handle(
                now,
                new Event.DatagramReceived(device, IpAddress.of("192.0.2.2"), IpAddress.of("224.0.0.18"), 255, packet));
        engine.handle(
                now,
                new Event.DatagramReceived(device, IpAddress.of("fe80::2"), IpAddress.of("ff02::12"), 255, packet));
    }
}
