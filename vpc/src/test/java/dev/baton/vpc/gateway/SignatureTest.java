package dev.baton.vpc.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.vpc.gateway.SignedCall.Reading;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Signatures against the examples of the cloud's own documentation.
class SignatureTest {
    @Test
    void version1GivesTheDocumentedSignature() {
        Map<String, String> parameters = Map.of(
                "Timestamp", "2016-02-23T12:46:24Z",
                "Format", "XML",
                "AccessKeyId", "testid",
                "Action", "DescribeRegions",
                "SignatureMethod", "HMAC-SHA1",
                "SignatureNonce", "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf",
                "Version", "2014-05-26",
                "SignatureVersion", "1.0");

        String text = SignatureV1.stringToSign("GET", parameters);

        assertThat(SignatureMethod.HMAC_SHA1.sign("testsecret", text)).isEqualTo("OLeaidS1JvxuMvnyHOwuJ+uX5qY=");
    }

    @Test
    void version3GivesTheDocumentedSignature() {
        HttpCall call = new HttpCall(
                "POST",
                "/",
                "RegionId=cn-shanghai&ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd",
                Map.of(
                        "host", "ecs.cn-shanghai.aliyuncs.com",
                        "x-acs-action", "RunInstances",
                        "x-acs-content-sha256", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                        "x-acs-date", "2023-10-26T10:22:32Z",
                        "x-acs-signature-nonce", "3156853299f313e23d1673dc12e1703d",
                        "x-acs-version", "2014-05-26",
                        "Authorization",
                                "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;"
                                        + "x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,"
                                        + "Signature="
                                        + "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"),
                new byte[0]);

        Reading reading = SignatureV3.read(call, Percent.pairs(call.query()).orElseThrow(), Map.of());

        assertThat(reading)
                .isInstanceOfSatisfying(
                        Reading.Claimed.class,
                        claimed -> assertThat(claimed.call()
                                        .method()
                                        .sign(
                                                "YourAccessKeySecret",
                                                claimed.call().stringToSign()))
                                .isEqualTo(claimed.call().signature()));
    }

    @Test
    void percentEncodingKeepsOnlyWhatTheRuleKeeps() {
        assertThat(Percent.encode("aZ09-_.~ *+/&=é💡")).isEqualTo("aZ09-_.~%20%2A%2B%2F%26%3D%C3%A9%F0%9F%92%A1");
    }

    @Test
    void formDecodingTakesPlusForABlankAndRefusesWhatIsNotWellFormed() {
        assertThat(Percent.pairs("a=1+2%2B3&b=&c&d=%E4%B8%AD"))
                .hasValue(Map.of("a", "1 2+3", "b", "", "c", "", "d", "中"));
        assertThat(Percent.pairs("a=%4")).isEmpty();
        assertThat(Percent.pairs("a=%zz")).isEmpty();
        assertThat(Percent.pairs("a=%ff")).isEmpty();
        assertThat(Percent.pairs("a=1&a=1")).isEmpty();
    }
}
