package dev.baton.havip.cloud;

import dev.baton.havip.api.ApiAnswer;
import dev.baton.havip.api.ApiCall;
import dev.baton.havip.resource.Phase;
import dev.baton.havip.resource.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The cloud's engine: what the API's calls do, what the resources go through by themselves, and what the network and
/// the machine room have to be told. Holds no socket, thread or clock, and remembers nothing that is not stored except
/// who called how often.
///
/// Everything enters through [#handle]; everything it wants done comes back in order. Not for several threads at once.
/// Time is that of the wall, for it is shown to people, but it never runs backwards here: an earlier time counts as the
/// latest one seen.
///
/// Who has a HaVip is not decided here but by the fabric, which hears the announcements; it is told what may be, by
/// [CloudEffect.Network], and tells what is, by [CloudEvent.MasterChanged].
public final class Cloud {
    private final CloudSettings settings;
    private final Ids ids;
    private final Ledger ledger = new Ledger();
    private final Calls calls = new Calls();
    private Instant latest = Instant.EPOCH;

    /// A cloud in which there is nothing yet.
    public Cloud(CloudSettings settings, Ids ids) {
        this.settings = settings;
        this.ids = ids;
    }

    /// A cloud as it was stored, also in the middle of a transition. Follow it with [#resume].
    ///
    /// @param stored what [CloudEffect.Store] and [CloudEffect.Forget] left, in any order
    public static Cloud restore(CloudSettings settings, Ids ids, Collection<? extends Resource> stored) {
        Cloud cloud = new Cloud(settings, ids);
        stored.forEach(cloud.ledger::put);
        // What was read from the store needs no storing.
        List<CloudEffect> known = cloud.ledger.takeChanges();
        if (known.size() != stored.size()) {
            throw new IllegalArgumentException("the store holds a resource twice");
        }
        return cloud;
    }

    /// Takes one event in. States whose time is over by `now` move on first, so no call sees what is past.
    public List<CloudEffect> handle(Instant now, CloudEvent event) {
        latest = now.isAfter(latest) ? now : latest;
        List<CloudEffect> stores = new ArrayList<>();
        List<CloudEffect> others = new ArrayList<>();
        Turn passing = turn();
        passTime(passing);
        finish(passing, stores, others);
        Turn turn = turn();
        Optional<ApiAnswer> answer = take(turn, event);
        finish(turn, stores, others);
        answer.map(CloudEffect.Answered::new).ifPresent(others::add);
        stores.addAll(others);
        return stores;
    }

    /// What the network and the machine room have to be told after [#restore]: everything that must be, in an
    /// order that can be followed. What they have besides is to be swept away.
    public List<CloudEffect> resume(Instant now) {
        List<CloudEffect> effects = new ArrayList<>(handle(now, new CloudEvent.Elapsed()));
        // What time has brought is part of everything.
        effects.removeIf(effect -> effect instanceof CloudEffect.Network || effect instanceof CloudEffect.Machine);
        Turn turn = turn();
        new Resume(turn).tell();
        effects.addAll(turn.effects());
        return effects;
    }

    private Turn turn() {
        return new Turn(latest, ledger, settings, ids);
    }

    private void finish(Turn turn, List<CloudEffect> stores, List<CloudEffect> others) {
        stores.addAll(ledger.takeChanges());
        others.addAll(turn.effects());
    }

    private void passTime(Turn turn) {
        Optional<Resource> due = firstDueBy(turn.millis());
        while (due.isPresent()) {
            Lifecycle.advance(turn, due.get());
            due = firstDueBy(turn.millis());
        }
    }

    private Optional<Resource> firstDueBy(long millis) {
        return ledger.firstDue().filter(resource -> resource.phase().dueMillis() <= millis);
    }

    private Optional<ApiAnswer> take(Turn turn, CloudEvent event) {
        switch (event) {
            case CloudEvent.Called(ApiCall call) -> {
                return Optional.of(answer(turn, call));
            }
            case CloudEvent.Elapsed() -> {}
            case CloudEvent.InstanceRuns fact -> Facts.runs(turn, fact.instance());
            case CloudEvent.InstanceStopped fact -> Facts.stopped(turn, fact.instance());
            case CloudEvent.InstanceFailed fact -> Facts.failed(turn, fact.instance(), fact.why());
            case CloudEvent.LinkChanged fact -> Facts.link(turn, fact.instance(), fact.isUp());
            case CloudEvent.MasterChanged fact -> Facts.moved(turn, fact);
        }
        return Optional.empty();
    }

    private ApiAnswer answer(Turn turn, ApiCall call) {
        try {
            return calls.carryOut(turn, call);
        } catch (CallRefused refused) {
            ledger.undo();
            turn.effects().clear();
            return new ApiAnswer.Failed(refused.error());
        }
    }

    /// When the cloud wants [CloudEvent.Elapsed] next; empty while nothing moves by itself.
    public Optional<Instant> deadline() {
        return ledger.firstDue()
                .map(resource -> resource.phase().dueMillis())
                .filter(millis -> millis != Phase.NOT_BY_ITSELF)
                .map(Instant::ofEpochMilli);
    }

    /// All resources as they are now, in no order: what the store must hold.
    public List<Resource> resources() {
        return ledger.all().toList();
    }

    /// One resource as it is now.
    public <T extends Resource> Optional<T> find(Class<T> type, String id) {
        return ledger.find(type, id);
    }

    /// All resources of a kind as they are now, of all accounts, in no order.
    public <T extends Resource> List<T> all(Class<T> type) {
        return ledger.all(type).toList();
    }
}
