package dev.provision.modules.hosts;

import com.vmware.vim25.DatastoreSummary;
import com.vmware.vim25.HostConnectInfo;
import com.vmware.vim25.HostConnectInfoNetworkInfo;
import com.vmware.vim25.HostDatastoreConnectInfo;
import com.vmware.vim25.HostHardwareSummary;
import com.vmware.vim25.HostListSummary;
import com.vmware.vim25.NetworkSummary;
import dev.provision.spi.schema.Bare;
import dev.provision.spi.schema.DataSize;
import dev.provision.spi.schema.Doc;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code hardware: {cpus: 32, memory: 256 GiB, networks: [VM Network]}}. */
@Doc(
    "What a host has that nobody could look at when the plan was made. It is neither compared nor"
        + " checked; a host that answers tells it itself.")
record HardwareSpec(
    @Doc("Its CPU threads.") Optional<Integer> cpus,
    @Doc("The speed of each of its cores, in MHz.") Optional<Integer> mhz,
    @Doc("Its memory.") @Bare("MiB") Optional<DataSize> memory,
    @Doc("Datastores of its own, by name, each with what is free on it.") @Bare("GiB")
        Map<String, DataSize> datastores,
    @Doc("The names of its networks.") Optional<List<String>> networks) {
  private static final int MHZ = 2000;

  /** The same as an answer of the host. */
  HostConnectInfo info() {
    HostHardwareSummary hardware = new HostHardwareSummary();
    hardware.setNumCpuThreads(cpus.orElse(0).shortValue());
    hardware.setNumCpuCores(cpus.orElse(0).shortValue());
    hardware.setCpuMhz(mhz.orElse(MHZ));
    hardware.setMemorySize(memory.map(DataSize::bytes).orElse(0L));
    HostConnectInfo info = new HostConnectInfo();
    info.setHost(new HostListSummary());
    info.getHost().setHardware(hardware);
    info.setDatastore(
        datastores.entrySet().stream()
            .map(each -> datastore(each.getKey(), each.getValue()))
            .toArray(HostDatastoreConnectInfo[]::new));
    info.setNetwork(
        networks.orElse(List.of()).stream()
            .map(HardwareSpec::network)
            .toArray(HostConnectInfoNetworkInfo[]::new));
    return info;
  }

  private static HostDatastoreConnectInfo datastore(String name, DataSize free) {
    HostDatastoreConnectInfo info = new HostDatastoreConnectInfo();
    info.setSummary(new DatastoreSummary());
    info.getSummary().setName(name);
    info.getSummary().setType("VMFS");
    info.getSummary().setFreeSpace(free.bytes());
    info.getSummary().setCapacity(free.bytes());
    return info;
  }

  private static HostConnectInfoNetworkInfo network(String name) {
    HostConnectInfoNetworkInfo info = new HostConnectInfoNetworkInfo();
    info.setSummary(new NetworkSummary());
    info.getSummary().setName(name);
    return info;
  }
}
