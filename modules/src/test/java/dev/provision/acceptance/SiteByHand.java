package dev.provision.acceptance;

import com.vmware.vim25.AuthorizationRole;
import com.vmware.vim25.ClusterConfigSpecEx;
import com.vmware.vim25.ClusterDasConfigInfo;
import com.vmware.vim25.CustomFieldDef;
import com.vmware.vim25.CustomFieldStringValue;
import com.vmware.vim25.CustomFieldValue;
import com.vmware.vim25.DVSConfigInfo;
import com.vmware.vim25.DVSConfigSpec;
import com.vmware.vim25.DatastoreHostMount;
import com.vmware.vim25.DistributedVirtualSwitchHostMember;
import com.vmware.vim25.DistributedVirtualSwitchHostMemberConfigSpec;
import com.vmware.vim25.HostVirtualNic;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.Permission;
import com.vmware.vim25.TaskInfo;
import com.vmware.vim25.TaskInfoState;
import com.vmware.vim25.VirtualMachinePowerState;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.World;
import java.rmi.RemoteException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * An administrator with a client of their own, who takes things of {@code site.yml} out of a
 * simulated vCenter: whatever is in the way goes first, as a vCenter demands it.
 */
final class SiteByHand {
  private final SimulatorTarget target;
  private final Vim vim;
  private final World world;

  /** A call without a result. */
  interface Sent {
    void go() throws RemoteException;
  }

  SiteByHand(SimulatorTarget target) {
    this.target = target;
    this.vim = target.vim();
    this.world = target.simulator().world();
  }

  Vim vim() {
    return vim;
  }

  static void sent(Sent call) {
    Vim.asked(
        () -> {
          call.go();
          return true;
        });
  }

  void task(Vim.Asked<ManagedObjectReference> start) {
    TaskInfo info = vim.ended(Vim.asked(start));
    if (info.getState() == TaskInfoState.error) {
      throw new IllegalStateException(
          info.getDescriptionId() + ": " + info.getError().getLocalizedMessage());
    }
  }

