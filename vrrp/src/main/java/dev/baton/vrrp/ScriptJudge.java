package dev.baton.vrrp;

import dev.baton.model.TrackScriptSpec;
import java.util.Optional;

/// Turns the results of a script's runs into "well" and "failed" (`rise`, `fall`): a change needs so many
/// results in a row, except that the first run decides at once.
final class ScriptJudge {
    private final TrackScriptSpec spec;
    private int inARow;
    private boolean well;
    private boolean decided;

    ScriptJudge(TrackScriptSpec spec) {
        this.spec = spec;
    }

    /// The same judgement under a new configuration.
    ScriptJudge under(TrackScriptSpec changed) {
        ScriptJudge judge = new ScriptJudge(changed);
        judge.well = well;
        judge.decided = decided;
        return judge;
    }

    /// A run has ended.
    ///
    /// @return what the script says now, if that has changed
    Optional<Boolean> ended(boolean succeeded) {
        if (decided && succeeded == well) {
            inARow = 0;
            return Optional.empty();
        }
        inARow++;
        if (decided && inARow < (succeeded ? spec.rise() : spec.fall())) {
            return Optional.empty();
        }
        decided = true;
        well = succeeded;
        inARow = 0;
        return Optional.of(well);
    }
}
