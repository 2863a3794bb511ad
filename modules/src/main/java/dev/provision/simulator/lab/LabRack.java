package dev.provision.simulator.lab;

import dev.provision.simulator.compute.HostModel;
import dev.provision.simulator.rack.RackHost;
import dev.provision.simulator.storage.LunModel;
import dev.provision.spi.schema.DataSize;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The hosts of a lab's {@code rack:}. */
public final class LabRack {
  private LabRack() {}

  public static List<RackHost> hosts(LabSpec lab) {
    return lab.rack().entrySet().stream().map(each -> of(each.getKey(), each.getValue())).toList();
  }

  private static RackHost of(String address, RackSpec spec) {
    return new RackHost(
        address,
        new HostModel(
            spec.cpus(),
            spec.memory().bytes(),
            spec.maintenance(),
            false,
            spec.hardware(),
            spec.nics()),
        spec.certificate(),
        Optional.of(new RackHost.Account(spec.username(), spec.password())),
        spec.version(),
        spec.evc(),
        spec.managedBy(),
        bytes(spec.datastores()),
        luns(spec.luns()));
  }

  private static Map<String, LunModel> luns(Map<String, LabLun> specs) {
    Map<String, LunModel> luns = new LinkedHashMap<>();
    specs.forEach((name, spec) -> luns.put(name, spec.model()));
    return luns;
  }

  private static Map<String, Long> bytes(Map<String, DataSize> sizes) {
    Map<String, Long> bytes = new LinkedHashMap<>();
    sizes.forEach((name, size) -> bytes.put(name, size.bytes()));
    return bytes;
  }
}
