package dev.provision.modules.instances.vm;

import dev.provision.modules.instances.vm.InstanceState.Nic;
import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.exported.FolderRef;
import dev.provision.vsphere.exported.PoolRef;
import dev.provision.vsphere.exported.PortGroupRef;
import dev.provision.vsphere.exported.ServerGroup;
import dev.provision.vsphere.exported.Sizing;
import dev.provision.vsphere.exported.TemplateRef;
import dev.provision.vsphere.inventory.EntityName;
import dev.provision.vsphere.inventory.Identity;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.PlaceName;
import java.util.List;
import java.util.Optional;

/**
 * What is wanted of one VM.
 *
 * @param nics in the playbook's order
 * @param formerly the address it had before
 * @param userDataIsSecret,metaDataIsSecret whether its digest may be shown
 */
public record InstanceDesired(
    Address address,
    EnvironmentId environment,
    InstanceSpec spec,
    TemplateRef image,
    Sizing sizing,
    List<Nic> nics,
    FolderRef folder,
    Optional<PoolRef> pool,
    boolean protect,
    Optional<Address> formerly,
    boolean userDataIsSecret,
    boolean metaDataIsSecret,
    VcenterSpec connection,
    Optional<ServerGroup> group,
    List<VolumeWish> volumes) {

  /**
   * One NIC.
   *
   * @param mac declared or computed; empty when vCenter makes it
   * @param macIsDeclared whether the playbook names the MAC, so that another one is drift
   * @param connected whether the cable is in; empty for what is usual
   */
  public record Nic(
      String name,
      PortGroupRef network,
      String model,
      Optional<String> mac,
      boolean macIsDeclared,
      NicGuest guest,
      Optional<Boolean> connected) {
    /** The address that it is known by. */
    public Optional<IpAddress> fixedIp() {
      return guest.addresses().stream().findFirst();
    }
  }

  public InstanceDesired {
    nics = List.copyOf(nics);
    volumes = List.copyOf(volumes);
  }

  /** The name of the reference that stands for the folder: the environment's own by default. */
  public static String folderName(InstanceSpec spec, EnvironmentId environment) {
    return spec.folder().map(PlaceName::text).orElse(environment.name());
  }

  /** The same of a copy of its image. */
  public InstanceDesired of(TemplateRef copy) {
    return new InstanceDesired(
        address,
        environment,
        spec,
        copy,
        sizing,
        nics,
        folder,
        pool,
        protect,
        formerly,
        userDataIsSecret,
        metaDataIsSecret,
        connection,
        group,
        volumes);
  }

  /** The same of another size. */
  public InstanceDesired with(Sizing other) {
    return new InstanceDesired(
        address,
        environment,
        spec,
        image,
        other,
        nics,
        folder,
        pool,
        protect,
        formerly,
        userDataIsSecret,
        metaDataIsSecret,
        connection,
        group,
        volumes);
  }

  /** As declared, or as the image's properties want it; what is encrypted shares no disk. */
  public InstanceSpec.CloneMode cloneMode() {
    if (VolumeBoot.is(spec)) {
      return InstanceSpec.CloneMode.FULL; // it shares no disk
    }
    return spec.cloneMode()
        .or(
            () ->
                image
                    .traits()
                    .linkedClone()
                    .map(
                        linked ->
                            linked ? InstanceSpec.CloneMode.LINKED : InstanceSpec.CloneMode.FULL))
        .filter(mode -> spec.cloneMode().isPresent() || !spec.encrypted())
        .orElse(spec.encrypted() ? InstanceSpec.CloneMode.FULL : InstanceSpec.CloneMode.LINKED);
  }

  /** The instanceUuid that it has if we make it. */
  public String uuid() {
    return Identity.instanceUuid(environment, address);
  }

  /** The VM's name as the API holds it. */
  public String name() {
    return EntityName.escaped(address.name());
  }

  /** Where it is to stand. */
  public InventoryPath path() {
    return folder.path().child(address.name());
  }

  /**
   * The size that its root disk must have; empty, or 0 in the flavor, for the image's, and for one
   * that boots from a volume.
   */
  public Optional<DataSize> disk() {
    return sizing.disk().filter(size -> size.bytes() > 0 && !VolumeBoot.is(spec));
  }

  /** As the playbook says, else as its image asks ({@code img_config_drive}). */
  public boolean hasConfigDrive() {
    return spec.configDrive().orElse(image.traits().configDrive());
  }
}
