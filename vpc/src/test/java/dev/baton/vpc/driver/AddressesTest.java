package dev.baton.vpc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.model.IpAddress;
import dev.baton.model.IpPrefix;
import dev.baton.vpc.VpcException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressesTest {
    @ParameterizedTest
    @CsvSource({
        "172.16.0.0, 16, 172.16.255.253",
        "192.168.1.0, 24, 192.168.1.253",
        "10.0.0.8, 29, 10.0.0.13",
        "10.0.0.0, 8, 10.255.255.253"
    })
    void theRouterIsTheThirdLastAddress(String address, int length, String router) throws VpcException {
        assertThat(Addresses.router(new IpPrefix(IpAddress.of(address), length)))
                .hasToString(router);
    }

    @Test
    void aSubnetTooSmallForARouterIsRefused() {
        assertThatThrownBy(() -> Addresses.router(new IpPrefix(IpAddress.of("10.0.0.0"), 30)))
                .isInstanceOf(VpcException.class);
    }
}
