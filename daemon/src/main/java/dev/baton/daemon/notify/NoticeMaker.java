package dev.baton.daemon.notify;

import dev.baton.daemon.notify.Notice.Kind;
import dev.baton.daemon.notify.Notice.Word;
import dev.baton.model.Configuration;
import dev.baton.model.InstanceSetup;
import dev.baton.model.Notifications;
import dev.baton.model.Notifications.Occasion;
import dev.baton.model.Reason;
import dev.baton.model.RouterState;
import dev.baton.model.Script;
import dev.baton.model.SyncGroupSpec;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.vrrp.Effect;
import dev.baton.vrrp.Observation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Turns what the engine did into what keepalived tells its scripts and pipes. No clock, no file.
public final class NoticeMaker {
    private static final Notifications NONE = new Notifications(Map.of(), false, false, false);

    private final Map<String, RouterState> states = new HashMap<>();
    private final Map<String, Integer> priorities = new HashMap<>();
    private final Map<String, RouterState> groupStates = new HashMap<>();
    private Map<String, Notifications> instances = Map.of();
    private Map<String, Notifications> groups = Map.of();
    private List<SyncGroupSpec> members = List.of();

    /// The configuration that holds from now on. What has left with it can still be told of once, by [#of].
    public void configured(Configuration configuration) {
        Map<String, Notifications> present = new HashMap<>(instances);
        for (InstanceSetup setup : configuration.setups()) {
            present.put(setup.instance(), setup.notifications());
        }
        instances = present;
        members = configuration.vrrp().syncGroups();
        Map<String, Notifications> ofGroups = new HashMap<>();
        for (int index = 0;
                index < members.size()
                        && index < configuration.groupNotifications().size();
                index++) {
            ofGroups.put(
                    members.get(index).name(),
                    configuration.groupNotifications().get(index));
        }
        groups = ofGroups;
        for (VirtualRouterSpec router : configuration.virtualRouters()) {
            priorities.putIfAbsent(router.name(), router.priority().value());
        }
    }

    /// What is to be told of these effects, in their order.
    public List<Posting> of(List<Effect> effects) {
        List<Posting> postings = new ArrayList<>();
        for (int index = 0; index < effects.size(); index++) {
            switch (effects.get(index)) {
                case Effect.Entered entered -> {
                    if (!isOnTheWayOut(entered, effects.subList(index + 1, effects.size()))) {
                        entered(entered, postings);
                    }
                }
                case Effect.Observed(String router, Observation.LoserHeard heard) ->
                    postings.add(posting(router, Word.MASTER_RX_LOWER_PRI));
                case Effect.Observed(String router, Observation.PriorityChanged(var before, var now))
                when !isHandover(router, effects) -> priorityChanged(router, now.value(), postings);
                case Effect other -> {}
            }
        }
        return postings;
    }

    /// A daemon that stops hands over first, which looks like going to BACKUP; keepalived tells of the stop alone.
    private static boolean isOnTheWayOut(Effect.Entered entered, List<Effect> later) {
        if (entered.to() != RouterState.BACKUP) {
            return false;
        }
        // At a start thousands come together, and each looks through those behind it.
        for (Effect effect : later) {
            if (effect instanceof Effect.Entered next && next.router().equals(entered.router())) {
                return next.to() == RouterState.STOP;
            }
        }
        return false;
    }

    /// For a handover the priority sinks to 1, which is nothing that an operator configured.
    private static boolean isHandover(String router, List<Effect> effects) {
        return effects.stream().filter(effect -> effect.router().equals(router)).anyMatch(effect -> switch (effect) {
            case Effect.Entered entered -> entered.to() == RouterState.STOP;
            case Effect.Observed observed -> observed.what() instanceof Observation.HandoverStarted;
            case Effect other -> false;
        });
    }

    private void entered(Effect.Entered entered, List<Posting> postings) {
        states.put(entered.router(), entered.to());
        word(entered).ifPresent(word -> postings.add(posting(entered.router(), word)));
        for (SyncGroupSpec group : members) {
            if (group.members().contains(entered.router())) {
                groupMayHaveMoved(group, postings);
            }
        }
    }

    private Optional<Word> word(Effect.Entered entered) {
        return switch (entered.to()) {
            case INIT -> Optional.empty();
            case MASTER -> Optional.of(Word.MASTER);
            case BACKUP -> Optional.of(Word.BACKUP);
            case FAULT -> Optional.of(Word.FAULT);
            case STOP -> {
                boolean isRemoved = entered.reason() instanceof Reason.Removed;
                boolean tells = instances.getOrDefault(entered.router(), NONE).tellsDeletion();
                yield Optional.of(isRemoved ? (tells ? Word.DELETED : Word.FAULT) : Word.STOP);
            }
        };
    }

