package dev.provision.modules.images.declaration;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.modules.images.bytes.SourceDisk;
import dev.provision.modules.images.file.DiskFormat;
import dev.provision.modules.images.file.FileFormat;
import dev.provision.modules.images.file.ImageFile;
import dev.provision.modules.images.file.ImageSource;
import dev.provision.modules.images.file.OvfMachine;
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
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A declared image, with what its file says. */
public sealed interface ImageWanted {
  /** The environment that all imported images belong to. */
  EnvironmentId ENVIRONMENT = ImageCopy.ENVIRONMENT;

  /** The image's name in the playbook. */
  String image();

  /**
   * An existing VM or template that is used in place.
   *
   * @param template its name or path
   * @param datacenter the datacenter to look for a bare name in; empty to look everywhere
   */
  record InPlace(String image, PlaceName template, Optional<PlaceName> datacenter)
      implements ImageWanted {}

  /**
   * A file that is imported as a template VM.
   *
   * @param source the file, or the URL of one that is not downloaded yet
   * @param said what the playbook says about it
   * @param vcenter the connection, which says in which datacenters it may be; empty for all
   * @param datacenter where it is made; empty until that is decided
   */
  record Imported(
      String image,
      ImageSource source,
      ImageProperties said,
      Optional<VcenterSpec> vcenter,
      Optional<ManagedObjectReference> datacenter)
      implements ImageWanted {

    /** The guest id if neither the playbook nor the file says one. */
    public static final String OTHER_GUEST = "otherGuest64";

    private static final int HASH_DIGITS = 12;

    /**
     * The file.
     *
     * @throws ClassCastException if it is not downloaded yet: our bug
     */
    public ImageFile file() {
      return (ImageFile) source;
    }

    /** The file; empty while it is not downloaded. */
    public Optional<ImageFile> content() {
      return source instanceof ImageFile file ? Optional.of(file) : Optional.empty();
    }

    /** The file's format; unknown while it is not downloaded. */
    FileFormat format() {
      return content().map(ImageFile::format).orElse(FileFormat.UNKNOWN);
    }

    /** Empty to use the adapter that the file was made for. */
    Optional<DiskAdapter> declaredAdapter() {
      return said.adapter().map(ImageProperties.Said::value);
    }

    /** Declared, else what the file says of its machine; empty for OTHER_GUEST. */
    public Optional<String> guestId() {
      return said.guestId()
          .map(ImageProperties.Said::value)
          .or(() -> machine().flatMap(OvfMachine::guestId));
    }

    /** Declared, else what the file says of its machine; empty to let vCenter choose. */
    public Optional<String> firmware() {
      return said.firmware()
          .map(ImageProperties.Said::value)
          .or(() -> machine().flatMap(OvfMachine::firmware));
    }

    private Optional<OvfMachine> machine() {
      return content().flatMap(ImageFile::machine);
    }

    /** The controller type of the boot disk. */
    public DiskAdapter adapter() {
      return slots().get(0).adapter();
    }

    /** The same in the words of {@code ddb.adapterType}, for a VMDK that we write. */
    public String adapterInFiles() {
      return adapter() == DiskAdapter.IDE ? "ide" : "lsilogic";
    }

    /** Whether its disks are uploaded through the vCenter and not to a host. */
    public boolean goesByFolder() {
      return said.upload()
          .or(() -> vcenter.map(VcenterSpec::imageUpload))
          .filter(VcenterSpec.ImageUpload.FOLDER::equals)
          .isPresent();
    }

    /**
     * The slot of each disk. A declared adapter replaces the first disk's controller, with all
     * disks on it.
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

    /** Whether one of its disks is on an NVMe controller. */
    public boolean usesNvme() {
      return slots().stream().anyMatch(slot -> slot.adapter() == DiskAdapter.NVME);
    }

    /** What the image asks for its instances. */
    public ImageTraits traits() {
      return said.traits(machine(), content().map(file -> !file.disks().isEmpty()).orElse(true));
    }

    /** How the disks are allocated. */
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

    /** The room that it takes on a datastore; empty while the file is not downloaded. */
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

    /** The size of the boot disk; empty while the file is not downloaded, or if it has no disk. */
    public Optional<DataSize> diskSize() {
      return content().filter(file -> !file.disks().isEmpty()).map(file -> file.disk().diskSize());
    }

    /** The same with the downloaded file. */
    public Imported with(ImageFile downloaded) {
      return new Imported(image, downloaded, said, vcenter, datacenter);
    }

    /** Whether it is an ISO, from which instances boot. */
    public boolean isMedium() {
      return content().isPresent()
          ? format() == FileFormat.ISO
          : said.diskFormat().filter(f -> f.value() == DiskFormat.ISO).isPresent();
    }

    /** The template's name: an image has one template VM for each content. */
    public String templateName() {
      return image + "-" + source.sha256().substring(0, HASH_DIGITS);
    }

    /** The template's address in {@link #ENVIRONMENT}. */
    public Address address() {
      return new Address("image", templateName());
    }

    /** The same for a connection. */
    public Imported of(VcenterSpec connection) {
      return new Imported(image, source, said, Optional.of(connection), datacenter);
    }

    /** The same in one datacenter. */
    public Imported in(ManagedObjectReference place) {
      return new Imported(image, source, said, vcenter, Optional.of(place));
    }

    /**
     * The template's instanceUuid. Each datacenter has its own template, so the uuid depends on the
     * datacenter's managed object id; its name can change and be written in several ways.
     *
     * @throws java.util.NoSuchElementException before the datacenter is decided: our bug
     */
    public String instanceUuid() {
      String name = templateName() + "@" + datacenter.orElseThrow().getVal();
      return Identity.instanceUuid(ENVIRONMENT, new Address("image", name));
    }

    /**
     * Which VMs to read in full: those that may be its template, and images with the same bytes.
     */
    public Interest interest() {
      return new Interest(Set.of(templateName(), address().toString(), version()));
    }

    /** The {@code provision.image} mark of the template and of instances made from it. */
    public String version() {
      return "sha256:" + source.sha256();
    }

    /**
     * Whose lease a run has while it imports these bytes. It is of the content, so that nobody
     * waits for the upload of another image.
     */
    public EnvironmentId lease() {
      return new EnvironmentId(
          ENVIRONMENT.project(),
          "image-" + source.sha256().substring(0, 16).toLowerCase(Locale.ROOT));
    }
  }
}
