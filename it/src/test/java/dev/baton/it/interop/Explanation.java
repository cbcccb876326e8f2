package dev.baton.it.interop;

import dev.baton.it.lab.Product;
import java.util.Arrays;
import java.util.Optional;

/// Why a cell is not played.
enum Explanation {
    RELOAD("Baton does not reload its configuration on SIGHUP yet, so its priority cannot be lowered while it runs.") {
        @Override
        boolean applies(Row row, Cell cell) {
            return cell == Cell.PRIORITY_CHANGE && row.first() == Product.BATON;
        }
    };

    private final String text;

    Explanation(String text) {
        this.text = text;
    }

    abstract boolean applies(Row row, Cell cell);

    static Optional<Explanation> of(Row row, Cell cell) {
        return Arrays.stream(values())
                .filter(explanation -> explanation.applies(row, cell))
                .findFirst();
    }

    String text() {
        return text;
    }
}
