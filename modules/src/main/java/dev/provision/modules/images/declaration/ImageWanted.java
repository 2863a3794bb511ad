package dev.provision.modules.images.declaration;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.modules.images.file.DiskFormat;
import dev.provision.modules.images.file.FileFormat;
import dev.provision.modules.images.file.ImageFile;
import dev.provision.modules.images.file.ImageSource;
import dev.provision.modules.images.file.OvfMachine;
import dev.provision.modules.images.file.SourceDisk;
import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.exported.DiskAdapter;
import dev.provision.vsphere.exported.DiskType;
import dev.provision.vsphere.exported.ImageCopy;
import dev.provision.vsphere.exported.ImageTraits;
import dev.provision.vsphere.inventory.Identity;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.kind.Interest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is declared, with the file's content folded in. */
public sealed interface ImageWanted {
  /** The environment that all imported images belong to. */
  EnvironmentId ENVIRONMENT = ImageCopy.ENVIRONMENT;

  /** The image's name in the playbook. */
  String image();

  /**
   * An existing VM or template, used where it is.
   *
   * @param template its name or path
   * @param datacenter where a bare name is looked for; empty for everywhere
   */
  record InPlace(String image, PlaceName template, Optional<PlaceName> datacenter)
      implements ImageWanted {}

  /**
   * A file's content as a template VM.
   *
   * @param source what is imported
   * @param said what the playbook says about it
   * @param vcenter says in which datacenters it is looked for; empty for all
   * @param datacenter where it is made; empty until that is decided
   */
  record Imported(
      String image,
      ImageSource source,
      ImageProperties said,
      Optional<VcenterSpec> vcenter,
      Optional<ManagedObjectReference> datacenter)
      implements ImageWanted {

    /** Of a file that nobody describes. */
    public static final String OTHER_GUEST = "otherGuest64";

    private static final int HASH_DIGITS = 12;

    /**
     * The file with the content.
     *
     * @throws ClassCastException while it is not on this machine: our bug
     */
    public ImageFile file() {
      return (ImageFile) source;
    }

    /** The file with the content; empty while it was not downloaded. */
    public Optional<ImageFile> content() {
      return source instanceof ImageFile file ? Optional.of(file) : Optional.empty();
    }

    /** What the file is; unknown while it was not downloaded. */
    FileFormat format() {
      return content().map(ImageFile::format).orElse(FileFormat.UNKNOWN);
    }

    /** Empty for the one that the file was made for. */
    Optional<DiskAdapter> declaredAdapter() {
      return said.adapter().map(ImageProperties.Said::value);
    }

    /** Declared, or what the file says of its machine; empty to leave it at OTHER_GUEST. */
    public Optional<String> guestId() {
      return said.guestId()
          .map(ImageProperties.Said::value)
          .or(() -> machine().flatMap(OvfMachine::guestId));
    }

    /** Declared, or what the file says of its machine; empty to leave it to vCenter. */
    public Optional<String> firmware() {
      return said.firmware()
          .map(ImageProperties.Said::value)
          .or(() -> machine().flatMap(OvfMachine::firmware));
    }

    private Optional<OvfMachine> machine() {
      return content().flatMap(ImageFile::machine);
    }

    /** Of the disk that boots. */
    public DiskAdapter adapter() {
      return slots().get(0).adapter();
    }

    /** The same as {@code ddb.adapterType} of a file that is written for it. */
    public String adapterInFiles() {
      return adapter() == DiskAdapter.IDE ? "ide" : "lsilogic";
    }

    /** Whether its disks go through the vCenter and not to a host. */
    public boolean goesByFolder() {
      return said.upload()
          .or(() -> vcenter.map(VcenterSpec::imageUpload))
          .filter(VcenterSpec.ImageUpload.FOLDER::equals)
          .isPresent();
    }

    /**
     * Where each disk hangs. A declared adapter is that of the first disk and of those beside it.
     */
    public List<DiskSlot> slots() {
      if (machine().isEmpty()) {
        return List.of(
            DiskSlot.first(
                declaredAdapter()
                    .orElseGet(
                        () ->
                            DiskAdapter.ofFile(
                                content()
                                    .filter(file -> !file.disks().isEmpty())
                                    .map(file -> file.disk().adapterType())
                                    .orElse("")))));
      }
      List<DiskSlot> slots = machine().get().slots().stream().map(DiskSlot::of).toList();
      DiskAdapter wanted = declaredAdapter().orElse(slots.get(0).adapter());
      return slots.stream()
          .map(slot -> slot.sharesController(slots.get(0)) ? slot.on(wanted) : slot)
          .toList();
    }

    /** Whether one of its disks hangs on an NVMe controller. */
    public boolean usesNvme() {
      return slots().stream().anyMatch(slot -> slot.adapter() == DiskAdapter.NVME);
    }

    /** What its instances are asked for. */
    public ImageTraits traits() {
      return said.traits(machine(), content().map(file -> !file.disks().isEmpty()).orElse(true));
    }

    /** How the disks take up their room. */
    public GlanceDiskType diskType() {
      return said.diskType()
          .map(ImageProperties.Said::value)
          .orElseGet(
              () ->
                  GlanceDiskType.ofFile(
                      content()
                          .filter(file -> !file.disks().isEmpty())
                          .map(file -> file.disk().form())
                          .orElse(SourceDisk.Form.STREAM)));
    }

    /** What its disks come to take up on a datastore; empty while the file is not here. */
    public Optional<DataSize> room() {
      return content()
          .map(
              file ->
                  new DataSize(
                      isMedium()
                          ? file.bytes()
                          : file.disks().stream()
                              .map(
                                  disk ->
                                      diskType().made() == DiskType.THIN && !goesByFolder()
                                          ? disk.filled()
                                          : disk.diskSize())
                              .mapToLong(DataSize::bytes)
                              .sum()));
    }

    /** Of the disk that boots; empty while the file is not here, and for one without a disk. */
    public Optional<DataSize> diskSize() {
      return content().filter(file -> !file.disks().isEmpty()).map(file -> file.disk().diskSize());
    }

    /** The same with the file that was downloaded. */
    public Imported with(ImageFile downloaded) {
      return new Imported(image, downloaded, said, vcenter, datacenter);
    }

    /** Whether instances boot from the file itself, which is no disk. */
    public boolean isMedium() {
      return content().isPresent()
          ? format() == FileFormat.ISO
          : said.diskFormat().filter(f -> f.value() == DiskFormat.ISO).isPresent();
    }

    /** The template's name: an image has one template VM a content. */
    public String templateName() {
      return image + "-" + source.sha256().substring(0, HASH_DIGITS);
    }

    /** The template's address in {@link #ENVIRONMENT}. */
    public Address address() {
      return new Address("image", templateName());
    }

    /** The same for what a connection names. */
    public Imported of(VcenterSpec connection) {
      return new Imported(image, source, said, Optional.of(connection), datacenter);
    }

    /** The same in one datacenter. */
    public Imported in(ManagedObjectReference place) {
      return new Imported(image, source, said, vcenter, Optional.of(place));
    }

    /**
     * Each datacenter has a template of its own. Its managed object id is what is folded in: names
     * are written in several ways and change.
     *
     * @throws java.util.NoSuchElementException before the datacenter is decided: our bug
     */
    public String instanceUuid() {
      String name = templateName() + "@" + datacenter.orElseThrow().getVal();
      return Identity.instanceUuid(ENVIRONMENT, new Address("image", name));
    }

    /** The VMs that may be its template, and those that were made of the same bytes. */
    public Interest interest() {
      return new Interest(Set.of(templateName(), address().toString(), version()));
    }

    /** What the {@code provision.image} mark says, of the template and of what is made of it. */
    public String version() {
      return "sha256:" + source.sha256();
    }
  }
}
