package dev.provision.modules.instances.guest;

import dev.provision.modules.instances.vm.CreateDraft;
import dev.provision.modules.instances.vm.InstanceSpec.UserDataChange;
import dev.provision.modules.instances.vm.NicMatch;
import dev.provision.modules.instances.vm.NicSeen;
import dev.provision.modules.instances.vm.NicWanted;
import dev.provision.modules.instances.vm.Part;
import dev.provision.modules.instances.vm.ReconfigureDraft;
import dev.provision.modules.instances.vm.Seen;
import dev.provision.modules.instances.vm.Vm;
import dev.provision.modules.instances.vm.VmField;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Problem;
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
 * The data for the guest's cloud-init, in guestinfo. Changed meta-data is always written, since
 * that disturbs no guest; for changed user-data {@code user_data_change} decides. An adopted VM
 * gets only what the playbook declares.
 */
public final class VmGuest implements Part<GuestData, List<NicSeen>> {

  @Override
  public Set<String> properties() {
    return Set.of("config.extraConfig", ToolsReport.NICS, ToolsReport.STATUS);
  }

  @Override
  public boolean has(String field) {
    return isGuestData(field);
  }

  @Override
  public List<Problem> problems(GuestData wanted, Seen<List<NicSeen>> seen, Inventory read) {
    return GuestInfoLimits.problem(wanted).stream().toList();
  }

  @Override
  public List<Change> changes(GuestData wanted, List<NicSeen> seen, Vm vm) {
    List<Change> changes = new ArrayList<>();
    userData(wanted, vm).ifPresent(changes::add);
    metaData(wanted, seen, vm).ifPresent(changes::add);
    return changes;
  }

  @Override
  public void create(GuestData wanted, List<NicSeen> template, CreateDraft draft)
      throws ModuleException {
    forNew(wanted).forEach(draft::option);
  }

  @Override
  public void update(
      GuestData wanted, List<NicSeen> seen, Vm vm, List<Change> what, ReconfigureDraft draft)
      throws ModuleException {
    Map<String, String> options = forUpdate(wanted, seen, vm, what);
    options.forEach(draft::option);
    mark(vm, options.keySet()).forEach(draft::mark);
  }

  private static Optional<Change> userData(GuestData wanted, Vm vm) {
    UserDataChange policy = wanted.onChange();
    if (policy == UserDataChange.IGNORE || !userDataDiffers(wanted, vm)) {
      return Optional.empty();
    }
    if (policy == UserDataChange.REPLACE && wanted.isUserDataDeferred()) {
      return Optional.empty(); // it may turn out to be the same, and nothing is replaced on a guess
    }
    Change change =
        VmField.USER_DATA.changes(
            GuestInfo.shown(vm.extraConfig(), GuestInfo.USERDATA).orElse(Change.ABSENT),
            wanted.isUserDataDeferred()
                ? Change.KNOWN_AFTER_APPLY
                : wanted.knownUserData().map(GuestInfo::digest).orElse(Change.ABSENT));
    Change shown = wanted.userDataIsSecret() ? change.asSensitive() : change;
    return Optional.of(
        policy == UserDataChange.REPLACE
            ? shown.with(Effect.REPLACES_AS_DECLARED, "user_data_change is replace")
            : shown.with(Effect.IN_PLACE, "cloud-init runs again at the next boot"));
  }

  /** Whether the declared user-data is not what the guest was given; true while it is deferred. */
  public static boolean userDataDiffers(GuestData wanted, Vm vm) {
    Map<String, String> is = vm.extraConfig();
    if (wanted.userData().isEmpty()) {
      return GuestInfo.decode(is, GuestInfo.USERDATA).isPresent() && !vm.isAdopted();
    }
    return wanted.isUserDataDeferred()
        || !GuestInfo.holds(is, GuestInfo.USERDATA, wanted.knownUserData());
  }

  private static Optional<Change> metaData(GuestData wanted, List<NicSeen> nics, Vm vm) {
    if (isLeftAlone(wanted, vm)) {
      return Optional.empty();
    }
    Map<String, String> is = vm.extraConfig();
    boolean deferred = wanted.isMetaDataDeferred() || isDeferredRerun(wanted);
    String text = deferred ? "" : metaDataText(wanted, nics, vm);
    if (!deferred && GuestInfo.holds(is, GuestInfo.METADATA, Optional.of(text))) {
      return Optional.empty();
    }
    Change change =
        VmField.META_DATA.changes(
            GuestInfo.shown(is, GuestInfo.METADATA).orElse(Change.ABSENT),
            deferred ? Change.KNOWN_AFTER_APPLY : GuestInfo.digest(text));
    return Optional.of(wanted.metaDataIsSecret() ? change.asSensitive() : change);
  }

