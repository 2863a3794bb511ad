package dev.provision.simulator.lab;

import dev.provision.spi.schema.Default;
import dev.provision.spi.schema.Doc;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code switches: {dvs1: {uplinks: [uplink1], hosts: {esx1: {uplink1: vmnic1}}}}}. */
@Doc("A distributed switch, with its uplink port group.")
record LabSwitch(
    @Doc("The folder below network that it is in.") Optional<String> folder,
    @Doc("Its version; the newest when left out.") Optional<String> version,
    @Doc("The names of its uplinks; one, `Uplink 1`, when left out.") List<String> uplinks,
    @Doc("Its largest frame.") @Default("1500") int mtu,
    @Doc("The member hosts, by name, each with the NICs on its uplinks.")
        Map<String, Map<String, String>> hosts) {}
