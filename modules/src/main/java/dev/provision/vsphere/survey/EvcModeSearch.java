package dev.provision.vsphere.survey;

import com.vmware.vim25.Capability;
import com.vmware.vim25.ClusterComputeResourceSummary;
import com.vmware.vim25.ClusterEVCManagerCheckResult;
import com.vmware.vim25.EVCAdmissionFailedVmActive;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ObjectContent;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.VirtualMachinePowerState;
import com.vmware.vim25.ws.VimStub;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Survey;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Items;
import dev.provision.vsphere.inventory.ReadSpecs;
import dev.provision.vsphere.inventory.Retrieval;
import dev.provision.vsphere.inventory.Snapshot;
import dev.provision.vsphere.kind.files.DatastoreSearch;
import dev.provision.vsphere.places.EvcModes;
import dev.provision.vsphere.wire.Faults;
import dev.provision.vsphere.wire.VimFault;
import java.rmi.RemoteException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the EVC modes of a vCenter, in one call, when a playbook names one. Those of each cluster
 * are the same ({@code ClusterEVCManagerEVCState.supportedEVCMode}). A cluster that exists with
 * another mode is checked by the server ({@code CheckConfigureEvcMode_Task}, which changes
 * nothing).
 */
final class EvcModeSearch {
  private static final String TYPE = "ServiceInstance";
  private static final String CAPABILITY = "capability";

  private final VimStub api;
  private final ServiceContent content;
  private final DatastoreSearch.Wait wait;

  /** The modes by the names of clusters. */
  private final Map<String, String> wanted = new LinkedHashMap<>();

  EvcModeSearch(VimStub api, ServiceContent content, DatastoreSearch.Wait wait) {
    this.api = api;
    this.content = content;
    this.wait = wait;
  }

  void of(Survey what) {
    wanted.clear();
    what.declarations()
        .forEach(
            each -> {
              if (each.spec() instanceof EvcModes.Named some && !each.common().absent()) {
                some.evcMode()
                    .ifPresent(mode -> wanted.put(some.clusterName(each.address().name()), mode));
              }
            });
  }

  /** The snapshot with the modes, where they are needed. */
  Snapshot all(Snapshot read) throws ModuleException, InterruptedException {
    Item root = read.get(read.root()).orElse(null);
    if (wanted.isEmpty() || root == null) {
      return read;
    }
    List<EvcModes.Mode> modes = new ArrayList<>();
    Retrieval.whole(this::capability).stream()
        .map(Items::of)
        .flatMap(item -> item.get(CAPABILITY, Capability.class).stream())
        .flatMap(capability -> Stream.ofNullable(capability.getSupportedEVCMode()))
        .flatMap(Stream::of)
        .map(mode -> new EvcModes.Mode(mode.getKey(), mode.getVendor(), mode.getVendorTier()))
        .forEach(modes::add);
    List<String> keys = modes.stream().map(EvcModes.Mode::key).toList();
    Map<ManagedObjectReference, Item> items = new LinkedHashMap<>(read.contents().items());
    items.put(root.ref(), root.with(EvcModes.PROPERTY, new EvcModes(modes, refusals(keys, read))));
    return new Snapshot(read.contents().with(items));
  }

  private Map<ManagedObjectReference, String> refusals(List<String> keys, Snapshot read)
      throws ModuleException, InterruptedException {
    Map<ManagedObjectReference, String> refusals = new LinkedHashMap<>();
    for (Item cluster : read.all("ClusterComputeResource")) {
      String mode = wanted.get(cluster.shown());
      Optional<String> now =
          cluster
              .get("summary", ClusterComputeResourceSummary.class)
              .map(summary -> String.valueOf(summary.getCurrentEVCModeKey()));
      if (mode != null && keys.contains(mode) && now.filter(key -> !key.equals(mode)).isPresent()) {
        String why = String.join("; ", check(cluster, mode, read));
        if (!why.isEmpty()) {
          refusals.put(
              cluster.ref(),
              "`" + read.path(cluster.ref()) + "` cannot have `" + mode + "`: " + why);
        }
      }
    }
    return refusals;
  }

  /** What is in the way, each with the hosts; empty also where the account may not ask. */
  private List<String> check(Item cluster, String mode, Snapshot read)
      throws ModuleException, InterruptedException {
    List<String> all = new ArrayList<>();
    try {
      ManagedObjectReference manager = Faults.translated(() -> api.evcManager(cluster.ref()));
      Object found =
          manager == null
              ? null
              : wait.end(Faults.translated(() -> api.checkConfigureEvcMode_Task(manager, mode)))
                  .getResult();
      for (ClusterEVCManagerCheckResult each :
          found instanceof ClusterEVCManagerCheckResult[] some
              ? some
              : new ClusterEVCManagerCheckResult[0]) {
        all.add(words(each, read));
      }
    } catch (ModuleException e) {
      if (!(e.getCause() instanceof VimFault fault)
          || !(fault.isUnsupported() || fault.isDenied())) {
        throw e;
      }
    }
    return all;
  }

  private static String words(ClusterEVCManagerCheckResult result, Snapshot read) {
    List<ManagedObjectReference> hosts =
        result.getHost() == null ? List.of() : List.of(result.getHost());
    String names = hosts.stream().map(ref -> name(ref, read)).collect(Collectors.joining(", "));
    String text = result.getError().getLocalizedMessage();
    String running = "";
    if (result.getError().getFault() instanceof EVCAdmissionFailedVmActive) {
      running =
          read.all("VirtualMachine").stream()
              .filter(
                  vm ->
                      vm.get("runtime.host", ManagedObjectReference.class)
                          .filter(hosts::contains)
                          .isPresent())
              .filter(
                  vm ->
                      vm.get("runtime.powerState", VirtualMachinePowerState.class)
                          .filter(VirtualMachinePowerState.poweredOff::equals)
                          .isEmpty())
              .map(Item::shown)
              .sorted()
              .collect(Collectors.joining(", "));
    }
    return text
        + (names.isEmpty() ? "" : " Hosts: " + names + ".")
        + (running.isEmpty() ? "" : " Machines that run there: " + running + ".");
  }

  private static String name(ManagedObjectReference ref, Snapshot read) {
    return read.get(ref).map(Item::shown).orElse(ref.getVal());
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
