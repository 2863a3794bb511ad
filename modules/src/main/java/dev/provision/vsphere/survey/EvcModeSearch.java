package dev.provision.vsphere.survey;

import com.vmware.vim25.Capability;
import com.vmware.vim25.EVCMode;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ObjectContent;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.ws.VimStub;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Survey;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Items;
import dev.provision.vsphere.inventory.ReadSpecs;
import dev.provision.vsphere.inventory.Retrieval;
import dev.provision.vsphere.inventory.Snapshot;
import dev.provision.vsphere.places.EvcModes;
import java.rmi.RemoteException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reads the EVC modes of a vCenter, in one call, when a playbook names one. Those of each cluster
 * are the same ({@code ClusterEVCManagerEVCState.supportedEVCMode}).
 */
final class EvcModeSearch {
  private static final String TYPE = "ServiceInstance";
  private static final String CAPABILITY = "capability";

  private final VimStub api;
  private final ServiceContent content;
  private boolean wanted;

  EvcModeSearch(VimStub api, ServiceContent content) {
    this.api = api;
    this.content = content;
  }

  void of(Survey what) {
    wanted =
        what.declarations().stream()
            .anyMatch(each -> each.spec() instanceof EvcModes.Named some && some.namesEvcMode());
  }

  /** The snapshot with the modes, where they are needed. */
  Snapshot all(Snapshot read) throws ModuleException, InterruptedException {
    Item root = wanted ? read.get(read.root()).orElse(null) : null;
    if (root == null) {
      return read;
    }
    List<String> keys = new ArrayList<>();
    Retrieval.whole(this::capability).stream()
        .map(Items::of)
        .flatMap(item -> item.get(CAPABILITY, Capability.class).stream())
        .flatMap(capability -> Stream.ofNullable(capability.getSupportedEVCMode()))
        .flatMap(Stream::of)
        .map(EVCMode::getKey)
        .forEach(keys::add);
    Map<ManagedObjectReference, Item> items = new LinkedHashMap<>(read.contents().items());
    items.put(root.ref(), root.with(EvcModes.PROPERTY, new EvcModes(keys)));
    return new Snapshot(read.contents().with(items));
  }

  private List<ObjectContent> capability() throws RemoteException {
    ManagedObjectReference instance = new ManagedObjectReference();
    instance.setType(TYPE);
    instance.setVal(TYPE);
    return new Retrieval(api, content.getPropertyCollector(), 1)
        .all(
            ReadSpecs.filter(
                List.of(ReadSpecs.object(instance)),
                List.of(ReadSpecs.properties(TYPE, List.of(CAPABILITY)))));
  }
}
