package dev.baton.config.diagnostic;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Every kind of finding. The texts stand in `catalogue.txt`; a test keeps the two, and the examples, in step.
///
/// Codes are stable: scripts and CI configurations name them.
public enum Code {
    FILE_NOT_FOUND,
    FILE_UNREADABLE,
    MULTIPLE_FILES,
    INCLUDE_NOT_FOUND,
    INCLUDE_UNREADABLE,
    REQUIRED_INCLUDE_NOT_FOUND,
    REQUIRED_INCLUDE_UNREADABLE,
    INCLUDE_LOOP,
    TOO_MANY_INCLUDES,
    LINE_TOO_LONG,
    EMBEDDED_NUL,
    UNTERMINATED_QUOTE,
    EXPANDED_LINE_TOO_LONG,
    DEFINITION_RECURSION,
    EXPANSION_TOO_LARGE,
    BAD_DEFINITION_PARAMETERS,
    BAD_RANDOM_RANGE,
    BAD_SEQUENCE,
    BAD_LIST,
    MISSING_OPENING_BRACE,
    UNEXPECTED_OPENING_BRACE,
    MISSING_CLOSING_BRACE,
    EXTRA_CLOSING_BRACE,
    UNKNOWN_KEYWORD,
    KEYWORD_DROPPED,
    KEYWORD_DEPRECATED,
    KEYWORD_NO_EFFECT,
    KEYWORDS_NOT_YET,
    MISSING_PARAMETER,
    EXTRA_WORDS,
    INVALID_NUMBER,
    NUMBER_OUT_OF_RANGE,
    INVALID_BOOLEAN,
    INVALID_CHOICE,
    INVALID_ADDRESS,
    NOT_MULTICAST,
    INVALID_INTERFACE_NAME,
    TOO_MANY_FINDINGS,
    VRID_DIFFERS,
    VERSION_DIFFERS,
    ADVERT_INTERVAL_DIFFERS,
    ADVERT_INTERVAL_DIFFERS_V3,
    AUTHENTICATION_DIFFERS,
    TRANSPORT_DIFFERS,
    ADDRESSES_DIFFER,
    PREFIX_DIFFERS,
    PEER_MISSING,
    SOURCE_SHARED,
    EQUAL_PRIORITIES,
    TWO_MASTERS,
    MASTER_OUTRANKED,
    NOPREEMPT_ON_WRONG_SIDE,
    VRID_SHARED,
    INSTANCE_ALONE,
    PLATFORM_MULTICAST,
    PLATFORM_BROADCAST,
    PLATFORM_VMAC,
    PLATFORM_ADDRESS_MOVE,
    PLATFORM_IPVS,
    PLATFORM_PUBLIC_ADDRESS,
    PLATFORM_LIMIT,
    INVALID_PREFIX,
    UNKNOWN_OPTION,
    OPTION_LACKS_VALUE,
    INVALID_OPTION_VALUE,
    IPV4_ONLY_OPTION,
    DUPLICATE_NAME,
    MISSING_VRID,
    MISSING_INTERFACE,
    ADVERT_INTERVAL_ROUNDED,
    DUPLICATE_ADDRESS,
    MIXED_FAMILIES,
    NOPREEMPT_WITH_MASTER,
    AUTHENTICATION_WITH_V3,
    INCOMPLETE_AUTHENTICATION,
    AUTH_PASS_TOO_LONG;

    /// The code as people write it: `unknown-keyword`.
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The texts.
    public CatalogueEntry entry() {
        return Catalogue.entry(id());
    }

    /// The code of this id.
    public static Optional<Code> ofId(String id) {
        return Stream.of(values()).filter(code -> code.id().equals(id)).findFirst();
    }
}
