package dev.provision.modules.images;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.diagnostic.Checked;
import dev.provision.modules.images.declaration.ImageProblems;
import dev.provision.modules.images.declaration.ImageProperties;
import dev.provision.modules.images.declaration.ImageReading;
import dev.provision.modules.images.declaration.ImageSpec;
import dev.provision.modules.images.declaration.ImageWanted;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Declaration;
import dev.provision.spi.Demand;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.KindInfo;
import dev.provision.spi.LockKey;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Observation;
import dev.provision.spi.Owned;
import dev.provision.spi.Placement;
import dev.provision.spi.Problem;
import dev.provision.spi.Resolved;
import dev.provision.spi.Right;
import dev.provision.spi.schema.DataSize;
import dev.provision.spi.trait.Departing;
import dev.provision.spi.trait.Locked;
import dev.provision.spi.trait.LookedUp;
import dev.provision.spi.trait.Placed;
import dev.provision.spi.trait.Privileged;
import dev.provision.spi.trait.Shared;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.Activities;
import dev.provision.vsphere.kind.Activity;
import dev.provision.vsphere.kind.Carrier;
import dev.provision.vsphere.kind.HasInterest;
import dev.provision.vsphere.kind.Interest;
import dev.provision.vsphere.kind.NamesGuest;
import dev.provision.vsphere.kind.VsphereKind;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.placement.HostPlacement;
import dev.provision.vsphere.placement.VmNeed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@code images:}: an existing template, or a file that is imported as a template VM of the shared
 * environment {@code provision/images}, once for each content. Safe for many threads. It is long
 * because it answers all that the engine asks of a kind.
 */
