package dev.provision.modules.instances.guest;

import dev.provision.modules.instances.vm.CreateDraft;
import dev.provision.modules.instances.vm.InstanceDesired;
import dev.provision.modules.instances.vm.InstanceSpec.UserDataChange;
import dev.provision.modules.instances.vm.InstanceState;
import dev.provision.modules.instances.vm.NicMatch;
import dev.provision.modules.instances.vm.Ours;
import dev.provision.modules.instances.vm.Part;
import dev.provision.modules.instances.vm.ReconfigureDraft;
import dev.provision.modules.instances.vm.Vm;
import dev.provision.modules.instances.vm.VmField;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Observation;
import dev.provision.spi.Problem;
import dev.provision.spi.schema.Content;
import dev.provision.spi.schema.Value;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Marks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the guest's cloud-init is given. Meta-data is kept as declared, for writing it disturbs
 * nothing; other user-data is a matter of {@code user_data_change}. An adopted VM is given only
 * what the playbook writes out.
 */
public final class VmGuest implements Part<InstanceDesired, InstanceState> {

  @Override
  public Set<String> properties() {
    return Set.of("config.extraConfig", "guest.net", "guest.toolsRunningStatus");
  }

  @Override
  public InstanceDesired wanted(InstanceDesired desired) {
    return desired;
  }

  @Override
  public InstanceState seen(InstanceState vm) {
    return vm;
  }

  @Override
  public boolean has(String field) {
    return isGuestData(field);
  }

  @Override
  public List<Problem> problems(
      InstanceDesired desired, Observation<InstanceState> seen, Inventory read) {
    return GuestInfoRoom.problem(desired).stream().toList();
  }

  @Override
  public List<Change> changes(InstanceDesired wanted, InstanceState seen, Vm vm) {
    List<Change> changes = new ArrayList<>();
    userData(wanted, seen).ifPresent(changes::add);
    metaData(wanted, seen).ifPresent(changes::add);
    return changes;
  }

  @Override
  public void create(InstanceDesired wanted, InstanceState template, CreateDraft draft)
      throws ModuleException {
    forClone(wanted).forEach(draft::option);
  }

  @Override
  public void update(
      InstanceDesired wanted, InstanceState seen, Vm vm, List<Change> what, ReconfigureDraft draft)
      throws ModuleException {
    Map<String, String> options = forUpdate(wanted, seen, what);
    options.forEach(draft::option);
    mark(seen, options.keySet()).forEach(draft::mark);
  }

  private static Optional<Change> userData(InstanceDesired desired, InstanceState vm) {
    UserDataChange policy = desired.spec().userDataChange();
    if (policy == UserDataChange.IGNORE || !userDataDiffers(desired, vm)) {
      return Optional.empty();
    }
    if (policy == UserDataChange.REPLACE && isDeferred(desired.spec().userData())) {
      return Optional.empty(); // it may turn out to be the same: nothing is replaced on a guess
    }
    Change change =
        VmField.USER_DATA.changes(
            GuestInfo.shown(vm.extraConfig(), GuestInfo.USERDATA).orElse(Change.ABSENT),
            declared(desired.spec().userData()));
    Change shown = desired.userDataIsSecret() ? change.asSensitive() : change;
    return Optional.of(
        policy == UserDataChange.REPLACE
            ? shown.with(Effect.REPLACES_AS_DECLARED, "user_data_change is replace")
            : shown.with(Effect.IN_PLACE, "cloud-init runs again at the next boot"));
  }

  /** Whether what is declared is not what the guest was given; while it is deferred, it is. */
  public static boolean userDataDiffers(InstanceDesired desired, InstanceState vm) {
    Map<String, String> is = vm.extraConfig();
    Optional<Value<Content>> declared = desired.spec().userData();
    if (declared.isEmpty()) {
      return GuestInfo.decode(is, GuestInfo.USERDATA).isPresent() && !vm.isAdopted();
    }
    return known(declared).isEmpty() || !GuestInfo.holds(is, GuestInfo.USERDATA, known(declared));
  }

  private static Optional<Change> metaData(InstanceDesired desired, InstanceState vm) {
    if (leftAlone(desired, vm)) {
      return Optional.empty();
    }
    Map<String, String> is = vm.extraConfig();
    boolean deferred = isDeferred(desired.spec().metaData()) || isDeferredRerun(desired);
    if (!deferred
        && GuestInfo.holds(
            is,
            GuestInfo.METADATA,
            Optional.of(metaData(desired, vm, NicMatch.of(desired.nics(), vm.nics(), vm.vm()))))) {
      return Optional.empty();
    }
    String after =
        deferred
            ? Change.KNOWN_AFTER_APPLY
            : GuestInfo.digest(
                metaData(desired, vm, NicMatch.of(desired.nics(), vm.nics(), vm.vm())));
    Change change =
        VmField.META_DATA.changes(
            GuestInfo.shown(is, GuestInfo.METADATA).orElse(Change.ABSENT), after);
    return Optional.of(desired.metaDataIsSecret() ? change.asSensitive() : change);
  }