  private static boolean isLeftAlone(GuestData wanted, Vm vm) {
    return vm.isAdopted()
        && wanted.metaData().isEmpty()
        && wanted.metadata().isEmpty()
        && wanted.userData().isEmpty();
  }

  private static boolean isDeferredRerun(GuestData wanted) {
    return wanted.onChange() == UserDataChange.RERUN && wanted.isUserDataDeferred();
  }

  private static String metaDataText(GuestData wanted, List<NicSeen> nics, Vm vm) {
    return MetaData.text(
        wanted,
        instanceId(wanted, wanted.head().uuidOf(vm)),
        wanted.knownMetaData(),
        NicMatch.of(wanted.nics(), nics, vm)::mac);
  }

  /**
   * cloud-init runs once for each instance-id, so with {@code rerun} the id changes with the
   * user-data.
   */
  static String instanceId(GuestData wanted, String uuid) {
    return wanted.onChange() == UserDataChange.RERUN
        ? uuid + "-" + GuestInfo.sha256(wanted.knownUserData().orElse("")).substring(0, 8)
        : uuid;
  }

  /**
   * All keys for a new VM; unused ones are set to empty because a clone inherits its template's.
   */
  static Map<String, String> forNew(GuestData wanted) throws ModuleException {
    if (wanted.isUserDataDeferred() || wanted.isMetaDataDeferred()) {
      throw unknown("user_data or meta_data");
    }
    GuestInfoLimits.require(wanted);
    Map<String, String> options = new LinkedHashMap<>();
    GuestInfo.KEYS.forEach(key -> options.put(key, ""));
    options.putAll(encode(wanted, GuestInfo.USERDATA, wanted.knownUserData()));
    String text =
        MetaData.text(
            wanted,
            instanceId(wanted, wanted.head().uuid()),
            wanted.knownMetaData(),
            NicWanted::mac);
    options.putAll(encode(wanted, GuestInfo.METADATA, Optional.of(text)));
    return options;
  }

  /**
   * @param what {@code user_data}
   */
  static ModuleException unknown(String what) {
    return ModuleException.refused(
        "its "
            + what
            + " reads an attribute that is still unknown"
            + "; `wait_for` of the resource that it names waits for an address");
  }

  /** The keys that these changes set. */
  private static Map<String, String> forUpdate(
      GuestData wanted, List<NicSeen> nics, Vm vm, List<Change> changes) throws ModuleException {
    if (!changes.isEmpty()) {
      GuestInfoLimits.require(wanted);
    }
    Map<String, String> options = new LinkedHashMap<>();
    for (Change change : changes) {
      if (change.after().equals(Change.KNOWN_AFTER_APPLY)) {
        throw unknown(change.field());
      }
      if (change.isOf(VmField.USER_DATA)) {
        options.putAll(encode(wanted, GuestInfo.USERDATA, wanted.knownUserData()));
      } else if (change.isOf(VmField.META_DATA)) {
        options.putAll(
            encode(wanted, GuestInfo.METADATA, Optional.of(metaDataText(wanted, nics, vm))));
      }
    }
    return options;
  }

  /** The mark of an adopted VM once these keys are written, so that a release removes them. */
  private static Map<String, String> mark(Vm vm, Set<String> written) {
    if (!vm.isAdopted() || written.isEmpty()) {
      return Map.of();
    }
    Set<String> all = new TreeSet<>(ours(vm));
    all.addAll(written);
    return Map.of(Marks.GUEST, String.join(",", all));
  }

  /** The keys that we wrote into an adopted VM, by its mark. */
  public static Set<String> ours(Vm vm) {
    Set<String> keys = new TreeSet<>(List.of(vm.mark(Marks.GUEST).split(",")));
    keys.retainAll(GuestInfo.KEYS);
    return keys;
  }

  private static boolean isGuestData(String field) {
    return field.equals(VmField.USER_DATA.field()) || field.equals(VmField.META_DATA.field());
  }

  private static Map<String, String> encode(GuestData wanted, String key, Optional<String> text) {
    return GuestInfoLimits.isOnDriveAlone(wanted, text)
        ? GuestInfo.encodeDigest(key, text.orElseThrow())
        : GuestInfo.encode(key, text);
  }
}
