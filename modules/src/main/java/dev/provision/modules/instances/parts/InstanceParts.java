package dev.provision.modules.instances.parts;

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
 * The parts of a VM, each with the records that it gets, in the one order in which they are
 * compared and written. People read a plan from the top, so what decides about the rest comes
 * first.
 */
public final class InstanceParts {
  public static final List<Entry<?, ?>> ALL =
      List.of(
          // whose it is comes first: that a restored VM is made ours again must not be overlooked
          new Entry<>(new VmIdentity(), InstanceDesired::head, InstanceState::vm),
          new Entry<>(new VmOwner(), InstanceDesired::head, InstanceState::vm),
          // another image replaces the VM, so nothing below matters then
          new Entry<>(new VmImage(), InstanceDesired::madeOf, InstanceState::vm),
          // what the flavor asks for, in the order of the flavor's fields
          new Entry<>(new VmSize(), InstanceDesired::sizing, InstanceState::size),
          // the hardware version is raised before what needs it
          new Entry<>(
              new VmVersion(), InstanceDesired::hardware, vm -> vm.flavorExtras().version()),
          new Entry<>(new VmQuotas(), InstanceDesired::hardware, InstanceState::quotas),
          new Entry<>(new VmVideo(), InstanceDesired::hardware, vm -> vm.flavorExtras().video()),
          // the policy before encryption, which adds the key to the policy's edits
          new Entry<>(new VmPolicy(), InstanceDesired::policy, InstanceState::policy),
          new Entry<>(new VmSecureBoot(), InstanceDesired::hardware, InstanceState::flavorExtras),
          new Entry<>(new VmTpm(), InstanceDesired::hardware, InstanceState::flavorExtras),
          new Entry<>(new VmEncryption(), InstanceDesired::encryption, InstanceState::encryption),
          // its own disks, the root disk before extra ones on the same controller
          new Entry<>(new VmDisks(), InstanceDesired::rootDisk, InstanceState::ownDisks),
          new Entry<>(new ExtraDisks(), InstanceDesired::extraDisks, InstanceState::ownDisks),
          new Entry<>(new VmNetworks(), InstanceDesired::nics, InstanceState::nics),
          // volumes get the slots that its own disks and the config drive do not take
          new Entry<>(new VmVolumes(), InstanceDesired::attached, InstanceState::disks),
          new Entry<>(
              new VolumePolicies(), InstanceDesired::volumes, InstanceState::volumePolicies),
          new Entry<>(
              new VmAnnotation(),
              desired -> desired.spec().annotation(),
              InstanceState::annotation),
          new Entry<>(new VmAttributes(), InstanceDesired::attributes, InstanceState::attributes),
          new Entry<>(new VmTags(), InstanceDesired::tags, InstanceState::tags),
          // the guest's data names the NICs, and the config drive holds the guest's data
          new Entry<>(new VmGuest(), InstanceDesired::guest, InstanceState::nics),
          new Entry<>(new VmConfigDrive(), InstanceDesired::guest, InstanceState::configDrive),
          new Entry<>(new VmCustomization(), InstanceDesired::guest, vm -> vm.condition().setup()),
          // its place: nothing above depends on it
          new Entry<>(new VmPlace(), InstanceDesired::placing, InstanceState::place),
          new Entry<>(new VmMigration(), InstanceDesired::placing, InstanceState::migration),
          // last, because it is switched on when all else is done
          new Entry<>(new VmPower(), InstanceDesired::power, InstanceState::vm));

  private InstanceParts() {}

  /** All properties that the parts read. */
  public static Set<String> properties() {
    return Stream.concat(
            // what other products do to the VM matters to every part
            VmOthers.PROPERTIES.stream(),
            ALL.stream().flatMap(each -> each.part().properties().stream()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether the value of a field is written in the flavor. */
  static boolean isOfFlavor(String field) {
    return ALL.stream().map(Entry::part).anyMatch(part -> part.isOfFlavor() && part.has(field));
  }

  /** Why the declaration cannot be met in this inventory. */
  public static List<Problem> problems(
      InstanceDesired desired, Observation<InstanceState> seen, Inventory read) {
    return ALL.stream().flatMap(each -> each.problems(desired, seen, read).stream()).toList();
  }

  /** What differs, part by part; last the marks of parts that have no other change. */
  public static List<Change> changes(InstanceDesired desired, InstanceState vm) {
    List<Change> all = new ArrayList<>();
    Map<String, String> marks = new LinkedHashMap<>();
    for (Entry<?, ?> each : ALL) {
      List<Change> own = each.changes(desired, vm);
      all.addAll(own);
      if (own.isEmpty()) {
        marks.putAll(each.marks(desired, vm));
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

  /**
   * Writes all of them into the call that makes a VM, in two rounds.
   *
   * @param template what the VM would have if no part wrote anything
   */
  public static void create(InstanceDesired desired, InstanceState template, CreateDraft draft)
      throws ModuleException {
    for (Entry<?, ?> each : ALL) {
      each.create(desired, template, draft);
    }
    for (Entry<?, ?> each : ALL) {
      each.completeNew(desired, template, draft);
    }
  }

  /** Writes the changes into a reconfigure, in two rounds. */
  static void update(
      InstanceDesired desired, InstanceState vm, List<Change> changes, ReconfigureDraft draft)
      throws ModuleException {
    boolean marks = VmField.MARKS.isIn(changes);
    for (Entry<?, ?> each : ALL) {
      List<Change> own = each.own(changes);
      if (!own.isEmpty()) {
        each.update(desired, vm, own, draft);
      } else if (marks) {
        each.marks(desired, vm).forEach(draft::mark);
      }
    }
    for (Entry<?, ?> each : ALL) {
      each.complete(desired, vm, each.own(changes), draft);
    }
  }
}
