package dev.provision.vsphere.survey;

import com.vmware.vim25.DistributedVirtualSwitchProductSpec;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.ws.VimStub;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Survey;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Snapshot;
import dev.provision.vsphere.places.SwitchVersions;
import dev.provision.vsphere.wire.Faults;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Asks which versions of distributed switches a vCenter offers, and which hosts can carry those
 * that a playbook names: a call, and one for each of these versions. A server that lacks the calls
 * is asked once more by the step.
 */
final class SwitchVersionSearch {
  private final VimStub api;
  private final ServiceContent content;
  private final Set<String> wanted = new TreeSet<>();

  SwitchVersionSearch(VimStub api, ServiceContent content) {
    this.api = api;
    this.content = content;
  }

  void of(Survey what) {
    wanted.clear();
    what.declarations().stream()
        .filter(each -> !each.common().absent())
        .filter(each -> each.spec() instanceof SwitchVersions.Named)
        .forEach(
            each -> ((SwitchVersions.Named) each.spec()).switchVersion().ifPresent(wanted::add));
  }

  /** The snapshot with the versions, where they are needed. */
  Snapshot all(Snapshot read) throws ModuleException {
    Item root = wanted.isEmpty() ? null : read.get(read.root()).orElse(null);
    if (root == null || content.getDvSwitchManager() == null) {
      return read;
    }
    try {
      Map<ManagedObjectReference, Item> items = new LinkedHashMap<>(read.contents().items());
      items.put(root.ref(), root.with(SwitchVersions.PROPERTY, asked(root.ref())));
      return new Snapshot(read.contents().with(items));
    } catch (ModuleException e) {
      if (e.getCause() instanceof VimFault fault && (fault.isUnsupported() || fault.isDenied())) {
        return read;
      }
      throw e;
    }
  }

  private SwitchVersions asked(ManagedObjectReference root) throws ModuleException {
    ManagedObjectReference manager = content.getDvSwitchManager();
    DistributedVirtualSwitchProductSpec[] specs =
        Faults.translated(() -> api.queryAvailableDvsSpec(manager, null));
    List<String> offered = new ArrayList<>();
    Map<String, Set<ManagedObjectReference>> carriers = new LinkedHashMap<>();
    for (DistributedVirtualSwitchProductSpec each :
        specs == null ? new DistributedVirtualSwitchProductSpec[0] : specs) {
      offered.add(each.getVersion());
      if (wanted.contains(each.getVersion())) {
        ManagedObjectReference[] hosts =
            Faults.translated(() -> api.queryCompatibleHostForNewDvs(manager, root, true, each));
        carriers.put(
            each.getVersion(),
            Set.copyOf(Stream.ofNullable(hosts).flatMap(Stream::of).distinct().toList()));
      }
    }
    return new SwitchVersions(offered, carriers);
  }
}