  private static boolean leftAlone(InstanceDesired desired, InstanceState vm) {
    return vm.isAdopted()
        && desired.spec().metaData().isEmpty()
        && desired.spec().metadata().isEmpty()
        && desired.spec().userData().isEmpty();
  }

  private static boolean isDeferredRerun(InstanceDesired desired) {
    return desired.spec().userDataChange() == UserDataChange.RERUN
        && isDeferred(desired.spec().userData());
  }

  static boolean isDeferred(Optional<Value<Content>> value) {
    return value.isPresent() && value.get().ifKnown().isEmpty();
  }

  private static Optional<String> known(Optional<Value<Content>> value) {
    return value.flatMap(Value::ifKnown).map(Content::text);
  }

  private static String metaData(InstanceDesired desired, InstanceState vm, NicMatch match) {
    return MetaData.text(
        desired,
        instanceId(desired, Ours.of(desired).uuidOf(vm.vm())),
        known(desired.spec().metaData()),
        match::mac);
  }

  /** cloud-init runs once for each instance-id, so for {@code rerun} it follows the user-data. */
  static String instanceId(InstanceDesired desired, String uuid) {
    return desired.spec().userDataChange() == UserDataChange.RERUN
        ? uuid + "-" + GuestInfo.sha256(known(desired.spec().userData()).orElse("")).substring(0, 8)
        : uuid;
  }

  /** All keys for a clone, the unused ones empty. */
  static Map<String, String> forClone(InstanceDesired desired) throws ModuleException {
    if (isDeferred(desired.spec().userData()) || isDeferred(desired.spec().metaData())) {
      throw ModuleException.refused(
          "its user_data or meta_data reads an attribute that is still unknown"
              + "; `wait_for` of the resource that it names waits for an address");
    }
    GuestInfoRoom.demand(desired);
    Map<String, String> options = new LinkedHashMap<>();
    GuestInfo.KEYS.forEach(key -> options.put(key, ""));
    options.putAll(encode(desired, GuestInfo.USERDATA, known(desired.spec().userData())));
    options.putAll(
        encode(
            desired,
            GuestInfo.METADATA,
            Optional.of(
                MetaData.text(
                    desired,
                    instanceId(desired, desired.uuid()),
                    known(desired.spec().metaData()),
                    InstanceDesired.Nic::mac))));
    return options;
  }

  /** The keys that the given changes set. */
  private static Map<String, String> forUpdate(
      InstanceDesired desired, InstanceState vm, List<Change> changes) throws ModuleException {
    if (!changes.isEmpty()) {
      GuestInfoRoom.demand(desired);
    }
    Map<String, String> options = new LinkedHashMap<>();
    for (Change change : changes) {
      if (change.after().equals(Change.KNOWN_AFTER_APPLY)) {
        throw ModuleException.refused(
            "its "
                + change.field()
                + " reads an attribute that is still unknown"
                + "; `wait_for` of the resource that it names waits for an address");
      }
      if (change.isOf(VmField.USER_DATA)) {
        options.putAll(encode(desired, GuestInfo.USERDATA, known(desired.spec().userData())));
      } else if (change.isOf(VmField.META_DATA)) {
        options.putAll(
            encode(
                desired,
                GuestInfo.METADATA,
                Optional.of(
                    metaData(desired, vm, NicMatch.of(desired.nics(), vm.nics(), vm.vm())))));
      }
    }
    return options;
  }

  /** What the mark of an adopted VM says once these keys are written into it. */
  private static Map<String, String> mark(InstanceState vm, Set<String> written) {
    if (!vm.isAdopted() || written.isEmpty()) {
      return Map.of();
    }
    Set<String> all = new TreeSet<>(ours(vm));
    all.addAll(written);
    return Map.of(Marks.GUEST, String.join(",", all));
  }

  /** The keys that we wrote into an adopted VM. */
  public static Set<String> ours(InstanceState vm) {
    Set<String> keys = new TreeSet<>(List.of(vm.mark(Marks.GUEST).split(",")));
    keys.retainAll(GuestInfo.KEYS);
    return keys;
  }

  private static boolean isGuestData(String field) {
    return field.equals(VmField.USER_DATA.field()) || field.equals(VmField.META_DATA.field());
  }

  private static Map<String, String> encode(
      InstanceDesired desired, String key, Optional<String> text) {
    return GuestInfoRoom.isOnDriveAlone(desired, text)
        ? GuestInfo.encodeDigest(key, text.orElseThrow())
        : GuestInfo.encode(key, text);
  }

  private static String declared(Optional<Value<Content>> value) {
    return isDeferred(value) ? Change.KNOWN_AFTER_APPLY : shown(known(value));
  }

  private static String shown(Optional<String> text) {
    return text.map(GuestInfo::digest).orElse(Change.ABSENT);
  }
}
