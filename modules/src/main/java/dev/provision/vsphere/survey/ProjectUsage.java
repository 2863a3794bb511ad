package dev.provision.vsphere.survey;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ObjectContent;
import com.vmware.vim25.ObjectSpec;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.ws.VimStub;
import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.ModuleException;
import dev.provision.spi.ReadSession.Usage;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Items;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.inventory.ReadSpecs;
import dev.provision.vsphere.inventory.Retrieval;
import java.util.List;
import java.util.Set;

/**
 * Sums what the machines of a project take, whatever environment they are in. Their marks say which
 * they are; one paged call reads their size and disks, among them the volumes that they have.
 * Volumes that no machine has are not counted. Sizes are those of {@code summary.config} and {@code
 * VirtualDisk.capacityInKB}.
 */
public final class ProjectUsage {
  private static final int PAGE = 200;
  private static final String CPUS = "summary.config.numCpu";
  private static final String MEMORY = "summary.config.memorySizeMB";
  private static final String HARDWARE = "config.hardware";

  private final VimStub api;
  private final ServiceContent content;

  public ProjectUsage(VimStub api, ServiceContent content) {
    this.api = api;
    this.content = content;
  }

  /** As {@link dev.provision.spi.ReadSession#usage} says. */
  public Usage of(EnvironmentId environment, Set<Address> without, Inventory read)
      throws ModuleException, InterruptedException {
    List<ObjectSpec> machines =
        read.all("VirtualMachine").stream()
            .filter(vm -> counts(vm, environment, without))
            .map(Item::ref)
            .map(ReadSpecs::object)
            .toList();
    if (machines.isEmpty()) {
      return Usage.NONE;
    }
    ManagedObjectReference collector = content.getPropertyCollector();
    List<ObjectContent> answers =
        Retrieval.whole(
            () ->
                new Retrieval(api, collector, PAGE)
                    .all(
                        ReadSpecs.filter(
                            machines,
                            List.of(
                                ReadSpecs.properties(
                                    "VirtualMachine", List.of(CPUS, MEMORY, HARDWARE))))));
    return answers.stream().map(Items::of).map(ProjectUsage::usage).reduce(Usage.NONE, Usage::and);
  }

  private static boolean counts(Item vm, EnvironmentId environment, Set<Address> without) {
    EnvironmentId owner = Marks.owned(vm).map(EnvironmentId::parse).orElse(null);
    if (owner == null) {
      return false;
    }
    if (owner.equals(environment)) {
      return without.stream()
          .noneMatch(address -> address.toString().equals(Marks.of(vm, Marks.ADDRESS)));
    }
    return !environment.project().isEmpty() && owner.project().equals(environment.project());
  }

  private static Usage usage(Item vm) {
    long bytes = Disk.of(vm).stream().mapToLong(disk -> disk.size().bytes()).sum();
    return new Usage(
        1,
        vm.get(CPUS, Integer.class).orElse(0),
        vm.get(MEMORY, Integer.class).orElse(0),
        bytes >> 20);
  }
}
