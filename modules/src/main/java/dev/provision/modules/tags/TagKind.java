package dev.provision.modules.tags;

import static dev.provision.vsphere.kind.NeededPrivilege.on;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Span;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Declaration;
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
import dev.provision.spi.trait.Adoptable;
import dev.provision.spi.trait.Aliased;
import dev.provision.spi.trait.Composed;
import dev.provision.spi.trait.Foreseen;
import dev.provision.spi.trait.Implied;
import dev.provision.spi.trait.Infrastructure;
import dev.provision.spi.trait.Located;
import dev.provision.spi.trait.Locked;
import dev.provision.spi.trait.LookedUp;
import dev.provision.spi.trait.Privileged;
import dev.provision.spi.trait.Renamable;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.Activities;
import dev.provision.vsphere.kind.Activity;
import dev.provision.vsphere.kind.Carrier;
import dev.provision.vsphere.kind.NeededPrivilege.On;
import dev.provision.vsphere.kind.VsphereKind;
import dev.provision.vsphere.kind.VsphereTags;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.places.DirectHost;
import dev.provision.vsphere.tags.Tag;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The section {@code vsphere_tags}: categories with their tags, in vCenter's REST API. A reference
 * names a tag with its category, {@code tier/gold}; one that no category of the playbook declares
 * stands for a tag that exists. Each is marked in its description; a tag that is dropped from its
 * category is an orphan of its own.
 */
