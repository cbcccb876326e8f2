package dev.baton.vrrp;

import dev.baton.model.Priority;

/// The priority that a router stands for: configured, adjusted by tracking, or given up for a while.
final class EffectivePriority {
    /// Below every peer's, yet not 0: the master is still there.
    private static final Priority LOWEST = new Priority(1);

    private static final Priority NEARLY_OWNER = new Priority(254);

    private final Priority base;
    private int adjustment;
    private int bonus;
    private boolean handedOver;
    private boolean ownershipDisputed;

    EffectivePriority(Priority base) {
        this.base = base;
    }

    void inherit(EffectivePriority before) {
        adjustment = before.adjustment;
        handedOver = before.handedOver;
        ownershipDisputed = before.ownershipDisputed && base.isOwner();
    }

    /// The sum of what tracking adds and takes away.
    void adjust(int sum) {
        adjustment = sum;
    }

    /// What is added while MASTER (`sticky_master`).
    void bonus(int points) {
        bonus = points;
    }

    boolean hasBonus() {
        return bonus > 0;
    }

    /// For a planned handover the router ranks below everybody else.
    void handOver(boolean now) {
        handedOver = now;
    }

    boolean isHandedOver() {
        return handedOver;
    }

    /// An owner that meets another one steps down from 255.
    void disputeOwnership(boolean disputed) {
        ownershipDisputed = disputed;
    }

    /// The sum may leave the range of priorities; what is advertised is 1 to 254, and the owner's stays what
    /// it is.
    Priority value() {
        if (handedOver) {
            return LOWEST;
        }
        if (base.isOwner()) {
            return ownershipDisputed ? NEARLY_OWNER : base;
        }
        return new Priority(Math.clamp((long) base.value() + adjustment + bonus, 1, 254));
    }
}
