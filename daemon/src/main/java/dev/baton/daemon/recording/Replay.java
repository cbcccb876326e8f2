package dev.baton.daemon.recording;

import dev.baton.model.Tick;
import dev.baton.vrrp.Effect;
import dev.baton.vrrp.VrrpEngine;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Repeats a recording on an engine of its own: the same events at the same ticks lead to the same effects.
public final class Replay {
    private final Recording recording;
    private final VrrpEngine engine;

    public Replay(Recording recording) {
        this.recording = recording;
        this.engine = new VrrpEngine(recording.spec());
    }

    /// Something that the log said, or what the recording lacks.
    ///
    /// @param clock the time of day
    /// @param since the recording began
    /// @param transition the change of state that the sentence is about, if it is about one
    public record Line(Instant clock, Duration since, String sentence, Optional<Effect.Entered> transition) {}

    /// Repeats everything up to and including this time.
    ///
    /// @param until since the recording began
    /// @return the number of events
    public long play(Duration until, Consumer<Line> lines) throws IOException {
        long events = 0;
        for (Optional<Recording.Entry> next = recording.next(); next.isPresent(); next = recording.next()) {
            Recording.Entry entry = next.get();
            if (since(entry.at()).compareTo(until) > 0) {
                break;
            }
            switch (entry) {
                case Recording.Entry.Told(Tick at, var event) -> {
                    engine.handle(at, event).forEach(effect -> tell(at, effect, lines));
                    events++;
                }
                case Recording.Entry.Gap(Tick at, long lost) ->
                    lines.accept(line(
                            at,
                            lost + " events are missing here; what follows may differ from what happened",
                            Optional.empty()));
            }
        }
        return events;
    }

    private void tell(Tick at, Effect effect, Consumer<Line> lines) {
        switch (effect) {
            case Effect.Entered entered -> lines.accept(line(at, entered.sentence(), Optional.of(entered)));
            case Effect.Observed observed -> lines.accept(line(at, observed.sentence(), Optional.empty()));
            case Effect.Refused refused -> lines.accept(line(at, refused.sentence(), Optional.empty()));
            case Effect.SendAdvert _,
                    Effect.Announce _,
                    Effect.AddAddresses _,
                    Effect.RenewLease _,
                    Effect.RemoveAddresses _ -> {
                // Carried out then; nothing is carried out now.
            }
        }
    }

    private Line line(Tick at, String sentence, Optional<Effect.Entered> transition) {
        Duration since = since(at);
        return new Line(recording.clock().plus(since), since, sentence, transition);
    }

    private Duration since(Tick at) {
        return Duration.ofNanos(at.nanos() - recording.begin().nanos());
    }

    /// The states in the end, one sentence for each router.
    public List<String> states() {
        return engine.routers().stream()
                .map(router -> "(" + router.spec().name() + ") is " + router.state())
                .toList();
    }
}
