package dev.baton.havip.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.havip.api.ApiCall;
import dev.baton.havip.api.ApiError;
import dev.baton.havip.resource.Resource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Every error code with a story that leads to it; the table checks that it is complete.
final class ErrorTableTest {
    private static final List<ErrorRow> ROWS = ErrorStories.rows();

    /// What the reference of the API names, and what clients are known to repeat or to take for an end. The gateway and
    /// the server answer the rest: signatures, InternalError, ServiceUnavailable.
    private static final List<String> DOCUMENTED = List.of(
            "InvalidDescription.Malformed",
            "InvalidIPAddress.OutOfRange",
            "InvalidIPAddress.NotAvailable",
            "InvalidIPAddress.AlreadyUsed",
            "InvalidIPAddress.Malformed",
            "InvalidVSwitch.NotFound",
            "InvalidPrivateIp.NotFound",
            "IncorrectStatus",
            "DependencyViolation.HaVipReferedByRouteEntry",
            "DependencyViolation.HaVipAssociatedWithEIP",
            "IncorrectHaVipStatus",
            "Forbidden.HaVip",
            "InvalidRegionId.NotFound",
            "InvalidHaVipId.NotFound",
            "InvalidVip.Status",
            "IncorrectInstanceStatus",
            "CountLimitExceed.HaVipOnInstance",
            "CountLimitExceeded.HaVipOnECSInstance",
            "OperationFailed.DistibuteLock",
            "ResourceNotAssociated",
            "Forbidden.UnassociateMaster",
            "InvalidAction.Denied",
            "InvalidAssociation.Duplicated",
            "OperationDenied",
            "InvalidParameter.Mismatch",
            "IncorrectEipStatus",
            "InvalidInstanceType.ValueNotSupported",
            "InvalidAllocationId.NotFound",
            "OperationConflict",
            "TaskConflict",
            "InvalidBindingStatus",
            "FrequentPurchase.EIP",
            "IdempotentParameterMismatch",
            "MissingParameter",
            "InvalidAction.NotFound",
            "Throttling.User");

    @Test
    void everyRowIsRefusedForItsReasonAndChangesNothing() {
        for (ErrorRow row : ROWS) {
            CloudLab lab = new CloudLab(row.settings());
            ApiCall call = row.story().apply(lab);
            Set<Resource> before = Set.copyOf(lab.cloud.resources());
            int noted = lab.timeline.size();
            ApiError error = CloudLab.error(lab.call(call));
            assertThat(error.code())
                    .as("%s: %s", row.code(), call)
                    .isEqualTo(row.code().code());
            assertThat(error.status())
                    .as("%s: %s", row.code(), call)
                    .isEqualTo(row.code().status());
            assertThat(error.message()).as("%s: %s", row.code(), call).matches(pattern(row.code()));
            assertThat(Set.copyOf(lab.cloud.resources())).as("%s", row.code()).isEqualTo(before);
            assertThat(lab.timeline).as("%s", row.code()).hasSize(noted);
        }
    }

    private static Pattern pattern(ErrorCode code) {
        return Pattern.compile("\\Q" + code.message().replace("%s", "\\E.*\\Q") + "\\E", Pattern.DOTALL);
    }

    @Test
    void everyCodeHasARow() {
        Set<ErrorCode> covered = EnumSet.noneOf(ErrorCode.class);
        ROWS.forEach(row -> covered.add(row.code()));
        assertThat(covered).containsExactlyInAnyOrder(ErrorCode.values());
    }

    @Test
    void everyDocumentedCodeIsThere() {
        assertThat(Arrays.stream(ErrorCode.values()).map(ErrorCode::code).collect(Collectors.toSet()))
                .containsAll(DOCUMENTED);
    }
}
