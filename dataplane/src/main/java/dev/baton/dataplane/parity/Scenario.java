package dev.baton.dataplane.parity;

import dev.baton.dataplane.Operation;
import dev.baton.dataplane.OperationResult;
import java.util.List;
import java.util.Optional;

/// What every data plane must do alike: operations from nothing, and what becomes of each. What is programmed then has
/// to be what the fake has after the same operations.
///
/// @param causes one for each operation; empty if it is carried out
public record Scenario(String name, List<Operation> operations, List<Optional<OperationResult.Cause>> causes) {
    public Scenario {
        operations = List.copyOf(operations);
        causes = List.copyOf(causes);
        if (operations.size() != causes.size()) {
            throw new IllegalArgumentException(name + ": every operation needs a result");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
