package dev.provision.modules.attributes;

import static dev.provision.vsphere.kind.NeededPrivilege.on;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.DidYouMean;
import dev.provision.diagnostic.Span;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Declaration;
import dev.provision.spi.Effect;
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
import dev.provision.spi.trait.Implied;
import dev.provision.spi.trait.Infrastructure;
import dev.provision.spi.trait.Locked;
import dev.provision.spi.trait.LookedUp;
import dev.provision.vsphere.exported.AttributeRef;
import dev.provision.vsphere.inventory.CustomField;
import dev.provision.vsphere.inventory.CustomFields;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.ObjectMark;
import dev.provision.vsphere.journal.Journal;
import dev.provision.vsphere.journal.JournalRights;
import dev.provision.vsphere.kind.Activities;
import dev.provision.vsphere.kind.Activity;
import dev.provision.vsphere.kind.Carrier;
import dev.provision.vsphere.kind.CustomValues;
import dev.provision.vsphere.kind.NeededPrivilege.On;
import dev.provision.vsphere.kind.SameRights;
import dev.provision.vsphere.kind.VsphereKind;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.places.DirectHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The section {@code custom_attributes}: definitions (vSphere API, {@code CustomFieldsManager}). A
 * name that is not declared stands for one that exists. Who may see and change single attributes
 * ({@code fieldDefPolicy}, {@code fieldPolicy}) is not declared.
 */
