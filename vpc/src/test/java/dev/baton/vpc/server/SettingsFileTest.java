package dev.baton.vpc.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.havip.cloud.CloudSettings;
import dev.baton.havip.cloud.Delay;
import dev.baton.havip.cloud.Quota;
import dev.baton.havip.cloud.Rate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {
    @TempDir
    Path folder;

    @Test
    void anEmptyFileIsTheLaboratory() throws Exception {
        ServerSettings settings = read("{}");
        assertThat(settings.isLaboratory()).isTrue();
        assertThat(settings.cloud()).isEqualTo(CloudSettings.TUTORIAL);
        assertThat(settings.keys().all()).containsExactly(ServerSettings.LABORATORY_KEY);
    }

    @Test
    void everyPartIsUnderstood() throws Exception {
        ServerSettings settings = read("""
                {"accessKeys": [{"id": "a", "secret": "s", "account": "1"},
                                {"id": "b", "secret": "t", "account": "2", "active": false}],
                 "preset": "documented", "region": "cn-x", "zones": ["cn-x-a"],
                 "quotas": {"havips-per-vpc": 7}, "delaysMillis": {"havip-creating": 0},
                 "rate": {"calls": 3, "seconds": 2}, "rates": {"CreateHaVip": {"calls": 1, "seconds": 1}},
                 "publicAddresses": "198.51.100.0/24", "accountsWithoutHaVips": ["2"]}
                """);
        assertThat(settings.isLaboratory()).isFalse();
        assertThat(settings.keys().find("b"))
                .hasValueSatisfying(key -> assertThat(key.active()).isFalse());
        CloudSettings cloud = settings.cloud();
        assertThat(cloud.region()).isEqualTo("cn-x");
        assertThat(cloud.zones()).containsExactly("cn-x-a");
        assertThat(cloud.quota(Quota.HAVIPS_PER_VPC)).isEqualTo(7);
        assertThat(cloud.delay(Delay.HAVIP_CREATING)).isZero();
        assertThat(cloud.delay(Delay.HAVIP_DELETING)).isEqualTo(Delay.HAVIP_DELETING.usual());
        assertThat(cloud.rateOf("DescribeVpcs")).isEqualTo(new Rate(3, Duration.ofSeconds(2)));
        assertThat(cloud.rateOf("CreateHaVip")).isEqualTo(new Rate(1, Duration.ofSeconds(1)));
        assertThat(cloud.publicAddresses()).hasToString("198.51.100.0/24");
        assertThat(cloud.withoutHaVips()).containsExactly("2");
    }

    @Test
    void whatCannotBeIsSaidWithoutSecrets() {
        refused("{\"quota\": {}}", "settings.json", "quota");
        refused("{\n\"region\": 5 5}", "line 2");
        refused("{\"quotas\": {\"havips\": 1}}", "there is no \"havips\"", "havips-per-vpc");
        refused("{\"preset\": \"large\"}", "documented");
        refused("{\"accessKeys\": []}", "nobody can call");
        refused("{\"publicAddresses\": \"198.51.100.0\"}", "is no prefix");
        refused("{\"accessKeys\": [{\"id\": \"a\", \"secret\": \"hush\", \"acount\": \"1\"}]}", "acount");
        refused("{\"accessKeys\": [{\"id\": \"a\", \"secret\": {\"is\": \"hush\"}}]}", "not understood");
        refused("{\"accessKeys\": [{\"id\": \"a\", \"account\": \"1\"}]}", "secret");
    }

    private ServerSettings read(String text) throws Exception {
        return SettingsFile.read(Files.writeString(folder.resolve("settings.json"), text));
    }

    private void refused(String text, String... words) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(ServeException.class)
                .hasMessageContainingAll(words)
                .hasMessageNotContaining("hush");
    }
}
