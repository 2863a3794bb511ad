package dev.provision.modules.volumes;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.spi.Address;
import dev.provision.spi.Declaration;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Resolved;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.exported.DiskAdapter;
import dev.provision.vsphere.exported.DiskType;
import dev.provision.vsphere.exported.TemplateRef;
import dev.provision.vsphere.exported.VolumeRef;
import dev.provision.vsphere.inventory.DiskUuid;
import java.util.List;
import java.util.Optional;

/**
 * The desired state of one volume.
 *
 * @param size empty while it comes from a source that does not exist yet
 * @param image,volume the source of a copy; at most one is set
 */
record VolumeDesired(
    Address address,
    EnvironmentId environment,
    VolumeSpec spec,
    Optional<DataSize> size,
    DiskType type,
    Optional<DiskAdapter> adapter,
    Optional<TemplateRef> image,
    Optional<VolumeRef> volume,
    boolean protect,
    boolean absent,
    VcenterSpec connection) {

  static Checked<VolumeDesired> of(Declaration<VolumeSpec> declaration, Resolved refs) {
    VolumeSpec spec = declaration.spec();
    Optional<TemplateRef> image =
        spec.image().map(ref -> refs.get("images", ref.name(), TemplateRef.class));
    Optional<VolumeRef> volume =
        spec.sourceVolume().map(ref -> refs.get("volumes", ref.name(), VolumeRef.class));
    Optional<DataSize> source =
        image.flatMap(TemplateRef::diskSize).or(() -> volume.flatMap(VolumeRef::size));
    VolumeDesired desired =
        new VolumeDesired(
            declaration.address(),
            refs.environment(),
            spec,
            spec.size(),
            DiskType.ofWord(spec.type()).orElse(DiskType.THIN),
            spec.adapterType().flatMap(DiskAdapter::ofWord),
            image,
            volume,
            declaration.common().protect(),
            declaration.common().absent(),
            refs.connection(VcenterSpec.class));
    if (image.isPresent()
        && spec.size().isPresent()
        && source.isPresent()
        && spec.size().get().compareTo(source.get()) < 0) {
      return Checked.of(
          desired,
          List.of(
              Diagnostic.error(
                      "volume `"
                          + declaration.address().name()
                          + "` has "
                          + spec.size().get()
                          + ", image `"
                          + spec.image().get()
                          + "` needs "
                          + source.get(),
                      declaration.spanOf("size"))
                  .withHint("give it a larger size, or none to keep the image's")));
    }
    return Checked.of(desired);
  }

  String name() {
    return address.name();
  }

  /** The uuid of its disk. */
  DiskUuid uuid() {
    return DiskUuid.of(environment, address);
  }

  /** The room it takes on a datastore; 0 while it is unknown. */
  DataSize room() {
    return size.or(() -> image.flatMap(TemplateRef::diskSize))
        .or(() -> volume.flatMap(VolumeRef::size))
        .orElse(new DataSize(0));
  }
}
