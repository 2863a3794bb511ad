package dev.provision.simulator;

import dev.provision.simulator.compute.ClusterComputeResource;
import dev.provision.simulator.compute.ClusterEvcManager;
import dev.provision.simulator.compute.ComputeResource;
import dev.provision.simulator.compute.CopiedHost;
import dev.provision.simulator.compute.EnvironmentBrowser;
import dev.provision.simulator.compute.HostSystem;
import dev.provision.simulator.compute.HostSystemConnection;
import dev.provision.simulator.compute.HostSystemMaintenance;
import dev.provision.simulator.compute.PoolMoves;
import dev.provision.simulator.compute.ResourcePool;
import dev.provision.simulator.compute.VirtualApp;
import dev.provision.simulator.host.HostAccessManager;
import dev.provision.simulator.host.HostAutoStartManager;
import dev.provision.simulator.host.HostDateTimeSystem;
import dev.provision.simulator.host.HostFirewallSystem;
import dev.provision.simulator.host.HostPowerSystem;
import dev.provision.simulator.host.HostServiceSystem;
import dev.provision.simulator.host.OptionManager;
import dev.provision.simulator.inventory.CustomFieldsManager;
import dev.provision.simulator.inventory.Datacenter;
import dev.provision.simulator.inventory.Folder;
import dev.provision.simulator.inventory.ManagedEntity;
import dev.provision.simulator.inventory.SearchIndex;
import dev.provision.simulator.network.DistributedVirtualPortgroup;
import dev.provision.simulator.network.DistributedVirtualSwitch;
import dev.provision.simulator.network.DvsFeatures;
import dev.provision.simulator.network.DvsPools;
import dev.provision.simulator.network.DvsVersions;
import dev.provision.simulator.network.HostNetworkAdapters;
import dev.provision.simulator.network.HostNetworkSystem;
import dev.provision.simulator.network.HostVirtualNicManager;
import dev.provision.simulator.network.Network;
import dev.provision.simulator.network.OpaqueNetwork;
import dev.provision.simulator.rack.HostJoining;
import dev.provision.simulator.rack.HostMoving;
import dev.provision.simulator.rack.Rack;
import dev.provision.simulator.server.Authorization;
import dev.provision.simulator.server.AuthorizationManager;
import dev.provision.simulator.server.AuthorizationPermissions;
import dev.provision.simulator.server.AuthorizationRoles;
import dev.provision.simulator.server.EntityKinds;
import dev.provision.simulator.server.EventManager;
import dev.provision.simulator.server.LicenseManager;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.PlainTypes;
import dev.provision.simulator.server.PropertyCollector;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.server.ServiceInstance;
import dev.provision.simulator.server.Services;
import dev.provision.simulator.server.SessionManager;
import dev.provision.simulator.server.TaskManager;
import dev.provision.simulator.server.Tasks;
import dev.provision.simulator.server.UserDirectory;
import dev.provision.simulator.server.ViewManager;
import dev.provision.simulator.storage.CopiedDatastore;
import dev.provision.simulator.storage.Datastore;
import dev.provision.simulator.storage.DatastoreContents;
import dev.provision.simulator.storage.DatastoreNamespaceManager;
import dev.provision.simulator.storage.FileManager;
import dev.provision.simulator.storage.HostDatastoreBrowser;
import dev.provision.simulator.storage.HostDatastoreSystem;
import dev.provision.simulator.storage.HostStorageSystem;
import dev.provision.simulator.storage.Lun;
import dev.provision.simulator.storage.NasExport;
import dev.provision.simulator.storage.PbmComplianceManager;
import dev.provision.simulator.storage.PbmProfileProfileManager;
import dev.provision.simulator.storage.StorageIorm;
import dev.provision.simulator.storage.StoragePod;
import dev.provision.simulator.storage.StoragePolicies;
import dev.provision.simulator.storage.VirtualDiskManager;
import dev.provision.simulator.storage.VmfsCalls;
import dev.provision.simulator.tagging.TagObjects;
import dev.provision.simulator.vm.CopiedVm;
import dev.provision.simulator.vm.CryptoManagerKmip;
import dev.provision.simulator.vm.CustomizationSpecManager;
import dev.provision.simulator.vm.DatacenterPowerOn;
import dev.provision.simulator.vm.Guests;
import dev.provision.simulator.vm.HttpNfcLease;
import dev.provision.simulator.vm.Snapshots;
import dev.provision.simulator.vm.VirtualMachine;
import dev.provision.simulator.vm.VirtualMachineClone;
import dev.provision.simulator.vm.VirtualMachineConsole;
import dev.provision.simulator.vm.VirtualMachineCreate;
import dev.provision.simulator.vm.VirtualMachineCustomize;
import dev.provision.simulator.vm.VirtualMachineImport;
import dev.provision.simulator.vm.VirtualMachinePower;
import dev.provision.simulator.vm.VirtualMachinePromote;
import dev.provision.simulator.vm.VirtualMachineReconfigure;
import dev.provision.simulator.vm.VirtualMachineRelocate;
import dev.provision.simulator.vm.VirtualMachineSnapshot;
import dev.provision.simulator.vm.VirtualMachineTemplate;
import dev.provision.simulator.vm.VirtualMachineUpgrade;
import dev.provision.simulator.world.World;
import java.util.List;