    /// A group is where all its members are.
    private void groupMayHaveMoved(SyncGroupSpec group, List<Posting> postings) {
        List<RouterState> all = group.members().stream()
                .map(member -> states.getOrDefault(member, RouterState.INIT))
                .distinct()
                .toList();
        if (all.size() != 1 || all.getFirst() == groupStates.get(group.name())) {
            return;
        }
        groupStates.put(group.name(), all.getFirst());
        Optional<Word> word = switch (all.getFirst()) {
            case INIT -> Optional.empty();
            case MASTER -> Optional.of(Word.MASTER);
            case BACKUP -> Optional.of(Word.BACKUP);
            case FAULT -> Optional.of(Word.FAULT);
            case STOP -> Optional.of(Word.STOP);
        };
        word.ifPresent(found -> {
            Notice notice = new Notice(Kind.GROUP, group.name(), found, 0);
            postings.add(new Posting(notice, true, scripts(notice, groups.getOrDefault(group.name(), NONE))));
        });
    }

    private void priorityChanged(String router, int priority, List<Posting> postings) {
        if (Integer.valueOf(priority).equals(priorities.put(router, priority))
                || !instances.getOrDefault(router, NONE).priorityChanges()) {
            return;
        }
        boolean isMaster = states.get(router) == RouterState.MASTER;
        postings.add(posting(router, isMaster ? Word.MASTER_PRIORITY : Word.BACKUP_PRIORITY));
    }

    private Posting posting(String router, Word word) {
        Notice notice = new Notice(Kind.INSTANCE, router, word, priorities.getOrDefault(router, 0));
        return new Posting(notice, true, scripts(notice, instances.getOrDefault(router, NONE)));
    }

    /// Where every instance and group is now, for the pipes alone (`fifo_write_vrrp_states_on_reload`).
    public List<Posting> present() {
        List<Posting> postings = new ArrayList<>();
        states.forEach((router, state) -> shown(state)
                .ifPresent(word -> postings.add(new Posting(
                        new Notice(Kind.INSTANCE, router, word, priorities.getOrDefault(router, 0)),
                        true,
                        List.of()))));
        members.forEach(group -> Optional.ofNullable(groupStates.get(group.name()))
                .flatMap(NoticeMaker::shown)
                .ifPresent(word ->
                        postings.add(new Posting(new Notice(Kind.GROUP, group.name(), word, 0), true, List.of()))));
        return postings;
    }

    private static Optional<Word> shown(RouterState state) {
        return switch (state) {
            case MASTER -> Optional.of(Word.MASTER);
            case BACKUP -> Optional.of(Word.BACKUP);
            case FAULT -> Optional.of(Word.FAULT);
            case INIT, STOP -> Optional.empty();
        };
    }

    private static List<Posting.Run> scripts(Notice notice, Notifications notifications) {
        List<Posting.Run> runs = new ArrayList<>();
        occasion(notice.word())
                .flatMap(occasion -> script(notifications, occasion))
                .ifPresent(script -> runs.add(new Posting.Run(script, List.of())));
        if (isState(notice.word())) {
            script(notifications, Occasion.ANY)
                    .ifPresent(script -> runs.add(new Posting.Run(script, notice.arguments())));
        }
        return runs;
    }

    private static Optional<Script> script(Notifications notifications, Occasion occasion) {
        return Optional.ofNullable(notifications.scripts().get(occasion));
    }

    private static Optional<Occasion> occasion(Word word) {
        return switch (word) {
            case MASTER -> Optional.of(Occasion.MASTER);
            case BACKUP -> Optional.of(Occasion.BACKUP);
            case FAULT -> Optional.of(Occasion.FAULT);
            case STOP -> Optional.of(Occasion.STOP);
            case DELETED -> Optional.of(Occasion.DELETED);
            case MASTER_RX_LOWER_PRI -> Optional.of(Occasion.LOWER_PRIORITY);
            case MASTER_PRIORITY, BACKUP_PRIORITY -> Optional.empty();
        };
    }

    private static boolean isState(Word word) {
        return switch (word) {
            case MASTER, BACKUP, FAULT, STOP, DELETED -> true;
            case MASTER_RX_LOWER_PRI, MASTER_PRIORITY, BACKUP_PRIORITY -> false;
        };
    }
}
