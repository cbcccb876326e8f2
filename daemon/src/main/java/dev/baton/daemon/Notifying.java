package dev.baton.daemon;

import dev.baton.daemon.mail.VrrpAlerts;
import dev.baton.daemon.notify.NoticeMaker;
import dev.baton.daemon.notify.Notifier;
import dev.baton.daemon.notify.Posting;
import dev.baton.model.Configuration;
import dev.baton.model.Tick;
import dev.baton.vrrp.Effect;
import java.util.ArrayList;
import java.util.List;

/// Has scripts run, pipes written and mails sent when instances and groups change; the work is done on a thread of its
/// own.
///
/// What happens in one wake-up is told together at its end: by then a reload has said what its new instances want.
final class Notifying implements Companion {
    private final Bridge bridge;
    private final Notifier notifier;
    private final NoticeMaker maker = new NoticeMaker();
    private final VrrpAlerts alerts = new VrrpAlerts();
    private final List<Effect> untold = new ArrayList<>();
    private boolean configured;

    Notifying(Bridge bridge) {
        this.bridge = bridge;
        notifier = new Notifier(bridge.log()::line, FilePathFacts.ofEnvironment());
    }

    /// Who runs scripts and writes pipes for others too.
    Notifier notifier() {
        return notifier;
    }

    @Override
    public void configured(Tick now, Configuration configuration) {
        maker.configured(configuration);
        alerts.configured(configuration);
        notifier.configure(configuration);
        if (configured && configuration.globals().flags().contains("fifo_write_vrrp_states_on_reload")) {
            notifier.send(maker.present());
        }
        configured = true;
    }

    @Override
    public void after(Tick now, Effect effect) {
        if (effect instanceof Effect.Entered || effect instanceof Effect.Observed) {
            if (untold.isEmpty()) {
                bridge.loop().post(this::tell);
            }
            untold.add(effect);
        }
    }

    private void tell() {
        List<Posting> postings = maker.of(untold);
        notifier.send(postings);
        alerts.of(postings).forEach(alert -> notifier.mail(alert.subject(), alert.body()));
        untold.clear();
    }

    @Override
    public void close() {
        tell();
        notifier.close();
    }
}