/**
 * All managed types of the simulated server, in one list: a new type is its own file and one line
 * here. What several of them need is made here and passed to each.
 */
public final class ManagedTypes {
  private final List<ManagedType> all;
  private final ServiceInstance instance;
  private final HttpNfcLease leases;
  private final TagObjects tags;

  ManagedTypes(
      World world,
      DatastoreContents files,
      StoragePolicies policies,
      SessionManager sessions,
      Authorization authorization,
      Tasks tasks,
      EventManager events,
      Guests guests,
      EntityKinds kinds,
      Services services,
      Rack rack) {
    Snapshots snapshots = new Snapshots(world, files);
    Network networks = new Network(world);
    ManagedEntity entities = new ManagedEntity(world, tasks, authorization, kinds);
    VirtualMachinePower power = new VirtualMachinePower(world, tasks, guests);
    VirtualMachineCreate machines = new VirtualMachineCreate(world, files, tasks);
    this.instance = new ServiceInstance(world, services);
    this.leases = new HttpNfcLease(world, files, entities, sessions);
    this.tags = new TagObjects(world);
    this.all =
        List.of(
            new PlainTypes(),
            instance,
            sessions,
            new AuthorizationManager(world, authorization),
            new UserDirectory(sessions),
            new AuthorizationRoles(world, events),
            new AuthorizationPermissions(world, authorization, sessions, events),
            new PropertyCollector(world, sessions, authorization),
            new ViewManager(world, authorization),
            new TaskManager(world, tasks),
            events,
            entities,
            new Folder(world, tasks, entities, kinds, events),
            new Datacenter(world, tasks, events),
            new SearchIndex(world),
            new CustomFieldsManager(world, authorization),
            new Datastore(world, files, tasks),
            new NasExport(),
            new StoragePod(world, files, tasks, authorization, events),
            new StorageIorm(world, tasks, authorization),
            new CopiedDatastore(world),
            new HostDatastoreSystem(world, authorization),
            new VmfsCalls(world, authorization),
            new HostStorageSystem(world, authorization),
            new Lun(),
            new HostDatastoreBrowser(files, tasks, authorization),
            new FileManager(files, tasks, authorization),
            new DatastoreNamespaceManager(world, files, authorization),
            new VirtualDiskManager(files, tasks, authorization),
            new PbmProfileProfileManager(world, policies),
            new PbmComplianceManager(world, policies, files),
            networks,
            new OpaqueNetwork(),
            new DistributedVirtualSwitch(world, tasks, authorization),
            new DvsFeatures(world, tasks),
            new DvsPools(world, tasks),
            new DvsVersions(world, tasks),
            new DistributedVirtualPortgroup(world, tasks, networks),
            new HostNetworkSystem(world, authorization, events),
            new HostNetworkAdapters(world, authorization, events),
            new HostVirtualNicManager(world, authorization, events),
            new ComputeResource(world),
            new ClusterComputeResource(world, tasks, events),
            new ClusterEvcManager(world, tasks, authorization),
            new HostSystem(world),
            new HostSystemMaintenance(world, tasks),
            new HostJoining(world, tasks, rack),
            new HostMoving(world, tasks),
            new CopiedHost(world),
            new HostSystemConnection(world, tasks, rack::reconnected),
            new HostServiceSystem(world, authorization),
            new HostFirewallSystem(world, authorization),
            new HostDateTimeSystem(world, authorization),
            new HostAccessManager(world, authorization),
            new HostPowerSystem(world, authorization),
            new HostAutoStartManager(world, authorization),
            new OptionManager(world, authorization),
            new ResourcePool(world, tasks, events, authorization),
            new PoolMoves(world, tasks, events, authorization),
            new VirtualApp(world, tasks, events, authorization, kinds),
            new EnvironmentBrowser(world),
            new VirtualMachine(world, files, snapshots),
            new CopiedVm(world),
            machines,
            leases,
            new VirtualMachineImport(world, tasks, machines, leases, authorization),
            new VirtualMachineClone(world, files, policies, tasks, authorization, power),
            new VirtualMachineReconfigure(world, files, policies, tasks, authorization),
            new VirtualMachineUpgrade(world, tasks),
            new VirtualMachinePromote(world, files, tasks),
            power,
            new DatacenterPowerOn(world, tasks, power),
            new VirtualMachineSnapshot(world, files, tasks, snapshots, power),
            new VirtualMachineRelocate(world, files, policies, tasks),
            new VirtualMachineTemplate(world, files, tasks, snapshots),
            new VirtualMachineConsole(world),
            new VirtualMachineCustomize(world, tasks),
            new CustomizationSpecManager(world),
            new CryptoManagerKmip(world),
            new LicenseManager(world),
            tags);
  }

  void register(Registry registry) {
    all.forEach(each -> each.register(registry));
  }

  ServiceInstance instance() {
    return instance;
  }

  TagObjects tags() {
    return tags;
  }

  HttpNfcLease leases() {
    return leases;
  }
}
