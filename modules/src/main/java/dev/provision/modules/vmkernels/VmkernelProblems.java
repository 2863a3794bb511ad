package dev.provision.modules.vmkernels;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.diagnostic.DidYouMean;
import dev.provision.spi.Observation;
import dev.provision.spi.Problem;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Place;
import dev.provision.vsphere.journal.Journal;
import dev.provision.vsphere.kind.hostnet.HostAdapters;
import dev.provision.vsphere.kind.hostnet.HostServices;
import dev.provision.vsphere.kind.hostnet.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Mistakes in a declaration that show beside what the host has. */
final class VmkernelProblems {
  private final VmkernelDesired desired;
  private final Inventory read;

  VmkernelProblems(VmkernelDesired desired, Inventory read) {
    this.desired = desired;
    this.read = read;
  }

  List<Problem> of(Observation<VmkernelState> seen) {
    List<Problem> problems = new ArrayList<>();
    Journal.whyNot(read)
        .map(why -> new Problem("host", "the adapter cannot be recorded as ours: " + why))
        .ifPresent(problems::add);
    if (seen instanceof Observation.Absent) {
      missing(problems);
    }
    Optional<Item> host =
        desired.host().place() instanceof Place.Known known
            ? read.get(known.ref())
            : Optional.empty();
    host.ifPresent(
        there -> {
          network(there, problems);
          HostAdapters.of(there, read).known().ifPresent(all -> services(all, problems));
        });
    return problems;
  }

  private void missing(List<Problem> problems) {
    VmkernelSpec spec = desired.spec();
    spec.device()
        .map(
            device ->
                new Problem(
                    "device",
                    "there is no `"
                        + device
                        + "` on `"
                        + desired.host().path().name()
                        + "`: a host names a new adapter itself, so leave `device` out"))
        .ifPresent(problems::add);
    if (spec.ip().isEmpty() && spec.ipv6().isEmpty()) {
      problems.add(new Problem("ip", "a new adapter needs an address: `ip`, `ipv6` or `ip: dhcp`"));
    }
  }

  private void network(Item host, List<Problem> problems) {
    boolean has =
        List.of(
                host.get("network", ManagedObjectReference[].class)
                    .orElse(new ManagedObjectReference[0]))
            .contains(desired.network().ref());
    if (!has && !desired.network().comesTo(host.ref())) {
      problems.add(
          new Problem(
              "network",
              "port group `" + desired.network().name() + "` is not on `" + host.name() + "`"));
    }
  }

  private void services(HostAdapters all, List<Problem> problems) {
    Optional<List<String>> known = all.services().known().map(HostServices::names);
    List<Service> wanted = desired.spec().services().orElse(List.of());
    for (int i = 0; i < wanted.size(); i++) {
      String name = wanted.get(i).name();
      if (known.isPresent() && !known.get().contains(name)) {
        problems.add(
            new Problem(
                "services." + i,
                "`"
                    + all.host().name()
                    + "` has no service `"
                    + name
                    + "`"
                    + DidYouMean.suffix(name, known.get())));
      }
    }
  }
}