public final class TagKind
    implements VsphereKind<CategorySpec, CategoryDesired, CategoryState>,
        Privileged<CategorySpec, CategoryDesired, CategoryState, Inventory, VsphereWriter>,
        LookedUp<CategorySpec, CategoryDesired, CategoryState, Inventory, VsphereWriter>,
        Implied<CategorySpec, CategoryDesired, CategoryState, Inventory, VsphereWriter>,
        Located<CategorySpec, CategoryDesired, CategoryState, Inventory, VsphereWriter>,
        Foreseen<CategorySpec, CategoryDesired, CategoryState, Inventory, VsphereWriter>,
        Composed<CategorySpec, CategoryDesired, CategoryState, Inventory, VsphereWriter>,
        Aliased<CategorySpec, CategoryDesired, CategoryState, Inventory, VsphereWriter>,
        Infrastructure<CategorySpec, CategoryDesired, CategoryState, Inventory, VsphereWriter>,
        Locked<CategorySpec, CategoryDesired, CategoryState, Inventory, VsphereWriter>,
        Renamable<CategorySpec, CategoryDesired, CategoryState, Inventory, VsphereWriter>,
        Adoptable<CategorySpec, CategoryDesired, CategoryState, Inventory, VsphereWriter> {
  private static final String KIND = "vsphere_tag";
  private static final String RIGHT = "InventoryService.Tagging.";

  private static final Activity TAGS =
      Activity.of(
              "to keep tags and their categories",
              Activity.call(
                  "POST, PATCH, DELETE of cis/tagging/category",
                  on(On.ROOT, RIGHT, "CreateCategory", "EditCategory", "DeleteCategory")),
              Activity.call(
                  "POST, PATCH, DELETE of cis/tagging/tag",
                  on(On.ROOT, RIGHT, "CreateTag", "EditTag", "DeleteTag")))
          .rarely();

  @Override
  public KindInfo info() {
    return new KindInfo(
        VsphereTags.FIELD,
        KIND,
        "A category of vCenter's tags, with its tags.",
        """
        vsphere_tags:
          tier:
            cardinality: single
            types: [VirtualMachine, Datastore]
            tags: {gold: mirrored, scratch: "lost with its host"}
        """,
        List.of(
            new KindInfo.Attribute("name", "its name in vCenter"),
            new KindInfo.Attribute("id", "its URN, which stays the same when it is renamed"),
            new KindInfo.Attribute("tags", "the names of all its tags")),
        List.of());
  }

  /** The REST service of tags came with vSphere 6.5. */
  @Override
  public String since() {
    return "6.5";
  }

  /** Linked vCenters share tags, so what says whose they are cannot stand in one vCenter alone. */
  @Override
  public Carrier carrier() {
    return Carrier.DESCRIPTION;
  }

  @Override
  public Set<Activity> activities() {
    return Activities.set(TAGS);
  }

  @Override
  public Class<CategorySpec> spec() {
    return CategorySpec.class;
  }

  @Override
  public Optional<CategorySpec> implied(String name, EnvironmentId environment, Span span) {
    return Optional.of(CategorySpec.existing(name));
  }

  @Override
  public boolean isExisting(CategorySpec spec) {
    return spec.existing();
  }

  @Override
  public String standsFor(Declaration<CategorySpec> declaration) {
    return "tag category " + name(declaration);
  }

  private static String name(Declaration<CategorySpec> declaration) {
    return declaration.spec().name().orElse(declaration.address().name());
  }

  @Override
  public Optional<String> at(Declaration<CategorySpec> declaration) {
    return declaration.spec().existing() ? Optional.of(name(declaration)) : Optional.empty();
  }

  /** A place is that of a tag, {@code tier/gold}. */
  @Override
  public boolean makes(Declaration<CategorySpec> declaration, String place) {
    String beginning = name(declaration) + "/";
    return !declaration.spec().existing()
        && place.startsWith(beginning)
        && declaration.spec().tags().containsKey(place.substring(beginning.length()));
  }

  @Override
  public Set<Address> parts(Declaration<CategorySpec> declaration) {
    Set<Address> parts = new HashSet<>();
    declaration
        .spec()
        .tags()
        .keySet()
        .forEach(tag -> parts.add(CategoryDesired.addressOf(declaration.address(), tag)));
    return parts;
  }

  @Override
  public List<Problem> validate(Declaration<CategorySpec> declaration) {
    return CategoryRules.problems(name(declaration), declaration.spec());
  }

  @Override
  public Checked<CategoryDesired> desired(
      Declaration<CategorySpec> declaration, Resolved references) {
    return Checked.of(
        new CategoryDesired(
            declaration.address(),
            references.environment(),
            name(declaration),
            declaration.spec(),
            declaration.common().protect()));
  }

  @Override
  public Observation<CategoryState> observe(
      Address address, CategoryDesired desired, Inventory read) {
    return new CategorySearch(read).observe(address, desired);
  }

  @Override
  public Problem missing(
      Declaration<CategorySpec> declaration, CategoryDesired desired, Inventory read) {
    return new Problem(
        "name",
        DirectHost.is(read)
            ? CategoryRules.refusal()
            : new CategorySearch(read).whyNone(desired.name()));
  }

  /** With its declared tags, so that others of this plan find them. */
  @Override
  public Inventory foreseen(
      CategoryDesired desired, Observation<CategoryState> seen, Inventory read) {
    return PlannedTags.in(read, desired, seen);
  }

  @Override
  public List<Problem> problems(
      CategoryDesired desired, Observation<CategoryState> seen, Inventory read) {
    return CategoryRules.problems(desired, seen, read);
  }

  @Override
  public List<Change> diff(CategoryDesired desired, CategoryState observed) {
    return desired.spec().existing() ? List.of() : CategoryChanges.of(desired, observed);
  }

  /** A tag, or the category without one, which no object can have. */
  @Override
  public Object exported(
      Declaration<CategorySpec> declaration,
      CategoryDesired desired,
      Observation<CategoryState> seen) {
    return PlannedTags.exported(desired, seen);
  }

  @Override
  public Map<String, Object> attributes(CategoryState observed) {
    return observed
        .category()
        .<Map<String, Object>>map(
            category ->
                Map.of(
                    "name", category.name(),
                    "id", category.id(),
                    "tags",
                        observed.all().tags(category).stream().map(Tag::name).sorted().toList()))
        .orElse(Map.of());
  }

  @Override
  public String summary(CategoryDesired desired) {
    return desired.name()
        + (desired.spec().tags().isEmpty()
            ? ""
            : ": " + String.join(", ", desired.spec().tags().keySet()));
  }

  @Override
  public Set<String> partFields() {
    return Set.of("tags");
  }

  /** Names of categories are unique in a vCenter. */
  private static Set<LockKey> lock() {
    return Set.of(new LockKey("vsphere_tags"));
  }

  @Override
  public Set<LockKey> edits(CategoryDesired desired, Inventory read) {
    return lock();
  }

  @Override
  public Set<LockKey> leaves(CategoryState seen) {
    return lock();
  }

  @Override
  public List<Right> toCreate(CategoryDesired desired, Placement at, Inventory read) {
    return rights("CreateCategory", "CreateTag");
  }

  @Override
  public List<Right> toUpdate(
      CategoryDesired desired,
      CategoryState seen,
      List<Change> changes,
      Optional<Placement> at,
      Inventory read) {
    return rights(changes.stream().map(CategoryChanges::right).distinct().toArray(String[]::new));
  }

  @Override
  public List<Right> toMark(CategoryState seen, Inventory read) {
    return rights("EditCategory", "EditTag");
  }

  @Override
  public List<Right> toDelete(CategoryState seen, Inventory read) {
    return rights("DeleteCategory", "DeleteTag");
  }

  private static List<Right> rights(String... names) {
    return Stream.of(names).map(name -> new Right(RIGHT + name, "/", "")).toList();
  }

  @Override
  public void create(Address address, CategoryDesired desired, Placement at, VsphereWriter write)
      throws ModuleException {
    new CategoryWrites(write).create(desired);
  }

  @Override
  public void update(
      Address address,
      CategoryDesired desired,
      CategoryState seen,
      List<Change> changes,
      Optional<Placement> at,
      VsphereWriter write)
      throws ModuleException {
    new CategoryWrites(write).update(desired, seen);
  }

  @Override
  public void delete(CategoryState seen, VsphereWriter write) throws ModuleException {
    new CategoryWrites(write).delete(seen);
  }

  @Override
  public void adopt(
      Address address, CategoryDesired desired, CategoryState seen, VsphereWriter write)
      throws ModuleException {
    new CategoryWrites(write).adopt(desired, seen);
  }

  @Override
  public void release(CategoryState seen, VsphereWriter write) throws ModuleException {
    new CategoryWrites(write).release(seen);
  }

  @Override
  public void rename(
      Address from, Address to, CategoryDesired desired, CategoryState seen, VsphereWriter write)
      throws ModuleException {
    new CategoryWrites(write).rename(from, to, desired, seen);
  }

  @Override
  public Stream<Owned<CategoryState>> owned(EnvironmentId environment, Inventory read) {
    return new CategorySearch(read).owned(environment);
  }
}
