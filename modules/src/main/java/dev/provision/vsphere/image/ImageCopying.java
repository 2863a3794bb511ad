package dev.provision.vsphere.image;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ObjectContent;
import com.vmware.vim25.OptionValue;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualMachineCloneSpec;
import com.vmware.vim25.VirtualMachineConfigSpec;
import com.vmware.vim25.VirtualMachineRelocateSpec;
import com.vmware.vim25.VirtualMachineSnapshotInfo;
import com.vmware.vim25.VirtualMachineSnapshotTree;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Right;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.exported.ImageCopy;
import dev.provision.vsphere.exported.TemplateRef;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Items;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.inventory.ReadSpecs;
import dev.provision.vsphere.inventory.Retrieval;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.files.RunningClones;
import dev.provision.vsphere.placement.HostPlacement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds a copy of an image, or makes it: a full clone of the image's template, its root disk grown,
 * one snapshot, then a template. The snapshot comes last but one, so a copy without one is
 * unfinished, and this finishes it from where it stopped. For one step, used by its own thread.
 */
public final class ImageCopying implements SharedTemplate.Making {
  /** The same name as after an import: the snapshot exists only when the disk is complete. */
  private static final String SNAPSHOT = SharedTemplate.SNAPSHOT;

  private static final String UUID = "summary.config.instanceUuid";
  private static final String TEMPLATE = "summary.config.template";
  private static final String HARDWARE = "config.hardware";

  private final ImageCopy copy;
  private final HostPlacement at;
  private final Set<String> moreProperties;
  private final ManagedObjectReference folder;
  private final VsphereWriter write;

  private ImageCopying(
      ImageCopy copy, HostPlacement at, Set<String> moreProperties, VsphereWriter write)
      throws ModuleException {
    this.copy = copy;
    this.at = at;
    this.moreProperties = moreProperties;
    this.folder =
        copy.template()
            .parent()
            .orElseThrow(() -> ModuleException.refused("the image's folder cannot be read"));
    this.write = write;
  }

  /**
   * What making one needs, besides what cloning the image needs.
   *
   * @param folder the path of the folder of the image
   */
  public static List<Right> rights(String folder) {
    return Stream.of(
            "Inventory.CreateFromExisting",
            "Config.AdvancedConfig",
            "Config.DiskExtend",
            "State.CreateSnapshot",
            "Provisioning.MarkAsTemplate")
        .map(name -> new Right("VirtualMachine." + name, folder, ""))
        .toList();
  }

  /**
   * The finished copy, as what instances are made of; of all steps of a run that ask for it, one
   * creates it.
   *
   * @param at a host that mounts its datastore
   * @param properties to read of it, besides its hardware
   */
  public static TemplateRef made(
      ImageCopy copy, HostPlacement at, Set<String> properties, VsphereWriter write)
      throws ModuleException, InterruptedException {
    return write.once(
        "image copy " + copy.instanceUuid(),
        TemplateRef.class,
        () -> new ImageCopying(copy, at, properties, write).ref());
  }

  private TemplateRef ref() throws ModuleException, InterruptedException {
    Item seen = read(SharedTemplate.of(this, write).ref());
    DataSize size = root(seen).size();
    if (!size.equals(copy.disk())) {
      throw ModuleException.refused(
          name(seen)
              + " has a disk of "
              + size
              + " where it was made with "
              + copy.disk()
              + "; delete it to have it made again");
    }
    return new TemplateRef(
        copy.image().image(),
        copy.image().version(),
        Optional.of(seen),
        snapshot(seen),
        Optional.of(size),
        Optional.of(copy.datastore()),
        copy.image().traits());
  }

  @Override
  public String instanceUuid() {
    return copy.instanceUuid();
  }

  @Override
  public String name() {
    return copy.name();
  }

  @Override
  public ManagedObjectReference folder() {
    return folder;
  }

  @Override
  public Set<String> properties() {
    return Set.of(UUID, TEMPLATE, HARDWARE);
  }

  @Override
  public Set<ManagedObjectReference> sources() {
    return Set.of(copy.template().ref());
  }

  @Override
  public boolean isFinished(Item seen) {
    return isTemplate(seen) && snapshot(seen).isPresent();
  }

  @Override
  public void make() throws ModuleException, InterruptedException {
    finish(read(cloned()));
  }

  @Override
  public void takeOver(Item left) throws ModuleException, InterruptedException {
    write.touched(left.ref());
    finish(read(left.ref()));
  }

  /** A copy that another run made stays, because VMs may be linked to it. */
  @Override
  public void sweep(Item spare) throws ModuleException, InterruptedException {
    if (Marks.of(spare, Marks.RUN).equals(write.runId())) {
      write.task(api -> api.destroy_Task(spare.ref()));
    }
  }