public final class ImageKind
    implements VsphereKind<ImageSpec, ImageWanted, ImageSeen>,
        Privileged<ImageSpec, ImageWanted, ImageSeen, Inventory, VsphereWriter>,
        LookedUp<ImageSpec, ImageWanted, ImageSeen, Inventory, VsphereWriter>,
        Placed<ImageSpec, ImageWanted, ImageSeen, Inventory, VsphereWriter>,
        Locked<ImageSpec, ImageWanted, ImageSeen, Inventory, VsphereWriter>,
        Shared<ImageSpec, ImageWanted, ImageSeen, Inventory, VsphereWriter>,
        Departing<ImageSpec, ImageWanted, ImageSeen, Inventory, VsphereWriter>,
        HasInterest<ImageSpec, ImageWanted, ImageSeen>,
        NamesGuest<ImageSpec, ImageWanted, ImageSeen> {
  private final ImageTools tools;

  public ImageKind() {
    this(ImageTools.ofThisMachine());
  }

  public ImageKind(ImageTools tools) {
    this.tools = tools;
  }

  @Override
  public KindInfo info() {
    return ImageInfo.INFO;
  }

  @Override
  public Carrier carrier() {
    return Carrier.EXTRA_CONFIG;
  }

  @Override
  public Set<Activity> activities() {
    return Activities.set(Activities.IMPORT_IMAGES, Activities.FILES, Activities.CREATE_VMS);
  }

  @Override
  public Class<ImageSpec> spec() {
    return ImageSpec.class;
  }

  @Override
  public List<Problem> validate(Declaration<ImageSpec> declaration) {
    return ImageProblems.of(declaration.spec());
  }

  @Override
  public boolean isExisting(ImageSpec spec) {
    return spec.template().isPresent();
  }

  @Override
  public Map<String, Set<String>> lightProperties() {
    return Map.of("VirtualMachine", ImageSeen.LIGHT);
  }

  @Override
  public Set<String> fullProperties() {
    return ImageSeen.FULL;
  }

  @Override
  public Interest interest(Declaration<ImageSpec> declaration, EnvironmentId environment) {
    ImageSpec spec = declaration.spec();
    return spec.template()
        .map(template -> new Interest(Set.of(template.text())))
        .orElseGet(
            () ->
                ImageReading.of(declaration, tools.files(), tools.qemu())
                    .value()
                    .map(ImageWanted.Imported::interest)
                    .orElse(Interest.NONE));
  }

  /** Only of an imported image. */
  @Override
  public Optional<String> guestId(ImageSpec spec) {
    return spec.template().isPresent()
        ? Optional.empty()
        : ImageProperties.of(spec).guestId().map(ImageProperties.Said::value);
  }

  @Override
  public List<Problem> problems(ImageWanted desired, Observation<ImageSeen> seen, Inventory read) {
    return OfferedGuest.problems(desired, read);
  }

  /** Reads the declared file, because its content is part of what is declared. */
  @Override
  public Checked<ImageWanted> desired(Declaration<ImageSpec> declaration, Resolved references) {
    ImageSpec spec = declaration.spec();
    if (spec.template().isPresent()) {
      return Checked.of(
          new ImageWanted.InPlace(
              declaration.address().name(),
              spec.template().get(),
              references.connection(VcenterSpec.class).datacenter()),
          ImageReading.notes(declaration));
    }
    VcenterSpec vcenter = references.connection(VcenterSpec.class);
    return ImageReading.of(declaration, tools.files(), tools.qemu())
        .then(image -> Checked.of(image.of(vcenter)));
  }

  @Override
  public Problem missing(Declaration<ImageSpec> declaration, ImageWanted desired, Inventory read) {
    return ImageObservation.missing(desired, read);
  }

  @Override
  public Observation<ImageSeen> observe(Address address, ImageWanted desired, Inventory read) {
    return ImageObservation.of(desired, read);
  }

  @Override
  public List<Change> diff(ImageWanted desired, ImageSeen observed) {
    return desired instanceof ImageWanted.Imported image
        ? ImageDrift.between(image, observed)
        : List.of();
  }

  @Override
  public Object exported(
      Declaration<ImageSpec> declaration, ImageWanted desired, Observation<ImageSeen> seen) {
    return ExportedImage.of(declaration.spec(), desired, seen);
  }

  @Override
  public Map<String, Object> attributes(ImageSeen observed) {
    return ImageInfo.attributes(observed);
  }

  @Override
  public String pathToBe(ImageWanted desired, Inventory read) {
    return ImageObservation.pathToBe(desired, read);
  }

  @Override
  public String summary(ImageWanted desired) {
    return desired instanceof ImageWanted.Imported image ? ImageSummary.of(image, tools) : "";
  }

  @Override
  public String summary(ImageWanted desired, Stream<ImageWanted> earlier, Inventory read) {
    return desired instanceof ImageWanted.Imported image
        ? ImageSummary.of(image, tools, earlier, read)
        : "";
  }

  /**
   * Images with the same bytes take turns: the first is uploaded, the others are copied from it.
   */
  @Override
  public Set<LockKey> edits(ImageWanted desired, Inventory read) {
    return desired instanceof ImageWanted.Imported image
        ? Set.of(new LockKey("image of " + image.version()))
        : Set.of();
  }

  @Override
  public Optional<Demand> demand(Address address, ImageWanted desired) {
    if (desired instanceof ImageWanted.Imported image) {
      VmNeed need =
          VmNeed.sized(1, DataSize.ofMebibytes(0), image.room().orElse(DataSize.ofMebibytes(0)));
      return Optional.of(new Demand(address, need));
    }
    return Optional.empty();
  }

  @Override
  public List<Right> toCreate(ImageWanted desired, Placement at, Inventory read) {
    return at instanceof HostPlacement place ? ImageRights.toCreate(place, read) : List.of();
  }

  @Override
  public List<Right> toUpdate(
      ImageWanted desired,
      ImageSeen seen,
      List<Change> changes,
      Optional<Placement> at,
      Inventory read) {
    return ImageRights.toFinish(seen.path().toString());
  }

  @Override
  public List<Right> toMark(ImageSeen seen, Inventory read) {
    return List.of();
  }

  @Override
  public List<Right> toDelete(ImageSeen seen, Inventory read) {
    return ImageRights.toDelete(seen);
  }

  @Override
  public void create(Address address, ImageWanted desired, Placement at, VsphereWriter write)
      throws ModuleException, InterruptedException {
    ImageWanted.Imported image = (ImageWanted.Imported) desired;
    HostPlacement place = ((HostPlacement) at).in(write.inventory());
    ManagedObjectReference datacenter =
        ImageFolder.datacenter(place.host(), write.inventory()).ref();
    ManagedObjectReference folder = ImageFolder.ensure(place.host(), write);
    ImageMaking.run(
        image.in(datacenter),
        tools,
        new ImageImport.Site(
            folder,
            place.resourcePool().in(write.inventory()),
            place.host(),
            place.datastoreName()),
        write);
  }

  @Override
  public void update(
      Address address,
      ImageWanted desired,
      ImageSeen seen,
      List<Change> changes,
      Optional<Placement> at,
      VsphereWriter write)
      throws ModuleException, InterruptedException {
    ManagedObjectReference datacenter =
        ImageFolder.datacenter(seen.vm().ref(), write.inventory()).ref();
    new ImageRepair(((ImageWanted.Imported) desired).in(datacenter), seen, tools, write)
        .make(changes);
  }

  @Override
  public void delete(ImageSeen seen, VsphereWriter write)
      throws ModuleException, InterruptedException {
    List<String> users = ImageUsers.of(seen, write);
    if (!users.isEmpty()) {
      throw ModuleException.refused(
          "VMs hang on it: " + String.join(", ", users) + "; delete these first");
    }
    for (ManagedObjectReference copy : ImageUsers.copies(seen, write)) {
      TemplateFinish.of(copy, write).destroy();
    }
    TemplateFinish.of(seen.vm().ref(), write).destroy();
    if (seen.medium().isPresent() && seen.host().isPresent()) {
      ImageDatastore.deleteFile(seen.medium().get(), seen.host().get(), write);
    }
    Optional<String> stored = seen.uploadedTo();
    if (stored.isPresent() && seen.host().isPresent()) {
      ImageDatastore.deleteFile(stored.get(), seen.host().get(), write);
    }
  }

  @Override
  public EnvironmentId lease(ImageWanted desired) {
    return desired instanceof ImageWanted.Imported image ? image.lease() : ImageWanted.ENVIRONMENT;
  }

  @Override
  public Stream<Owned<ImageSeen>> owned(EnvironmentId environment, Inventory read) {
    return environment.equals(ImageWanted.ENVIRONMENT)
        ? ImageObservation.owned(read)
        : Stream.empty();
  }

  @Override
  public List<String> leaving(ImageSeen seen) {
    return List.of();
  }

  @Override
  public Stream<Owned<ImageSeen>> remains(EnvironmentId environment, Inventory read) {
    return Stream.empty();
  }

  /** Those in a datacenter that the environment made, and of which nobody else has machines. */
  @Override
  public Stream<Owned<ImageSeen>> within(EnvironmentId environment, Inventory read) {
    return ImageObservation.within(environment, read);
  }
}
