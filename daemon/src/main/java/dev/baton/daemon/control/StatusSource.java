package dev.baton.daemon.control;

import dev.baton.model.Tick;

/// A part of what `baton status` shows. A companion of the protocol thread contributes one by its `status` method.
///
/// Whoever owns the state makes an immutable record of it that implements [Snapshot]; text is made of it on the control
/// thread, when somebody asks.
public interface StatusSource {
    /// The word by which clients ask for it and under which it stands in the answer, such as `services`.
    String name();

    /// What it is like now, or was a moment ago. Called on the control thread, which may wait here for a second at
    /// most; the simplest is a volatile field that the owner sets.
    ///
    /// @throws NoAnswer if the owner does not answer and never did before
    Snapshot snapshot() throws NoAnswer;

    /// State at one moment, which does not change any more.
    interface Snapshot {
        /// When it was so.
        Tick at();

        /// The same as maps with keys of type String, lists, texts, numbers and booleans; units stand in the keys.
        ///
        /// @param clock to say times of day with
        Object tree(WallTime clock);
    }

    /// The owner of the state does not answer.
    final class NoAnswer extends Exception {
        private static final long serialVersionUID = 1L;

        public NoAnswer(String message) {
            super(message);
        }
    }
}