  /** A full clone has one file for each disk, on the datastore, without parents. */
  private ManagedObjectReference cloned() throws ModuleException, InterruptedException {
    write.progress().at(-1, "copying the image to " + copy.datastoreName());
    VirtualMachineRelocateSpec location = new VirtualMachineRelocateSpec();
    location.setHost(at.host());
    location.setPool(at.resourcePool().in(write.inventory()));
    location.setDatastore(copy.datastore());
    location.setDiskMoveType("moveAllDiskBackingsAndDisallowSharing");
    VirtualMachineConfigSpec config = new VirtualMachineConfigSpec();
    config.setInstanceUuid(copy.instanceUuid());
    config.setExtraConfig(marks());
    VirtualMachineCloneSpec spec = new VirtualMachineCloneSpec();
    spec.setLocation(location);
    spec.setTemplate(false);
    spec.setPowerOn(false);
    spec.setConfig(config);
    ManagedObjectReference template = copy.template().ref();
    try {
      return (ManagedObjectReference)
          write.task(api -> api.cloneVM_Task(template, folder, copy.name(), spec)).getResult();
    } catch (ModuleException e) {
      throw RunningClones.retold(e, template, write);
    }
  }

  private OptionValue[] marks() {
    return Marks.all(
        Map.of(
            Marks.UUID, copy.instanceUuid(),
            Marks.ENVIRONMENT, ImageCopy.ENVIRONMENT.toString(),
            Marks.ADDRESS, copy.address().toString(),
            Marks.IMAGE, copy.image().version(),
            Marks.RUN, write.runId(),
            Marks.COPY_OF, copy.imageUuid()));
  }

  /** Does what a killed run did not finish, or what comes after the clone. */
  private void finish(Item seen) throws ModuleException, InterruptedException {
    ManagedObjectReference vm = seen.ref();
    if (isTemplate(seen)) {
      throw ModuleException.refused(
          name(seen) + " has lost its snapshot; delete it to have it made again");
    }
    if (snapshot(seen).isEmpty()) {
      Disk root = root(seen);
      if (root.size().compareTo(copy.disk()) < 0) {
        VirtualMachineConfigSpec spec = new VirtualMachineConfigSpec();
        spec.setDeviceChange(new VirtualDeviceConfigSpec[] {root.with(copy.disk()).editedWhole()});
        write.task(api -> api.reconfigVM_Task(vm, spec));
      }
      write.task(
          api -> api.createSnapshot_Task(vm, SNAPSHOT, copy.image().version(), false, false));
    }
    write.send(api -> api.markAsTemplate(vm));
  }

  /** As it is now: another step may have created it after the snapshot was read. */
  private Item read(ManagedObjectReference vm) throws ModuleException, InterruptedException {
    Set<String> paths = new TreeSet<>(moreProperties);
    paths.addAll(List.of("name", "snapshot", "config.extraConfig", UUID, TEMPLATE, HARDWARE));
    Retrieval retrieval = new Retrieval(write.api(), write.content().getPropertyCollector(), 1);
    List<ObjectContent> read =
        Retrieval.whole(
            () ->
                retrieval.all(
                    ReadSpecs.filter(
                        List.of(ReadSpecs.object(vm)),
                        List.of(ReadSpecs.properties("VirtualMachine", paths)))));
    if (read.isEmpty() || read.get(0).getPropSet() == null) {
      throw new ModuleException(
          ModuleException.Kind.STALE, "image copy `" + copy.name() + "` was deleted", null);
    }
    Item seen = Items.of(read.get(0));
    if (!Marks.of(seen, Marks.UUID).equals(copy.instanceUuid())
        || !seen.get(UUID, String.class).orElse("").equalsIgnoreCase(copy.instanceUuid())) {
      throw ModuleException.refused(
          name(seen) + " does not carry the marks of a copy of the image; delete or rename it");
    }
    return seen;
  }

  private String name(Item seen) {
    return "image copy `" + seen.name() + "`";
  }

  private static boolean isTemplate(Item seen) {
    return seen.get(TEMPLATE, Boolean.class).orElse(false);
  }

  private static Optional<ManagedObjectReference> snapshot(Item seen) {
    return seen.get("snapshot", VirtualMachineSnapshotInfo.class)
        .map(VirtualMachineSnapshotInfo::getRootSnapshotList)
        .flatMap(list -> Arrays.stream(list).filter(s -> s.getName().equals(SNAPSHOT)).findFirst())
        .map(VirtualMachineSnapshotTree::getSnapshot);
  }

  private Disk root(Item seen) throws ModuleException {
    return Disk.of(seen).stream()
        .findFirst()
        .orElseThrow(() -> ModuleException.refused(name(seen) + " has no disk"));
  }
}
