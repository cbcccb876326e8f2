package dev.baton.config.cluster;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Finding;
import dev.baton.config.source.Span;
import dev.baton.config.syntax.Statement;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.model.VrrpVersion;
import java.time.Duration;
import java.util.function.Function;

/// Finds what all hosts of a virtual router must say alike and do not: its id, version, advertisement interval,
/// authentication, and whether adverts go to a group or to peers.
final class AgreementRule implements Rule {
    @Override
    public void check(Cluster cluster) {
        for (RouterGroup group : cluster.groups()) {
            for (Member other : group.others()) {
                check(cluster, group.first(), other);
            }
        }
    }

    private static void check(Cluster cluster, Member one, Member other) {
        value(
                cluster,
                Code.VRID_DIFFERS,
                one,
                other,
                "virtual_router_id",
                spec -> spec.vrid().value());
        value(
                cluster,
                Code.VERSION_DIFFERS,
                one,
                other,
                "version",
                spec -> spec.version().number());
        boolean v2 = one.spec().version() == VrrpVersion.V2;
        value(
                cluster,
                v2 ? Code.ADVERT_INTERVAL_DIFFERS : Code.ADVERT_INTERVAL_DIFFERS_V3,
                one,
                other,
                "advert_int",
                spec -> seconds(spec.advertInterval()));
        if (!one.spec().authentication().equals(other.spec().authentication())) {
            report(cluster, Code.AUTHENTICATION_DIFFERS, other, authentication(other), one, authentication(one));
        }
        if (one.isUnicast() != other.isUnicast()) {
            Member multicast = one.isUnicast() ? other : one;
            Member unicast = one.isUnicast() ? one : other;
            report(cluster, Code.TRANSPORT_DIFFERS, multicast, multicast.header(), unicast, peers(unicast));
        }
    }

    private static void value(
            Cluster cluster,
            Code code,
            Member one,
            Member other,
            String keyword,
            Function<VirtualRouterSpec, Object> value) {
        Object first = value.apply(one.spec());
        Object second = value.apply(other.spec());
        if (!first.equals(second)) {
            cluster.report(Finding.of(code, other.span(keyword))
                    .with("name", other.spec().name())
                    .with("path", other.path())
                    .with("value", second)
                    .with("other", one.path())
                    .with("expected", first)
                    .also(one.span(keyword)));
        }
    }

    private static void report(Cluster cluster, Code code, Member member, Span span, Member other, Span also) {
        cluster.report(Finding.of(code, span)
                .with("name", member.spec().name())
                .with("path", member.path())
                .with("other", other.path())
                .also(also));
    }

    /// The password if there is one, since it is what differs most often.
    private static Span authentication(Member member) {
        return member.last("authentication")
                .map(block -> block.children().stream()
                        .filter(child -> child.is("auth_pass"))
                        .findFirst()
                        .map(Statement::line)
                        .orElseGet(block::span))
                .orElseGet(member::header);
    }

    private static Span peers(Member member) {
        return member.last("unicast_peer").map(Statement::span).orElseGet(member::header);
    }

    private static String seconds(Duration duration) {
        long hundredths = duration.toMillis() / 10;
        return hundredths % 100 == 0
                ? String.valueOf(hundredths / 100)
                : hundredths / 100 + ".%02d".formatted(hundredths % 100);
    }
}
