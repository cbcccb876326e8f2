package dev.baton.daemon;

import dev.baton.linux.KernelException;
import dev.baton.vrrp.Effect;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Carries out what the engine wants, in its order. What the kernel refuses is logged and does not hold up the rest.
final class EffectRunner {
    private final AdvertSockets adverts;
    private final HeldAddresses addresses;
    private final HostState host;
    private final Announcer announcer;
    private final Log log;
    private final Consumer<Effect.AddAddresses> whenAdded;
    /// The last complaint of each router's sending, so that a broken network is told once and not every second.
    private final Map<String, String> complaints = new HashMap<>();

    /// @param whenAdded learns on another thread that the kernel has answered
    EffectRunner(
            AdvertSockets adverts,
            HeldAddresses addresses,
            HostState host,
            Announcer announcer,
            Log log,
            Consumer<Effect.AddAddresses> whenAdded) {
        this.whenAdded = whenAdded;
        this.adverts = adverts;
        this.addresses = addresses;
        this.host = host;
        this.announcer = announcer;
        this.log = log;
    }

    /// The kernel has answered; on the protocol thread.
    void addressesAdded() {
        host.addressesAdded();
    }

    /// An instance that is about to be MASTER has its addresses.
    ///
    /// @param inPlace on another thread, when its routes and rules are there too
    void acquired(String router, Runnable inPlace) {
        host.acquired(router, inPlace);
    }

    /// True if the instance has routes or rules.
    boolean hasRoutes(String router) {
        return host.concerns(router);
    }

    void settle() {
        addresses.settle();
        host.settle();
    }

    void run(List<Effect> effects) {
        for (int each = 0; each < effects.size(); each++) {
            run(effects.get(each));
        }
    }

    private void run(Effect effect) {
        switch (effect) {
            case Effect.SendAdvert advert -> send(advert);
            case Effect.Announce announce -> send(announce);
            case Effect.AddAddresses add -> addresses.add(add, () -> whenAdded.accept(add));
            case Effect.RenewLease renew -> addresses.renew(renew);
            case Effect.RemoveAddresses remove -> {
                if (addresses.areAll(remove)) {
                    host.releasing(remove.router());
                }
                addresses.remove(remove);
            }
            case Effect.Entered entered -> {
                log.line(entered.sentence());
                host.entered(entered);
            }
            case Effect.Observed observed -> log.line(observed.sentence());
            case Effect.Refused refused -> log.line(refused.sentence());
        }
    }

    private void send(Effect.SendAdvert advert) {
        try {
            adverts.send(advert);
            if (!complaints.isEmpty()) {
                complaints.remove(advert.router() + "advert");
            }
        } catch (KernelException refused) {
            complain(advert.router(), "advert", refused);
        }
    }

    private void send(Effect.Announce announce) {
        try {
            announcer.send(announce);
            if (!complaints.isEmpty()) {
                complaints.remove(announce.router() + "announcement");
            }
        } catch (KernelException refused) {
            complain(announce.router(), "announcement", refused);
        }
    }

    private void complain(String router, String what, KernelException refused) {
        String complaint = "(" + router + ") " + what + " not sent: " + refused.getMessage();
        if (!complaint.equals(complaints.put(router + what, complaint))) {
            log.line(complaint);
        }
    }
}
