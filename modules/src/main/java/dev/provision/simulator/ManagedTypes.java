package dev.provision.simulator;

import java.util.List;

/**
 * All managed types of the simulated server, in one list: a new type is its own file and one line
 * here. What several of them work with is made here and given to each.
 */
final class ManagedTypes {
  private final List<ManagedType> all;
  private final ServiceInstance instance;
  private final HttpNfcLease leases;

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
      Services services) {
    Snapshots snapshots = new Snapshots(world, files);
    Network networks = new Network(world);
    ManagedEntity entities = new ManagedEntity(world, tasks, authorization, kinds);
    VirtualMachinePower power = new VirtualMachinePower(world, tasks, guests);
    VirtualMachineCreate machines = new VirtualMachineCreate(world, files, tasks);
    this.instance = new ServiceInstance(world, services);
    this.leases = new HttpNfcLease(world, files, entities, sessions);
    this.all =
        List.of(
            new PlainTypes(),
            instance,
            sessions,
            new AuthorizationManager(world, authorization),
            new PropertyCollector(world, sessions),
            new ViewManager(world),
            new TaskManager(world, tasks),
            events,
            entities,
            new Folder(world, tasks, entities),
            new Datacenter(world, tasks),
            new SearchIndex(world),
            new CustomFieldsManager(world, authorization),
            new Datastore(world, files),
            new HostDatastoreSystem(world, authorization),
            new HostDatastoreBrowser(files, tasks, authorization),
            new FileManager(files, tasks, authorization),
            new DatastoreNamespaceManager(world, files, authorization),
            new VirtualDiskManager(files, tasks, authorization),
            new PbmProfileProfileManager(world, policies),
            networks,
            new OpaqueNetwork(),
            new DistributedVirtualSwitch(world, tasks),
            new DistributedVirtualPortgroup(world, tasks, networks),
            new HostNetworkSystem(world, authorization),
            new ComputeResource(world),
            new ClusterComputeResource(world, tasks),
            new HostSystem(world, tasks),
            new HostSystemConnection(world, tasks),
            new ResourcePool(world, tasks),
            new EnvironmentBrowser(world),
            new VirtualMachine(world, files, snapshots),
            machines,
            leases,
            new VirtualMachineImport(world, tasks, machines, leases, authorization),
            new VirtualMachineClone(world, files, policies, tasks, authorization, power),
            new VirtualMachineReconfigure(world, files, policies, tasks),
            new VirtualMachineUpgrade(world, tasks),
            new VirtualMachinePromote(world, files, tasks),
            power,
            new VirtualMachineSnapshot(world, files, tasks, snapshots, power),
            new VirtualMachineRelocate(world, files, policies, tasks),
            new VirtualMachineTemplate(world, files, tasks, snapshots),
            new VirtualMachineConsole(world),
            new VirtualMachineCustomize(world, tasks),
            new CustomizationSpecManager(world),
            new CryptoManagerKmip(world));
  }

  void register(Registry registry) {
    all.forEach(each -> each.register(registry));
  }

  ServiceInstance instance() {
    return instance;
  }

  HttpNfcLease leases() {
    return leases;
  }
}
