package dev.baton.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.sim.Mutation.Change.Inverted;
import dev.baton.sim.Mutation.Change.OtherNumber;
import dev.baton.sim.Mutation.Change.Returns;
import dev.baton.sim.Mutation.Change.WithoutCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Tests the tests: whatever is broken in the engine on purpose, a story or the simulator notices. The list in
/// `docs/mutants.md` is written with `-DupdateGolden=true`.
@Tag("long")
class MutantsTest {
    private static final Path LIST = Path.of("../docs/mutants.md");

    private static final List<Mutation> MUTATIONS = List.of(
            new Mutation("Election", "whileMaster", new Inverted(2), "the lower priority wins"),
            new Mutation("Election", "whileMaster", new Inverted(4), "of equal priorities the lower address wins"),
            new Mutation("Election", "isLesserMaster", new Returns(true), "a backup follows nobody"),
            new Mutation("Election", "isLesserMaster", new Returns(false), "a backup follows everybody"),
            new Mutation("Following", "letsBe", new Returns(true), "nobody preempts"),
            new Mutation("Following", "letsBe", new Returns(false), "nopreempt and preempt_delay are ignored"),
            new Mutation("Following", "armMasterDown", new WithoutCall("arm"), "the master-down timer never starts"),
            new Mutation("Following", "heard", new WithoutCall("arm"), "a resignation does not shorten the wait"),
            new Mutation("ProtocolTimes", "skewMicros", new OtherNumber(256, 255), "the skew is computed from 255"),
            new Mutation(
                    "ProtocolTimes",
                    "suitableLease",
                    new OtherNumber(250_000, -1_000_000),
                    "the lease outlasts the patience of the peers"),
            new Mutation("Advertising", "send", new WithoutCall("arm"), "after its first advert a master falls silent"),
            new Mutation(
                    "Advertising",
                    "sendPlanned",
                    new WithoutCall("arm"),
                    "after a planned advert a master falls silent"),
            new Mutation("Advertising", "resign", new WithoutCall("transmit"), "priority 0 is never sent"),
            new Mutation("HeldAddresses", "take", new WithoutCall("emit"), "a master takes no addresses"),
            new Mutation("HeldAddresses", "release", new WithoutCall("emit"), "addresses are never given up"),
            new Mutation("HeldAddresses", "renew", new WithoutCall("emit"), "the lease is never renewed"),
            new Mutation("Mastership", "announce", new WithoutCall("becameMaster"), "a new master announces nothing"),
            new Mutation(
                    "Mastership",
                    "prevail",
                    new WithoutCall("announceAgain"),
                    "the winner of a contest announces nothing"),
            new Mutation("Mastership", "prevail", new WithoutCall("send"), "a losing advert is not answered"),
            new Mutation("Mastership", "yieldTo", new WithoutCall("transmit"), "a loser yields without a word"),
            new Mutation("Announcements", "stop", new WithoutCall("cancel"), "a loser goes on announcing"),
            new Mutation("AdvertReceiver", "checkVersion", new Inverted(0), "adverts of the right version are refused"),
            new Mutation("AdvertReceiver", "checkCast", new Inverted(0), "unicast and multicast are confused"),
            new Mutation("VirtualRouter", "enterBackup", new WithoutCall("begin"), "a backup knows no timer"));

    @Test
    void everyDeliberateErrorIsNoticed() throws Exception {
        assertThat(MUTATIONS).hasSizeGreaterThanOrEqualTo(20);
        Map<Mutation, String> noticed = new LinkedHashMap<>();
        for (Mutation mutation : MUTATIONS) {
            noticed.put(mutation, trial(mutation));
            System.out.println(mutation.meaning() + ": " + noticed.get(mutation));
        }
        assertThat(noticed)
                .allSatisfy((mutation, by) -> assertThat(by)
                        .as(() -> "who notices that " + mutation.meaning())
                        .isNotEmpty());
        writeList(noticed);
        assertThat(Files.readString(LIST))
                .contains(MUTATIONS.stream().map(Mutation::meaning).toList());
    }

    private static String trial(Mutation mutation) throws ReflectiveOperationException {
        MutantLoader loader = new MutantLoader(mutation);
        // Fails here if the mutation fits the engine no more, which a trial would take for being noticed.
        loader.loadClass("dev.baton.vrrp." + mutation.type());
        Class<?> trial = loader.loadClass(MutantTrial.class.getName());
        return (String) ((Supplier<?>) trial.getDeclaredConstructor().newInstance()).get();
    }

    private static void writeList(Map<Mutation, String> noticed) throws IOException {
        if (!Boolean.getBoolean("updateGolden")) {
            return;
        }
        StringBuilder text = new StringBuilder("""
                # Deliberate errors in the engine, and what noticed them

                Written by `MutantsTest`. Each row is one change of one method's class file; the engine with it was played
                by random scenarios until a promise was broken, and by the transcripts in `sim/src/test/resources/scenarios`.

                | error | where | noticed by |
                |---|---|---|
                """);
        noticed.forEach((mutation, by) -> text.append("| %s | `%s.%s`: %s | %s |%n"
                .formatted(mutation.meaning(), mutation.type(), mutation.method(), mutation.change(), by)));
        Files.writeString(LIST, text);
    }
}
