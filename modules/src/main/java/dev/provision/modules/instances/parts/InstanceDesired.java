package dev.provision.modules.instances.parts;

import dev.provision.modules.instances.disks.ExtraDisks;
import dev.provision.modules.instances.disks.VmDisks;
import dev.provision.modules.instances.disks.VmEncryption;
import dev.provision.modules.instances.disks.VmPolicy;
import dev.provision.modules.instances.disks.VmVolumes;
import dev.provision.modules.instances.guest.GuestData;
import dev.provision.modules.instances.place.Placing;
import dev.provision.modules.instances.size.Hardware;
import dev.provision.modules.instances.vm.Head;
import dev.provision.modules.instances.vm.InstanceSpec;
import dev.provision.modules.instances.vm.InstanceSpec.CloneMode;
import dev.provision.modules.instances.vm.InstanceSpec.Power;
import dev.provision.modules.instances.vm.MadeOf;
import dev.provision.modules.instances.vm.NicWanted;
import dev.provision.modules.instances.vm.WantedVolume;
import dev.provision.spi.Address;
import dev.provision.vsphere.exported.ExtraSpec;
import dev.provision.vsphere.exported.Sizing;
import dev.provision.vsphere.exported.TemplateRef;
import dev.provision.vsphere.kind.CustomValues;
import dev.provision.vsphere.kind.VsphereTags;
import java.util.List;
import java.util.Optional;

/**
 * What one VM should be. The packages of its parts do not know this class: each part gets its own
 * record, which is a component of this one or comes from a method below.
 *
 * @param spec as the playbook writes it
 * @param nics in the playbook's order
 * @param placing its folder, pool, host and datastore
 * @param guest what its guest is told
 * @param attributes values of custom attributes
 * @param tags of vCenter
 */
public record InstanceDesired(
    Head head,
    InstanceSpec spec,
    MadeOf madeOf,
    Sizing sizing,
    List<NicWanted> nics,
    Placing placing,
    GuestData guest,
    List<WantedVolume> volumes,
    CustomValues attributes,
    VsphereTags tags) {

  public InstanceDesired {
    nics = List.copyOf(nics);
    volumes = List.copyOf(volumes);
  }

  /** The same, made from a copy of its image. */
  public InstanceDesired of(TemplateRef copy) {
    return new InstanceDesired(
        head, spec, madeOf.of(copy), sizing, nics, placing, guest, volumes, attributes, tags);
  }

  /** The same at another place. */
  public InstanceDesired at(Placing other) {
    return new InstanceDesired(
        head, spec, madeOf, sizing, nics, other, guest, volumes, attributes, tags);
  }

  /** The same with another size. */
  public InstanceDesired with(Sizing other) {
    return new InstanceDesired(
        head, spec, madeOf, other, nics, placing, guest, volumes, attributes, tags);
  }

  public Address address() {
    return head.address();
  }

  public TemplateRef image() {
    return madeOf.image();
  }

  /** Whether it runs; empty to leave an adopted VM as it is. */
  public Optional<Power> power() {
    return head.adopts() ? spec.power() : spec.power().or(() -> Optional.of(Power.ON));
  }

  /** For the parts that make the virtual hardware as flavor and image ask. */
  public Hardware hardware() {
    return new Hardware(madeOf, sizing, nics, head.connection());
  }

  /** For the part that sizes the root disk. */
  public VmDisks.Wanted rootDisk() {
    return VmDisks.Wanted.of(madeOf, sizing, placing.ofHost());
  }

  /** For the part that makes the ephemeral disk and the swap disk. */
  public ExtraDisks.Wanted extraDisks() {
    return new ExtraDisks.Wanted(
        sizing, power().orElse(Power.ON), placing.ofHost(), head.environment(), volumes);
  }

  /** For the part that attaches volumes. */
  public VmVolumes.Wanted attached() {
    return new VmVolumes.Wanted(head.environment(), volumes, madeOf.bootsFromVolume());
  }

  /** For the part that gives it a storage policy. */
  public VmPolicy.Wanted policy() {
    return new VmPolicy.Wanted(
        sizing.extraSpecs().text(ExtraSpec.STORAGE_POLICY),
        sizing.flavor(),
        placing.datastore().isPresent());
  }

  /** For the part that encrypts it. */
  public VmEncryption.Wanted encryption() {
    return new VmEncryption.Wanted(
        spec.encrypted(), madeOf.cloneMode(), policy().policy(), sizing.flavor());
  }

  /** As declared, else as the image's properties say; an encrypted VM cannot share a disk. */
  public CloneMode cloneMode() {
    if (madeOf.bootsFromVolume()) {
      return CloneMode.FULL; // there is no disk to share
    }
    if (madeOf.cloneMode().isPresent()) {
      return madeOf.cloneMode().get();
    }
    boolean linked = !spec.encrypted() && image().traits().linkedClone().orElse(true);
    return linked ? CloneMode.LINKED : CloneMode.FULL;
  }
}
