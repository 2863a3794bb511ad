package dev.provision.modules;

import dev.provision.modules.attributes.AttributeKind;
import dev.provision.modules.clusters.ClusterKind;
import dev.provision.modules.datacenters.DatacenterKind;
import dev.provision.modules.datastoreclusters.PodKind;
import dev.provision.modules.datastores.DatastoreKind;
import dev.provision.modules.flavors.FlavorKind;
import dev.provision.modules.folders.FolderKind;
import dev.provision.modules.hosts.HostKind;
import dev.provision.modules.images.ImageKind;
import dev.provision.modules.instances.InstanceKind;
import dev.provision.modules.licenses.LicenseKind;
import dev.provision.modules.networks.NetworkKind;
import dev.provision.modules.permissions.PermissionKind;
import dev.provision.modules.pools.PoolKind;
import dev.provision.modules.roles.RoleKind;
import dev.provision.modules.servergroups.ServerGroupKind;
import dev.provision.modules.switches.SwitchKind;
import dev.provision.modules.tags.TagKind;
import dev.provision.modules.vapps.VAppKind;
import dev.provision.modules.vmkernels.VmkernelKind;
import dev.provision.modules.volumes.VolumeKind;
import dev.provision.openstack.ImportCommand;
import dev.provision.simulator.Labs;
import dev.provision.simulator.SimulatorCommand;
import dev.provision.simulator.serve.ServeCommand;
import dev.provision.spi.ProviderCommand;
import dev.provision.vsphere.VsphereProvider;
import dev.provision.vsphere.capture.InProcess;
import java.util.List;

/**
 * The provider that ServiceLoader finds, and the one list of its kinds, as the reference has it.
 */
public final class VcenterProvider extends VsphereProvider {
  public VcenterProvider() {
    this(new Labs());
  }

  /**
   * @param simulators what stands in for a vCenter where the playbook says so
   */
  public VcenterProvider(InProcess simulators) {
    super(
        List.of(
            new ImageKind(),
            new FlavorKind(),
            new SwitchKind(),
            new NetworkKind(),
            new VmkernelKind(),
            new VolumeKind(),
            new FolderKind(),
            new DatacenterKind(),
            new PodKind(),
            new DatastoreKind(),
            new PoolKind(),
            new VAppKind(),
            new AttributeKind(),
            new TagKind(),
            new LicenseKind(),
            new ServerGroupKind(),
            new ClusterKind(),
            new HostKind(),
            new RoleKind(),
            new PermissionKind(),
            new InstanceKind()),
        simulators);
  }

  @Override
  public List<ProviderCommand> commands() {
    return List.of(new SimulatorCommand(new ServeCommand()), new ImportCommand());
  }
}
