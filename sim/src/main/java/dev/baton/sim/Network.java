package dev.baton.sim;

import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.vrrp.Effect;
import dev.baton.vrrp.Event;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Carries adverts from machine to machine, as well as the conditions allow.
final class Network {
    private static final int DEFAULT_HOP_LIMIT = 64;
    /// Within this time everything comes out of a clogged line.
    private static final long BACKLOG = 1_000_000;

    private final List<Machine> machines;
    private final Map<IpAddress, Port> ports = new HashMap<>();
    private final LinkLayer link;
    private final Conditions conditions;
    private final Agenda agenda;
    private final SplitMix64 dice;
    private final long latency;
    private final long jitter;
    private final int duplicatePercent;
    private long settledAt;

    private record Port(Machine machine, InterfaceName device) {}

    Network(
            List<Machine> machines,
            LinkLayer link,
            Conditions conditions,
            NetworkQuality quality,
            Agenda agenda,
            SplitMix64 dice) {
        this.machines = machines;
        this.link = link;
        this.conditions = conditions;
        this.agenda = agenda;
        this.dice = dice;
        latency = quality.latency().toNanos();
        jitter = quality.jitter().toNanos();
        duplicatePercent = quality.duplicatePercent();
        for (Machine machine : machines) {
            machine.spec()
                    .ports()
                    .forEach((device, addresses) ->
                            addresses.forEach(address -> ports.put(address, new Port(machine, device))));
        }
    }

    /// When every packet that was held up or delayed will have arrived.
    long settledAt() {
        return settledAt;
    }

    void carry(long now, Machine from, Effect.SendAdvert advert) {
        if (!from.isPlugged()) {
            return;
        }
        if (!advert.destination().isMulticast()) {
            Port port = ports.get(advert.destination());
            if (port != null && !port.machine().equals(from)) {
                int hopLimit = link.hopLimitOnArrival(advert.hopLimit().orElse(DEFAULT_HOP_LIMIT));
                deliver(now, from, port.machine(), datagram(advert, port.device(), hopLimit));
            }
        } else if (link.carriesMulticast() && advert.device().isPresent()) {
            InterfaceName device = advert.device().get();
            Event.DatagramReceived datagram =
                    datagram(advert, device, advert.hopLimit().orElse(DEFAULT_HOP_LIMIT));
            for (Machine to : machines) {
                if (!to.equals(from) && to.hasPort(device)) {
                    deliver(now, from, to, datagram);
                }
            }
        }
    }

    private static Event.DatagramReceived datagram(Effect.SendAdvert advert, InterfaceName device, int hopLimit) {
        return new Event.DatagramReceived(device, advert.source(), advert.destination(), hopLimit, advert.bytes());
    }

    private void deliver(long now, Machine from, Machine to, Event.DatagramReceived datagram) {
        Happening.Arrival arrival = new Happening.Arrival(to, datagram);
        if (conditions.areQuiet()) {
            agenda.add(now + transit(), arrival);
            if (dice.inPercent(duplicatePercent)) {
                agenda.add(now + transit(), arrival);
            }
        } else if (!conditions.isBlocked(from.name(), to.name())) {
            deliverImpaired(now, from, arrival);
        }
    }

    private void deliverImpaired(long now, Machine from, Happening.Arrival arrival) {
        int copies = dice.inPercent(Math.max(duplicatePercent, conditions.duplicatePercent())) ? 2 : 1;
        for (int copy = 0; copy < copies; copy++) {
            if (!dice.inPercent(conditions.lossPercent())) {
                long at = arrivalTime(now, from, arrival.to());
                settledAt = Math.max(settledAt, at);
                agenda.add(at, arrival);
            }
        }
    }

    private long arrivalTime(long now, Machine from, Machine to) {
        long held = conditions.heldUntil(from.name(), to.name());
        long delay = conditions.delayNanos();
        return Math.max(now + transit() + (delay > 0 ? dice.between(0, delay) : 0), held)
                + (held > now ? dice.between(0, BACKLOG) : 0);
    }

    private long transit() {
        return latency + (jitter > 0 ? dice.between(0, jitter) : 0);
    }
}