public final class AttributeKind
    implements VsphereKind<AttributeSpec, AttributeDesired, AttributeState>,
        SameRights<AttributeSpec, AttributeDesired, AttributeState>,
        LookedUp<AttributeSpec, AttributeDesired, AttributeState, Inventory, VsphereWriter>,
        Implied<AttributeSpec, AttributeDesired, AttributeState, Inventory, VsphereWriter>,
        Infrastructure<AttributeSpec, AttributeDesired, AttributeState, Inventory, VsphereWriter>,
        Locked<AttributeSpec, AttributeDesired, AttributeState, Inventory, VsphereWriter>,
        Adoptable<AttributeSpec, AttributeDesired, AttributeState, Inventory, VsphereWriter> {
  private static final String KIND = "custom_attribute";

  private static final Right MANAGE = new Right("Global.ManageCustomFields", "/", "");

  private static final Activity DEFINITIONS =
      Activity.of(
              "to keep custom attributes",
              Activity.call(
                  "AddCustomFieldDef, RenameCustomFieldDef, RemoveCustomFieldDef",
                  on(On.ROOT, "Global.", "ManageCustomFields")))
          .rarely();

  @Override
  public KindInfo info() {
    return new KindInfo(
        CustomValues.FIELD,
        KIND,
        "A custom attribute: a field in which objects can have a text.",
        """
        custom_attributes:
          owner: {type: VirtualMachine}
        """,
        List.of(
            new KindInfo.Attribute("name", "its name in vCenter"),
            new KindInfo.Attribute("type", "the type of objects that it is for, or global"),
            new KindInfo.Attribute("key", "its number, which stays when it is renamed")),
        List.of());
  }

  @Override
  public Carrier carrier() {
    return Carrier.JOURNAL;
  }

  @Override
  public Set<Activity> activities() {
    return Activities.set(DEFINITIONS, Activities.MARKS, Activities.JOURNAL);
  }

  @Override
  public Class<AttributeSpec> spec() {
    return AttributeSpec.class;
  }

  @Override
  public Map<String, Set<String>> lightProperties() {
    return Journal.PROPERTIES;
  }

  @Override
  public Optional<AttributeSpec> implied(String name, EnvironmentId environment, Span span) {
    return Optional.of(new AttributeSpec(Optional.empty(), Optional.empty(), true));
  }

  @Override
  public List<Problem> validate(Declaration<AttributeSpec> declaration) {
    return name(declaration).equals(ObjectMark.ATTRIBUTE)
        ? List.of(
            new Problem(
                declaration.spec().name().isPresent() ? "name" : "",
                "`" + ObjectMark.ATTRIBUTE + "` says who owns an object, and is never declared"))
        : List.of();
  }

  private static String name(Declaration<AttributeSpec> declaration) {
    return declaration.spec().name().orElse(declaration.address().name());
  }

  @Override
  public boolean isExisting(AttributeSpec spec) {
    return spec.existing();
  }

  @Override
  public Checked<AttributeDesired> desired(
      Declaration<AttributeSpec> declaration, Resolved references) {
    return Checked.of(
        new AttributeDesired(
            declaration.address(),
            references.environment(),
            name(declaration),
            declaration.spec().type(),
            declaration.spec().existing(),
            declaration.common().protect()));
  }

  @Override
  public Observation<AttributeState> observe(
      Address address, AttributeDesired desired, Inventory read) {
    return AttributeSearch.observe(address, desired, read);
  }

  @Override
  public List<Problem> problems(
      AttributeDesired desired, Observation<AttributeState> seen, Inventory read) {
    return DirectHost.is(read) && !desired.existing()
        ? List.of(new Problem("", refusal()))
        : List.of();
  }

  private static String refusal() {
    return DirectHost.refusal(CustomValues.FIELD, "it keeps none; leave them out");
  }

  @Override
  public Problem missing(
      Declaration<AttributeSpec> declaration, AttributeDesired desired, Inventory read) {
    if (DirectHost.is(read)) {
      return new Problem("", refusal());
    }
    List<CustomField> all = CustomFields.of(read).map(CustomFields::all).orElse(List.of());
    String of = desired.type().map(type -> " of type " + type.word()).orElse("");
    return new Problem(
        "name",
        "there is no custom attribute `"
            + desired.name()
            + "`"
            + of
            + DidYouMean.suffix(desired.name(), all.stream().map(CustomField::name).toList()));
  }

  @Override
  public List<Change> diff(AttributeDesired desired, AttributeState observed) {
    List<Change> changes = new ArrayList<>();
    if (desired.existing()) {
      return changes;
    }
    CustomField field = observed.field();
    if (!field.name().equals(desired.name())) {
      changes.add(Change.inPlace("name", field.name(), desired.name()));
    }
    if (desired.type().isPresent() && !field.type().equals(desired.managed())) {
      changes.add(
          Change.inPlace(
                  "type", AttributeType.word(field.type()), AttributeType.word(desired.managed()))
              .with(Effect.REPLACES, "an attribute keeps its type, and a new one has no values"));
    }
    observed.entry().ifPresent(entry -> entry.change(desired.protect()).ifPresent(changes::add));
    return changes;
  }

  @Override
  public Object exported(
      Declaration<AttributeSpec> declaration,
      AttributeDesired desired,
      Observation<AttributeState> seen) {
    return seen instanceof Observation.Present<AttributeState> present
        ? new AttributeRef(desired.name(), present.state().type())
        : new AttributeRef(desired.name(), desired.managed());
  }

  @Override
  public Map<String, Object> attributes(AttributeState observed) {
    return observed.fields().stream()
        .findFirst()
        .<Map<String, Object>>map(
            field ->
                Map.of(
                    "name", field.name(),
                    "type", AttributeType.word(observed.type()),
                    "key", field.key()))
        .orElse(Map.of());
  }

  @Override
  public String summary(AttributeDesired desired) {
    return desired.name() + " of " + AttributeType.word(desired.managed());
  }

  @Override
  public Set<LockKey> edits(AttributeDesired desired, Inventory read) {
    return Set.of(new LockKey(CustomFields.TYPE));
  }

  @Override
  public Set<LockKey> leaves(AttributeState seen) {
    return Set.of(new LockKey(CustomFields.TYPE));
  }

  @Override
  public List<Right> rights(AttributeDesired desired, Inventory read) {
    List<Right> all = new ArrayList<>(JournalRights.toWrite(desired.environment(), read));
    all.add(MANAGE);
    return all;
  }

  @Override
  public List<Right> rightsOn(AttributeState seen, Inventory read) {
    List<Right> all = new ArrayList<>(JournalRights.toForget(seen.entry(), read));
    all.add(MANAGE);
    return all;
  }

  @Override
  public void create(Address address, AttributeDesired desired, Placement at, VsphereWriter write)
      throws ModuleException, InterruptedException {
    new AttributeWrites(write).create(desired);
  }

  @Override
  public void update(
      Address address,
      AttributeDesired desired,
      AttributeState seen,
      List<Change> changes,
      Optional<Placement> at,
      VsphereWriter write)
      throws ModuleException, InterruptedException {
    new AttributeWrites(write).update(desired, seen);
  }

  @Override
  public void delete(AttributeState seen, VsphereWriter write)
      throws ModuleException, InterruptedException {
    new AttributeWrites(write).delete(seen);
  }

  @Override
  public void adopt(
      Address address, AttributeDesired desired, AttributeState seen, VsphereWriter write)
      throws ModuleException, InterruptedException {
    new AttributeWrites(write).adopt(desired, seen);
  }

  @Override
  public void release(AttributeState seen, VsphereWriter write)
      throws ModuleException, InterruptedException {
    new AttributeWrites(write).release(seen);
  }

  @Override
  public Stream<Owned<AttributeState>> owned(EnvironmentId environment, Inventory read) {
    return AttributeSearch.owned(KIND, environment, read);
  }
}
