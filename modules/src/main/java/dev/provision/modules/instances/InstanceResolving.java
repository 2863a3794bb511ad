package dev.provision.modules.instances;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.Span;
import dev.provision.modules.instances.guest.GuestData;
import dev.provision.modules.instances.parts.InstanceDesired;
import dev.provision.modules.instances.place.Placing;
import dev.provision.modules.instances.size.FlavorFields;
import dev.provision.modules.instances.size.VmVideo;
import dev.provision.modules.instances.vm.Head;
import dev.provision.modules.instances.vm.InstanceSpec;
import dev.provision.modules.instances.vm.MadeOf;
import dev.provision.modules.instances.vm.NicGuest;
import dev.provision.modules.instances.vm.NicModel;
import dev.provision.modules.instances.vm.NicSpec;
import dev.provision.modules.instances.vm.NicWanted;
import dev.provision.modules.instances.vm.VolumeBoot;
import dev.provision.modules.instances.vm.WantedVolume;
import dev.provision.spi.Address;
import dev.provision.spi.Declaration;
import dev.provision.spi.Resolved;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.exported.FolderRef;
import dev.provision.vsphere.exported.PoolRef;
import dev.provision.vsphere.exported.PortGroupRef;
import dev.provision.vsphere.exported.ServerGroup;
import dev.provision.vsphere.inventory.Identity;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.kind.CustomValues;
import dev.provision.vsphere.kind.VsphereTags;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Builds an {@link InstanceDesired} from a declaration and the resources that it refers to. */
public final class InstanceResolving {
  private InstanceResolving() {}

  public static Checked<InstanceDesired> of(Declaration<InstanceSpec> declaration, Resolved refs) {
    InstanceSpec spec = declaration.spec();
    List<NicWanted> nics = new ArrayList<>();
    spec.networks().forEach((name, nic) -> nics.add(nic(declaration, name, nic, refs)));
    List<String> mismatches = new ArrayList<>();
    Head head =
        new Head(
            declaration.address(),
            refs.environment(),
            declaration.common().formerly().map(old -> former(declaration.address(), old)),
            declaration.common().protect(),
            declaration.common().adopt(),
            refs.connection(VcenterSpec.class));
    MadeOf madeOf =
        new MadeOf(
            VolumeBoot.image(declaration, refs),
            VolumeBoot.is(spec),
            spec.cloneMode(),
            spec.onImageChange());
    InstanceDesired desired =
        new InstanceDesired(
            head,
            spec,
            madeOf,
            FlavorFields.sizing(declaration, refs, mismatches),
            nics,
            placing(head, spec, refs),
            guest(declaration, head, nics, madeOf),
            WantedVolume.of(spec, refs),
            CustomValues.of(
                spec.customAttributes(),
                head.adopts() ? Map.of() : head.connection().customAttributes(),
                refs),
            VsphereTags.of(
                spec.vsphereTags(),
                head.adopts() ? List.of() : head.connection().vsphereTags(),
                refs));
    List<Diagnostic> found = diagnostics(declaration, desired);
    VmVideo.refusal(desired.hardware()).ifPresent(mismatches::add);
    found.addAll(DirectRules.diagnostics(declaration, desired));
    mismatches.forEach(
        why ->
            found.add(FlavorFields.mismatch(why, declaration.spanOf("flavor"), desired.sizing())));
    return Checked.of(desired, found);
  }

  private static Placing placing(Head head, InstanceSpec spec, Resolved refs) {
    return new Placing(
        head,
        spec.path().map(PlaceName::bare).orElse(head.address().name()),
        InstanceReferences.folder(spec, head.adopts(), head.environment())
            .map(name -> refs.get("folders", name, FolderRef.class)),
        spec.resourcePool()
            .map(name -> refs.get("resource_pools", name.text(), PoolRef.class))
            .or(() -> spec.vapp().map(name -> refs.get("vapps", name.text(), PoolRef.class))),
        spec.resourcePool().or(spec::vapp),
        spec.cluster().or(() -> spec.host().isPresent() ? Optional.empty() : spec.poolCluster()),
        spec.host(),
        spec.datastore(),
        spec.serverGroup()
            .map(group -> refs.group("server_groups", group.name(), ServerGroup.class)));
  }

