package dev.provision.modules.instances.make;

import dev.provision.modules.instances.disks.ExtraDisks;
import dev.provision.modules.instances.disks.VmDisks;
import dev.provision.modules.instances.disks.VmEncryption;
import dev.provision.modules.instances.disks.VmPolicy;
import dev.provision.modules.instances.disks.VmVolumes;
import dev.provision.modules.instances.disks.VolumePolicies;
import dev.provision.modules.instances.guest.VmAnnotation;
import dev.provision.modules.instances.guest.VmConfigDrive;
import dev.provision.modules.instances.guest.VmCustomization;
import dev.provision.modules.instances.guest.VmGuest;
import dev.provision.modules.instances.nics.VmNetworks;
import dev.provision.modules.instances.place.VmMigration;
import dev.provision.modules.instances.place.VmPlace;
import dev.provision.modules.instances.size.VmQuotas;
import dev.provision.modules.instances.size.VmSecureBoot;
import dev.provision.modules.instances.size.VmSize;
import dev.provision.modules.instances.size.VmTpm;
import dev.provision.modules.instances.size.VmVersion;
import dev.provision.modules.instances.size.VmVideo;
import dev.provision.modules.instances.vm.CreateDraft;
import dev.provision.modules.instances.vm.InstanceDesired;
import dev.provision.modules.instances.vm.InstanceState;
import dev.provision.modules.instances.vm.Part;
import dev.provision.modules.instances.vm.ReconfigureDraft;
import dev.provision.modules.instances.vm.VmField;
import dev.provision.modules.instances.vm.VmOthers;
import dev.provision.spi.Change;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Observation;
import dev.provision.spi.Problem;
import dev.provision.vsphere.inventory.Inventory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The parts of a VM in the one order in which all of them are read, compared and written: what a
 * change means and costs is read from the top of a plan, so what decides about the rest comes
 * first.
 */
public final class InstanceParts {
  public static final List<Part<?, ?>> ALL =
      List.of(
          // whose it is comes first: a VM that is not ours yet is only made ours
          new VmIdentity(),
          new VmOwner(),
          // another image makes it anew, so that nothing below matters
          new VmImage(),
          // what the flavor asks of it, as the flavor's own fields come
          new VmSize(),
          // a newer version is raised before what needs it
          new VmVersion(),
          new VmQuotas(),
          new VmVideo(),
          // the policy before encryption, which is given with it
          new VmPolicy(),
          new VmSecureBoot(),
          new VmTpm(),
          new VmEncryption(),
          // its own disks, the root disk before those that hang beside it
          new VmDisks(),
          new ExtraDisks(),
          new VmNetworks(),
          // volumes take the slots that its own disks and the config drive leave
          new VmVolumes(),
          new VolumePolicies(),
          new VmAnnotation(),
          // the guest's data names the NICs, and the config drive holds the guest's data
          new VmGuest(),
          new VmConfigDrive(),
          new VmCustomization(),
          // where it stands and runs: nothing above depends on it
          new VmPlace(),
          new VmMigration(),
          // last, because it is switched on as it is then
          new VmPower());

  private InstanceParts() {}

  /** What has to be read of a VM for all of them. */
  public static Set<String> properties() {
    return Stream.concat(
            // what is done to it by others matters to every part
            VmOthers.PROPERTIES.stream(), ALL.stream().flatMap(part -> part.properties().stream()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether the value of a field stands in the flavor. */
  static boolean isOfFlavor(String field) {
    return ALL.stream().anyMatch(part -> part.isOfFlavor() && part.has(field));
  }

  /** What speaks against them in the world. */
  public static List<Problem> problems(
      InstanceDesired desired, Observation<InstanceState> seen, Inventory read) {
    return ALL.stream().flatMap(part -> part.problems(desired, seen, read).stream()).toList();
  }

  /** What differs, part by part, and at last the marks of parts that are otherwise as they must. */
  static List<Change> changes(InstanceDesired desired, InstanceState vm) {
    List<Change> all = new ArrayList<>();
    Map<String, String> marks = new LinkedHashMap<>();
    for (Part<?, ?> part : ALL) {
      List<Change> own = changes(part, desired, vm);
      all.addAll(own);
      if (own.isEmpty()) {
        marks.putAll(differing(part, desired, vm));
      }
    }
    if (!marks.isEmpty()) {
      all.add(
          VmField.MARKS.changes(text(marks.keySet(), vm::mark), text(marks.keySet(), marks::get)));
    }
    return all;
  }

  private static String text(Set<String> keys, UnaryOperator<String> value) {
    return keys.stream().map(key -> key + "=" + value.apply(key)).collect(Collectors.joining(", "));
  }

  private static <W, S> List<Change> changes(
      Part<W, S> part, InstanceDesired desired, InstanceState vm) {
    return part.changes(part.wanted(desired), part.seen(vm), vm.vm()).stream()
        .map(change -> change.of(part))
        .toList();
  }

  private static <W, S> Map<String, String> differing(
      Part<W, S> part, InstanceDesired desired, InstanceState vm) {
    Map<String, String> marks =
        new LinkedHashMap<>(part.marks(part.wanted(desired), part.seen(vm), vm.vm()));
    marks.entrySet().removeIf(each -> vm.mark(each.getKey()).equals(each.getValue()));
    return marks;
  }

  /**
   * Writes all of them into the call that makes a VM, in two rounds.
   *
   * @param template what the VM would have by itself
   */
  static void create(InstanceDesired desired, InstanceState template, CreateDraft draft)
      throws ModuleException {
    for (Part<?, ?> part : ALL) {
      create(part, desired, template, draft);
    }
    for (Part<?, ?> part : ALL) {
      completeNew(part, desired, template, draft);
    }
  }

  private static <W, S> void create(
      Part<W, S> part, InstanceDesired desired, InstanceState template, CreateDraft draft)
      throws ModuleException {
    part.create(part.wanted(desired), part.seen(template), draft);
  }

  private static <W, S> void completeNew(
      Part<W, S> part, InstanceDesired desired, InstanceState template, CreateDraft draft)
      throws ModuleException {
    part.completeNew(part.wanted(desired), part.seen(template), draft);
  }

  /** Writes the changes into a reconfigure, in two rounds. */
  static void update(
      InstanceDesired desired, InstanceState vm, List<Change> changes, ReconfigureDraft draft)
      throws ModuleException {
    boolean marks = VmField.MARKS.isIn(changes);
    for (Part<?, ?> part : ALL) {
      List<Change> own = own(part, changes);
      if (!own.isEmpty()) {
        update(part, desired, vm, own, draft);
      } else if (marks) {
        differing(part, desired, vm).forEach(draft::mark);
      }
    }
    for (Part<?, ?> part : ALL) {
      complete(part, desired, vm, own(part, changes), draft);
    }
  }

  private static List<Change> own(Part<?, ?> part, List<Change> changes) {
    return changes.stream().filter(change -> change.isOf(part)).toList();
  }

  private static <W, S> void update(
      Part<W, S> part,
      InstanceDesired desired,
      InstanceState vm,
      List<Change> what,
      ReconfigureDraft draft)
      throws ModuleException {
    part.update(part.wanted(desired), part.seen(vm), vm.vm(), what, draft);
  }

  private static <W, S> void complete(
      Part<W, S> part,
      InstanceDesired desired,
      InstanceState vm,
      List<Change> what,
      ReconfigureDraft draft)
      throws ModuleException {
    part.complete(part.wanted(desired), part.seen(vm), vm.vm(), what, draft);
  }
}
