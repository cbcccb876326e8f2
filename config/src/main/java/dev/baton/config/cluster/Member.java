package dev.baton.config.cluster;

import dev.baton.config.source.Span;
import dev.baton.config.syntax.Statement;
import dev.baton.config.syntax.Word;
import dev.baton.model.IpAddress;
import dev.baton.model.Transport;
import dev.baton.model.VirtualAddress;
import dev.baton.model.VirtualRouterSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One `vrrp_instance` of one host: what it means, and where it is written.
///
/// @param path the host's file, which is how people tell hosts apart
public record Member(String path, VirtualRouterSpec spec, Statement statement) {
    /// Where the value of this keyword stands; where the instance begins if the keyword is not written.
    public Span span(String keyword) {
        return last(keyword)
                .map(each -> each.argument(0).map(Word::span).orElseGet(each::span))
                .orElseGet(this::header);
    }

    /// `vrrp_instance NAME`.
    public Span header() {
        return statement.line();
    }

    /// The statement of this name that counts, which is the last one.
    public Optional<Statement> last(String keyword) {
        return statement.children().stream().filter(child -> child.is(keyword)).reduce((_, later) -> later);
    }

    public boolean has(String keyword) {
        return last(keyword).isPresent();
    }

    /// The data lines of every block of this name.
    public List<Statement> lines(String block) {
        return statement.children().stream()
                .filter(child -> child.is(block))
                .flatMap(child -> child.children().stream())
                .toList();
    }

    /// The line in which this address is listed, in a block of this name; where the block begins, or the
    /// instance, if there is none.
    public Span lineOf(String block, IpAddress address) {
        return lines(block).stream()
                .filter(line -> address(line).filter(address::equals).isPresent())
                .map(Statement::span)
                .findFirst()
                .orElseGet(() -> last(block).map(Statement::span).orElseGet(this::header));
    }

    /// The address with which a data line begins.
    public static Optional<IpAddress> address(Statement line) {
        String text = line.name();
        int slash = text.indexOf('/');
        return IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
    }

    /// The addresses that its adverts list, in words and sorted.
    public Set<String> addresses() {
        return spec.virtualAddresses().stream()
                .map(each -> each.address().toString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// Every address that moves with it.
    public Stream<VirtualAddress> allAddresses() {
        return Stream.concat(spec.virtualAddresses().stream(), spec.excludedAddresses().stream());
    }

    /// Where its adverts come from, if it says so.
    public Optional<IpAddress> source() {
        return spec.transport().source();
    }

    /// The hosts that it sends adverts to; empty for multicast.
    public List<IpAddress> peers() {
        return switch (spec.transport()) {
            case Transport.Multicast _ -> List.of();
            case Transport.Unicast unicast ->
                unicast.peers().stream().map(Transport.Peer::address).toList();
        };
    }

    public boolean isUnicast() {
        return spec.transport() instanceof Transport.Unicast;
    }
}
