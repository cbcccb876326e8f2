package dev.baton.daemon.host;

import dev.baton.model.Tick;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What is wanted in the kernel, compared with what is there: the least that has to be asked for. Knows no kernel
/// and no clock.
///
/// What the kernel refuses is asked for again with growing pauses, and told once.
public final class DesiredState {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(30);

    private List<Wish> wishes = List.of();
    /// What we have put there ourselves, and so take away again.
    private final Map<Object, Entry> placed = new HashMap<>();
    private final Map<Object, Refusal> refusals = new HashMap<>();
    /// What was there once: not put back if it is gone and nobody minds.
    private final Set<Object> seen = new HashSet<>();

    /// One thing that is wanted.
    ///
    /// @param text how a person calls it: the owner and the entry
    /// @param restored put back when somebody else deletes it
    /// @param group the track group that suffers when it cannot be there
    public record Wish(String text, Entry entry, boolean restored, Optional<String> group) {
        Object identity() {
            return entry.identity();
        }
    }

    private record Refusal(String why, Tick next, Duration pause) {}

    /// Everything that is wanted from now on, in the order in which it is to be put there.
    ///
    /// @return what we have put there and is not wanted any more, last first
    public List<Entry> want(List<Wish> next) {
        // What is to be different now goes first: the kernel cannot change all that a route or rule consists of.
        Set<Entry> wanted = next.stream().map(Wish::entry).collect(Collectors.toSet());
        List<Entry> gone = new ArrayList<>();
        for (Wish wish : wishes) {
            if (!wanted.contains(wish.entry())) {
                Optional.ofNullable(placed.remove(wish.identity())).ifPresent(gone::add);
                refusals.remove(wish.identity());
                seen.remove(wish.identity());
            }
        }
        Collections.reverse(gone);
        wishes = List.copyOf(next);
        return gone;
    }

    public List<Wish> wishes() {
        return wishes;
    }

    /// What is not there and is to be asked for now.
    ///
    /// @param present identities of what the kernel has, and whether we put it there in this life or an earlier one
    public List<Wish> missing(Map<Object, Boolean> present, Tick now) {
        List<Wish> missing = new ArrayList<>();
        for (Wish wish : wishes) {
            Object identity = wish.identity();
            Boolean ours = present.get(identity);
            if (ours != null) {
                seen.add(identity);
                if (ours) {
                    placed.put(identity, wish.entry());
                }
            } else if (isDue(wish, now)) {
                missing.add(wish);
            }
        }
        return missing;
    }

    private boolean isDue(Wish wish, Tick now) {
        Refusal refusal = refusals.get(wish.identity());
        boolean mayBeAsked = refusal == null || refusal.next().isReachedAt(now);
        return mayBeAsked && (wish.restored() || !seen.contains(wish.identity()));
    }

    /// The kernel has done it.
    ///
    /// @return what a person should know: that it was put back, or that it works at last
    public Optional<String> done(Wish wish) {
        boolean again = !seen.add(wish.identity());
        boolean refusedBefore = refusals.remove(wish.identity()) != null;
        placed.put(wish.identity(), wish.entry());
        if (refusedBefore) {
            return Optional.of(wish.text() + " is in place now");
        }
        return again
                ? Optional.of(wish.text() + " was removed by somebody else or with its link, putting it back")
                : Optional.empty();
    }

    /// The kernel has refused it.
    ///
    /// @return true if a person does not know yet
    public boolean refused(Wish wish, String why, Tick now) {
        Refusal before = refusals.get(wish.identity());
        Duration pause = before == null ? FIRST_PAUSE : longer(before.pause());
        refusals.put(wish.identity(), new Refusal(why, now.plus(pause), pause));
        return before == null || !before.why().equals(why);
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : doubled;
    }

    /// Something has changed that refusals may have been due to: everything may be asked for at once.
    public void forgetPauses() {
        refusals.replaceAll((identity, refusal) -> new Refusal(refusal.why(), Tick.ZERO, FIRST_PAUSE));
    }

    /// When the next refused wish may be asked for; [Tick#NEVER] if there is none.
    public Tick nextAttempt() {
        return refusals.values().stream().map(Refusal::next).reduce(Tick.NEVER, Tick::earlier);
    }

    /// Groups of which something that was there, or was asked for, cannot be there.
    public Set<String> failedGroups() {
        return wishes.stream()
                .filter(wish -> refusals.containsKey(wish.identity()))
                .flatMap(wish -> wish.group().stream())
                .collect(Collectors.toSet());
    }
}
