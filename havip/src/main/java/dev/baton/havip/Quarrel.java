package dev.baton.havip;

import dev.baton.model.Tick;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;

/// The recent moves of one HaVip, and who waits for the end of a hold. See [Damping].
final class Quarrel {
    private final Damping damping;
    private final ArrayDeque<Tick> moves = new ArrayDeque<>();
    private int holds;
    private Tick heldUntil = Tick.ZERO;
    private Optional<InstanceId> waiting = Optional.empty();

    Quarrel(Damping damping) {
        this.damping = damping;
    }

    /// True if a claim may move the HaVip now; else the claimant waits until [#heldUntil].
    boolean admits(Tick now, InstanceId claimant) {
        if (!heldUntil.isReachedAt(now)) {
            waiting = Optional.of(claimant);
            return false;
        }
        forgetMovesBefore(now);
        if (moves.size() < damping.moves()) {
            return true;
        }
        heldUntil = now.plus(nextHold());
        waiting = Optional.of(claimant);
        return false;
    }

    private void forgetMovesBefore(Tick now) {
        while (!moves.isEmpty() && now.since(moves.getFirst()).compareTo(damping.window()) > 0) {
            moves.removeFirst();
        }
        if (moves.isEmpty()) {
            holds = 0;
        }
    }

    private Duration nextHold() {
        Duration hold = damping.holdMin().multipliedBy(1L << Math.min(holds, 20));
        holds++;
        return hold.compareTo(damping.holdMax()) < 0 ? hold : damping.holdMax();
    }

    void moved(Tick now) {
        waiting = Optional.empty();
        if (damping.moves() < Integer.MAX_VALUE) {
            moves.addLast(now);
        }
    }

    /// The master announced again, so nobody else was the last to do so.
    void settled() {
        waiting = Optional.empty();
    }

    Optional<InstanceId> waiting() {
        return waiting;
    }

    Tick heldUntil() {
        return heldUntil;
    }

    /// When somebody's wait ends; [Tick#NEVER] if nobody waits.
    Tick deadline() {
        return waiting.isPresent() ? heldUntil : Tick.NEVER;
    }
}
