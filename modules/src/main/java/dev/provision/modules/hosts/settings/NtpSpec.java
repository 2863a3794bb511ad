package dev.provision.modules.hosts.settings;

import dev.provision.spi.schema.Doc;
import java.util.List;
import java.util.Optional;

/** {@code ntp: {servers: [ntp1.example.com]}}. */
@Doc("How a host gets its time.")
public record NtpSpec(
    @Doc("All its NTP servers, in order. A running ntpd is restarted when they change.")
        Optional<List<String>> servers) {}