  /** What carries the mark of this address; an instance and an image have its name. */
  Managed marked(String address) {
    String name = address.substring(address.indexOf('.') + 1);
    return world.all("ManagedEntity").stream()
        .filter(
            each ->
                each.is("VirtualMachine") && each.name().startsWith(name)
                    || marks(each).anyMatch(("site-lab | " + address)::equals))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("nothing is marked " + address));
  }

  private Stream<String> marks(Managed each) {
    return Stream.ofNullable(vim.property(each.ref(), "customValue", CustomFieldValue[].class))
        .flatMap(Arrays::stream)
        .map(value -> ((CustomFieldStringValue) value).getValue());
  }

  ManagedObjectReference at(String address) {
    return marked(address).ref();
  }

  /**
   * Takes out what a step of the plan makes.
   *
   * @param address {@code vmkernel.nfs-p-1}
   * @param shown what the plan says of it
   */
  void takeOut(String address, String shown) {
    String kind = address.substring(0, address.indexOf('.'));
    String name = address.substring(address.indexOf('.') + 1);
    switch (kind) {
      case "vmkernel" -> removeAdapter(shown.split(", ")[0], shown.split(", ")[2]);
      case "vsphere_tag" -> target.stub().restTags().removeCategory(name);
      case "custom_attribute" ->
          sent(
              () ->
                  vim.api()
                      .removeCustomFieldDef(vim.content().getCustomFieldsManager(), field(name)));
      case "role" -> sent(() -> vim.api().removeAuthorizationRole(rights(), role(name), false));
      case "permission" -> {
        ManagedObjectReference on = target.stub().at(shown.substring(shown.indexOf(" on ") + 4));
        for (Permission each :
            Vim.asked(() -> vim.api().retrieveEntityPermissions(rights(), on, false))) {
          sent(
              () ->
                  vim.api()
                      .removeEntityPermission(rights(), on, each.getPrincipal(), each.isGroup()));
        }
      }
      default -> destroy(marked(address));
    }
  }

  ManagedObjectReference rights() {
    return vim.content().getAuthorizationManager();
  }

  int role(String name) {
    return Arrays.stream(vim.property(rights(), "roleList", AuthorizationRole[].class))
        .filter(each -> each.getName().equals(name))
        .findFirst()
        .orElseThrow()
        .getRoleId();
  }

  int field(String name) {
    ManagedObjectReference manager = vim.content().getCustomFieldsManager();
    return Arrays.stream(vim.property(manager, "field", CustomFieldDef[].class))
        .filter(each -> each.getName().equals(name))
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  /** Those in it from the bottom up, then it. */
  void destroy(Managed it) {
    if (world.get(it.id()).isEmpty()) {
      return;
    }
    if (it.is("VirtualMachine")) {
      destroyMachine(it);
      return;
    }
    List<Managed> machines = new ArrayList<>(machines(it));
    Collections.reverse(machines); // clones before what their disks are linked to
    machines.forEach(this::destroyMachine);
    if (it.is("HostSystem")) {
      leave(it);
    } else if (it.is("Datastore")) {
      unmount(it);
      return;
    } else if (it.is("StoragePod")) {
      ManagedObjectReference[] members =
          world.children(it).stream().map(Managed::ref).toArray(ManagedObjectReference[]::new);
      task(() -> vim.api().moveIntoFolder_Task(it.parent(), members));
    } else if (it.is("DistributedVirtualPortgroup")) {
      adapters(it.get("key", String.class));
    } else if (it.is("DistributedVirtualSwitch")) {
      for (Managed group : world.all("DistributedVirtualPortgroup")) {
        adapters(group.get("key", String.class));
      }
      world.all("HostSystem").forEach(host -> leave(it, host));
    } else if (!it.is("ResourcePool")) {
      for (String type : List.of("DistributedVirtualSwitch", "Datastore", "StoragePod")) {
        world.below(it, type).forEach(this::destroy);
      }
      world.below(it, "HostSystem").forEach(this::destroy);
    }
    if (world.get(it.id()).isPresent()) {
      task(() -> vim.api().destroy_Task(it.ref()));
    }
  }

  /** The machines that keep something from going. */
  private List<Managed> machines(Managed of) {
    if (of.is("ResourcePool") || of.is("StoragePod") || of.is("HostSystem")) {
      return List.of(); // they move
    }
    if (of.is("Datastore") || of.is("Network")) {
      return Stream.of(vim.property(of.ref(), "vm", ManagedObjectReference[].class))
          .map(world::need)
          .toList();
    }
    if (of.is("DistributedVirtualSwitch")) {
      return world.all("DistributedVirtualPortgroup").stream()
          .flatMap(each -> machines(each).stream())
          .distinct()
          .toList();
    }
    return Stream.concat(
            world.below(of, "VirtualMachine").stream(),
            Stream.concat(
                    world.below(of, "HostSystem").stream(), world.below(of, "Datastore").stream())
                .flatMap(
                    each ->
                        Stream.of(vim.property(each.ref(), "vm", ManagedObjectReference[].class)))
                .map(world::need))
        .distinct()
        .sorted(Comparator.comparingInt(each -> Integer.parseInt(each.id().substring(3))))
        .toList();
  }

  private void destroyMachine(Managed vm) {
    if (world.get(vm.id()).isEmpty()) {
      return;
    }
    if (vim.property(vm.ref(), "runtime.powerState", VirtualMachinePowerState.class)
        == VirtualMachinePowerState.poweredOn) {
      task(() -> vim.api().powerOffVM_Task(vm.ref()));
    }
    task(() -> vim.api().destroy_Task(vm.ref()));
  }

  /**
   * A host goes into maintenance mode, its own disks are cleared, and it goes off its switches, so
   * that nothing holds it.
   */
  private void leave(Managed host) {
    task(() -> vim.api().enterMaintenanceMode_Task(host.ref(), 0, true, null));
    for (Managed datastore : world.all("Datastore")) {
      if (datastore.name().startsWith("local-")
          && mounts(datastore).allMatch(each -> each.getKey().getVal().equals(host.id()))) {
        unmount(datastore);
      }
    }
    for (Managed dvs : world.all("DistributedVirtualSwitch")) {
      leave(dvs, host);
    }
  }

  /** A host leaves a switch, after its adapters. */
  void leave(Managed dvs, Managed host) {
    boolean isOn =
        Stream.ofNullable(vim.property(dvs.ref(), "config", DVSConfigInfo.class).getHost())
            .flatMap(Arrays::stream)
            .map(DistributedVirtualSwitchHostMember::getConfig)
            .anyMatch(each -> each.getHost().getVal().equals(host.id()));
    if (!isOn) {
      return;
    }
    for (HostVirtualNic nic : nics(host)) {
      if (nic.getSpec().getDistributedVirtualPort() != null) {
        removeAdapter(host, nic);
      }
    }
    DistributedVirtualSwitchHostMemberConfigSpec member =
        new DistributedVirtualSwitchHostMemberConfigSpec();
    member.setOperation("remove");
    member.setHost(host.ref());
    DVSConfigSpec spec = new DVSConfigSpec();
    spec.setConfigVersion(
        vim.property(dvs.ref(), "config", DVSConfigInfo.class).getConfigVersion());
    spec.setHost(new DistributedVirtualSwitchHostMemberConfigSpec[] {member});
    task(() -> vim.api().reconfigureDvs_Task(dvs.ref(), spec));
  }

  private void adapters(String group) {
    for (Managed host : world.all("HostSystem")) {
      for (HostVirtualNic nic : nics(host)) {
        if (nic.getSpec().getDistributedVirtualPort() != null
            && nic.getSpec().getDistributedVirtualPort().getPortgroupKey().equals(group)) {
          removeAdapter(host, nic);
        }
      }
    }
  }

  List<HostVirtualNic> nics(Managed host) {
    return Stream.ofNullable(
            vim.property(host.ref(), "config.network.vnic", HostVirtualNic[].class))
        .flatMap(Arrays::stream)
        .toList();
  }

  private void removeAdapter(Managed host, HostVirtualNic nic) {
    ManagedObjectReference system = manager(host.ref(), "networkSystem");
    sent(() -> vim.api().removeVirtualNic(system, nic.getDevice()));
  }

  private void removeAdapter(String hostName, String address) {
    Managed host = host(hostName);
    nics(host).stream()
        .filter(each -> address.startsWith(each.getSpec().getIp().getIpAddress() + "/"))
        .forEach(each -> removeAdapter(host, each));
  }

  Managed host(String name) {
    return world.all("HostSystem").stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  ManagedObjectReference manager(ManagedObjectReference host, String name) {
    return vim.property(host, "configManager." + name, ManagedObjectReference.class);
  }

  private void unmount(Managed datastore) {
    if (datastore.name().startsWith("nfs")) {
      world.all("ClusterComputeResource").forEach(this::anyHeartbeat);
    }
    List<DatastoreHostMount> mounts = mounts(datastore).toList();
    mounts.forEach(each -> unmount(datastore, each.getKey()));
  }

  /** HA may take whichever datastore it likes. */
  private void anyHeartbeat(Managed cluster) {
    ClusterDasConfigInfo ha = new ClusterDasConfigInfo();
    ha.setHBDatastoreCandidatePolicy("allFeasibleDs");
    ClusterConfigSpecEx spec = new ClusterConfigSpecEx();
    spec.setDasConfig(ha);
    task(() -> vim.api().reconfigureComputeResource_Task(cluster.ref(), spec, true));
  }

  private Stream<DatastoreHostMount> mounts(Managed datastore) {
    return Stream.of(vim.property(datastore.ref(), "host", DatastoreHostMount[].class));
  }

  void unmount(Managed datastore, ManagedObjectReference host) {
    ManagedObjectReference system = manager(host, "datastoreSystem");
    sent(() -> vim.api().removeDatastore(system, datastore.ref()));
  }
}