  /**
   * Whether there is a config drive is up to the playbook, else to the image ({@code
   * img_config_drive}).
   */
  private static GuestData guest(
      Declaration<InstanceSpec> declaration, Head head, List<NicWanted> nics, MadeOf madeOf) {
    InstanceSpec spec = declaration.spec();
    return new GuestData(
        head,
        nics,
        spec.userData(),
        spec.metaData(),
        spec.metadata(),
        spec.userDataChange(),
        declaration.isSensitive("user_data"),
        declaration.isSensitive("meta_data") || declaration.isSensitive("metadata"),
        spec.configDrive().orElse(madeOf.image().traits().configDrive()),
        head.adopts() && spec.configDrive().isEmpty(),
        spec.customization());
  }

  private static Address former(Address now, String written) {
    String prefix = now.kind() + ".";
    return new Address(
        now.kind(), written.startsWith(prefix) ? written.substring(prefix.length()) : written);
  }

  private static NicWanted nic(
      Declaration<InstanceSpec> declaration, String name, NicSpec nic, Resolved refs) {
    boolean generated = nic.mac().filter(NicSpec.GENERATED::equals).isPresent();
    Optional<String> mac =
        generated
            ? Optional.empty()
            : Optional.of(
                nic.mac()
                    .map(m -> m.toLowerCase(Locale.ROOT))
                    .orElseGet(
                        () -> Identity.mac(refs.environment(), declaration.address(), name)));
    return new NicWanted(
        name,
        refs.get("networks", nic.network().name(), PortGroupRef.class),
        nic.model()
            .or(() -> VolumeBoot.image(declaration, refs).traits().nicModel())
            .map(NicModel::parse)
            .orElse(NicModel.DEFAULT)
            .word(),
        declaration.common().adopt() && nic.model().isEmpty(),
        mac,
        nic.mac().isPresent() && !generated,
        NicGuest.of(nic),
        nic.connected());
  }

  private static List<Diagnostic> diagnostics(
      Declaration<InstanceSpec> declaration, InstanceDesired desired) {
    List<Diagnostic> found = new ArrayList<>(ImageMinimum.missed(declaration, desired));
    Optional<DataSize> image = desired.image().diskSize();
    if (desired.rootDisk().size().isPresent()
        && image.isPresent()
        && desired.rootDisk().size().get().compareTo(image.get()) < 0) {
      Span at = declaration.spanOf("flavor");
      found.add(
          Diagnostic.error(
                  "flavor `"
                      + desired.sizing().flavor()
                      + "` has a disk of "
                      + desired.rootDisk().size().get()
                      + ", image `"
                      + desired.image().image()
                      + "` needs "
                      + image.get(),
                  desired.sizing().where().getOrDefault("disk", at))
              .withRelated(List.of(new Diagnostic.Related("used here", at)))
              .withHint("give the flavor a larger disk, or none to keep the image's"));
    }
    if (desired.placing().datastore().isPresent()
        && desired.cloneMode() == InstanceSpec.CloneMode.LINKED
        && !desired.placing().ofHost()
        && !desired.image().isImported()) {
      found.add(
          Diagnostic.error(
              "a linked clone lies on the datastore of its image, and image `"
                  + desired.image().image()
                  + "` is used in place and never copied; write `clone: full` to choose one",
              declaration.spanOf("datastore")));
    }
    for (String field : List.of("user_data", "meta_data", "metadata")) {
      if (declaration.isSensitive(field)) {
        found.add(
            Diagnostic.warning(
                field
                    + " of `"
                    + declaration.address()
                    + "` holds a secret, and vCenter shows guestinfo to whoever may read the VM",
                declaration.spanOf(field)));
      }
    }
    if (declaration.isSensitive("annotation")) {
      found.add(
          Diagnostic.warning(
              "annotation of `"
                  + declaration.address()
                  + "` holds a secret, and vCenter shows notes to whoever may read the VM",
              declaration.spanOf("annotation")));
    }
    return found;
  }
}
