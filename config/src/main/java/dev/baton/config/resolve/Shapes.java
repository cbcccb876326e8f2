package dev.baton.config.resolve;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Finding;
import dev.baton.config.keyword.Argument.Shape;
import dev.baton.config.keyword.Keyword;
import dev.baton.config.keyword.KeywordTable;
import dev.baton.config.syntax.Word;
import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import java.math.BigDecimal;
import java.util.Optional;

/// Compares a word with the shape that its keyword asks for.
final class Shapes {
    private Shapes() {}

    static void check(Resolution resolution, Keyword keyword, Shape shape, Word word) {
        switch (shape) {
            case Shape.Int(long min, long max) -> {
                if (!Values.isWithin(Values.integer(word.text()), min, max)) {
                    number(resolution, keyword, word, String.valueOf(min), String.valueOf(max));
                }
            }
            case Shape.Decimal(long min, long max) -> {
                if (!Values.isWithin(Values.decimal(word.text()), min, max)) {
                    number(resolution, keyword, word, plain(min), plain(max));
                }
            }
            case Shape.Bool _ -> {
                if (Values.bool(word.text()).isEmpty()) {
                    resolution.report(
                            Finding.of(Code.INVALID_BOOLEAN, word.span()).with("value", word));
                }
            }
            case Shape.Choice choice -> choice(resolution, keyword, choice, word);
            case Shape.Address _ -> address(resolution, word);
            case Shape.Multicast _ ->
                address(resolution, word)
                        .filter(address -> !address.isMulticast())
                        .ifPresent(address -> resolution.report(
                                Finding.of(Code.NOT_MULTICAST, word.span()).with("value", word)));
            case Shape.Interface _ -> {
                if (!InterfaceName.isValid(word.text())) {
                    resolution.report(
                            Finding.of(Code.INVALID_INTERFACE_NAME, word.span()).with("value", word));
                }
            }
            case Shape.Word _, Shape.Path _, Shape.Script _, Shape.Name _ -> {
                // any word; later passes look at what it means
            }
        }
    }

    /// A word that should be a number in a range, and is not.
    private static void number(Resolution resolution, Keyword keyword, Word word, String min, String max) {
        boolean isNumber = Values.decimal(word.text()).isPresent()
                && (keyword.arguments().stream().noneMatch(each -> each.shape() instanceof Shape.Int)
                        || Values.integer(word.text()).isPresent());
        resolution.report(Finding.of(isNumber ? Code.NUMBER_OUT_OF_RANGE : Code.INVALID_NUMBER, word.span())
                .with("word", keyword.name())
                .with("value", word)
                .with("min", min)
                .with("max", max));
    }

    private static void choice(Resolution resolution, Keyword keyword, Shape.Choice choice, Word word) {
        boolean known = choice.words().stream()
                .anyMatch(each -> choice.anyCase() ? each.equalsIgnoreCase(word.text()) : each.equals(word.text()));
        if (!known) {
            resolution.report(Finding.of(Code.INVALID_CHOICE, word.span())
                    .with("word", keyword.name())
                    .with("value", word)
                    .with("suggestion", KeywordTable.nearest(word.text(), choice.words()))
                    .with("choices", String.join(", ", choice.words())));
        }
    }

    private static Optional<IpAddress> address(Resolution resolution, Word word) {
        Optional<IpAddress> address = IpAddress.parse(word.text());
        if (address.isEmpty()) {
            resolution.report(Finding.of(Code.INVALID_ADDRESS, word.span()).with("value", word));
        }
        return address;
    }

    private static String plain(long millionths) {
        return BigDecimal.valueOf(millionths, 6).stripTrailingZeros().toPlainString();
    }
}
